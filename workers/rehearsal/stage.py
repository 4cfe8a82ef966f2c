"""Where the year is lived: people press, through the product's own services; time passes from due to due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Any
from uuid import UUID

from tracker.kernel.errors import Conflict, NotFound, RuleBroken, SaidBefore
from tracker.kernel.permissions import Actor
from tracker.kernel.worktime import after_working_days, at_local, on_working_day
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.base import Base
from tracker.storage.unit_of_work import Store, UnitOfWork
from workers.rehearsal.book import Book
from workers.rehearsal.passing import Passing
from workers.rehearsal.record import AGAIN, REFUSED, SAVED, Act

EARLY, MORNING, NOON, AFTERNOON, EVENING = time(8, 10), time(9, 30), time(11), time(13, 30), time(19, 20)
WORD = "zqord"
"""what every confidential text says; it must never leave the house"""

PARCEL = 40
"""so many things happen before what they told is carried on"""

Press = Callable[[UnitOfWork, int], UUID | None]
Look = Callable[[UnitOfWork], int]


@dataclass(frozen=True)
class Deed:
    """Something to do: `look` reads the version the page shows, `press` does it; what it makes is called `makes`."""

    who: str
    what: str
    matter: str
    press: Press
    said: dict[str, Any]
    look: Look | None = None
    makes: str = ""


class Stage:
    """The agenda, and what has been done."""

    def __init__(self, store: Store, passing: Passing, book: Book, seed: int, first: date, last: date) -> None:
        self.store, self.passing, self.book, self.seed = store, passing, book, seed
        self.first, self.last = first, last
        self.acts: list[Act] = []
        self.ids: dict[str, UUID] = {}
        """what the rehearsal calls things, with the product's ids"""
        self.actions: list[tuple[str, str]] = []
        """the plan's actions, and whose each is"""
        self._agenda: list[tuple[datetime, str, int, Callable[[], None]]] = []
        self._slot = ""
        self._free: dict[int, frozenset[date]] = {}
        self.today = first

    def random(self, *names: object) -> Random:
        """A stream of chance of its own, the same for the same seed whatever else happens."""
        return Random("/".join(map(str, (self.seed, *names))))  # noqa: S311 - chance, not a secret

    def at(self, day: date, moment: time, name: str, do: Callable[[], None]) -> None:
        """Put something on the agenda; in one slot things happen in the order of their names."""
        if day <= self.last:
            instant = at_local(day, moment, self.store.zone)
            heappush(self._agenda, (instant, name, len(self._agenda), do))

    def workday(self, day: date, after: int = 0) -> date:
        """The working day at, or so many after, a day."""
        if day.year not in self._free:
            with self.store.read() as uow:
                self._free[day.year] = free_days(uow.session, day)
        free = self._free[day.year]
        return after_working_days(day, after, free) if after else on_working_day(day, free)

    def when_here(self, who: str, day: date) -> date:
        """The first working day from a day on that somebody is at work."""
        here = self.workday(self.book.away_until(who, day))
        return here if here == day else self.when_here(who, here)

    def live(self, say: Callable[[date], None]) -> None:
        """Everything on the agenda, and what comes onto it meanwhile."""
        while self._agenda:
            instant = self._agenda[0][0]
            self.today = instant.astimezone(self.store.zone).date()
            self._slot = f"{instant:%Y-%m-%d %H:%M}"
            self.passing.to(instant)
            done = 0
            while self._agenda and self._agenda[0][0] == instant:
                heappop(self._agenda)[3]()
                done += 1
                if done % PARCEL == 0:
                    self.passing.settle()
            self.passing.settle()
            say(self.today)
        self.passing.to(at_local(self.last + timedelta(days=1), time(12), self.store.zone))
        self.passing.end()

    def version_of(self, model: type[Base], name: str) -> Look:
        """The version that a page shows of what the rehearsal calls so, wherever two can edit it."""
        return lambda uow: int(getattr(uow.get(model, self.ids[name]), "version"))  # noqa: B009 - not every row has one

    def do(self, deed: Deed) -> bool:
        """Press, sometimes twice, sometimes again on a page that stands open since. Whether it was saved."""
        chance = self.random(deed.who, deed.what, deed.matter, self._slot)
        key = UUID(int=chance.getrandbits(128), version=4)
        version = self._look(deed)
        outcome = self._press(deed, key, version)
        fingers = chance.random()
        if fingers < 0.08:
            self._press(deed, key, version)
        elif fingers < 0.12 and deed.look and outcome == SAVED:
            self._press(deed, UUID(int=chance.getrandbits(128), version=4), version)
        return outcome == SAVED

    def _look(self, deed: Deed) -> int:
        if deed.look is None:
            return 0
        try:
            with self.store.read() as uow:
                uow.actor = self.actor(uow, deed.who)
                return deed.look(uow)
        except NotFound:
            return 0

    def _press(self, deed: Deed, key: UUID, version: int) -> str:
        outcome, made, at = SAVED, None, None
        try:
            with self.store.work() as uow:
                at = uow.now
                uow.actor = self.actor(uow, deed.who)
                uow.claim_form(key)
                made = deed.press(uow, version)
                uow.form_led_to(key, "/")
        except SaidBefore:
            outcome = AGAIN
        except (Conflict, NotFound, RuleBroken):
            outcome = REFUSED
        if made is not None:
            self.ids[deed.makes] = made
        assert at is not None  # noqa: S101 - the block above has begun, or raised something of ours
        self.acts.append(Act(at, self._slot, deed.who, deed.what, deed.matter, deed.said, outcome))
        return outcome

    def actor(self, uow: UnitOfWork, key: str) -> Actor:
        """Somebody, with the roles held now."""
        return Actor(self.ids[key], people.roles_of(uow.session, self.ids[key], uow.today))
