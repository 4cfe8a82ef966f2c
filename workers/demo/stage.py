"""Where the demo's past is played: the clock put at each scene, people acting by themselves, the road run by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from threading import Event
from uuid import UUID

from tracker.kernel.permissions import SYSTEM, Actor
from tracker.kernel.worktime import at_local
from tracker.notifications import ending
from tracker.people import queries as people
from tracker.storage.clock import ask_for, set_now
from tracker.storage.outbox import State
from tracker.storage.unit_of_work import UnitOfWork
from workers.clock import Clock
from workers.relay import Cart, Relay
from workers.road import Road
from workers.runtime import Runtime

MORNING = time(9)


class Stopped(Exception):
    """The visitor does not want to wait."""


@dataclass(order=True)
class Scene:
    """Something somebody does at a time; scenes at the same time are played in the order they were written."""

    at: datetime
    number: int
    who: str | None = field(compare=False)
    play: Callable[[UnitOfWork], None] = field(compare=False)


class Stage:
    """Lets the scenes happen in order of time."""

    def __init__(self, runtime: Runtime, stop: Event) -> None:
        self.store = runtime.store
        self.zone = runtime.settings.zone
        self.stop = stop
        self.known: dict[str, UUID] = {}
        """what the story calls things, with their ids"""
        self.scenes: list[Scene] = []
        self._road = Road(self.store, {"mail": _Quietly()})
        self._clock = _ByHand(self)

    def add(self, day: date, who: str | None, play: Callable[[UnitOfWork], None], *, at: time = MORNING) -> None:
        """Someone (the system, without a name) does this on a day."""
        self.scenes.append(Scene(at_local(day, at, self.zone), len(self.scenes), who, play))

    def play(self, opens: datetime) -> None:
        """Every scene, the road and the clock running in between; afterwards it is the moment the demo opens."""
        for scene in sorted(self.scenes):
            self._pass_to(scene.at)
            with self.acting(scene.who) as uow:
                scene.play(uow)
            self.drain()
        self._pass_to(opens)

    @contextmanager
    def acting(self, key: str | None) -> Iterator[UnitOfWork]:
        """A unit of work of somebody (a group's key means its leader), with the roles held on the day."""
        with self.store.work() as uow:
            if key is not None:
                me = self._leader(uow, key) if key.startswith("lg-") else self.person(uow, key)
                uow.actor = Actor(me, people.roles_of(uow.session, me, uow.today))
            yield uow

    def person(self, uow: UnitOfWork, key: str) -> UUID:
        """Somebody by what the file of people calls them."""
        return self._find("person", key, people.by_key(uow.session, key))

    def group(self, uow: UnitOfWork, key: str) -> UUID:
        """A leadership group by what the file of people calls it."""
        return self._find("group", key, people.group_by_key(uow.session, key))

    def _leader(self, uow: UnitOfWork, key: str) -> UUID:
        return self._find("leader of", key, people.leader_of(uow.session, self.group(uow, key), uow.today))

    @staticmethod
    def _find(kind: str, key: str, found: UUID | None) -> UUID:
        if found is None:
            raise KeyError(f"{kind} {key}")
        return found

    def begin(self, day: date) -> None:
        """Put the clock at the morning of a day before anything has happened."""
        with self.store.work(SYSTEM) as uow:
            set_now(uow.session, at_local(day, MORNING, self.zone), arrived=True)

    def drain(self) -> None:
        """Relay and run everything that may go now, one after the other."""
        cart = Cart()
        relay = Relay(self.store, cart)
        while relay.relay_once():
            for delivery_id in [one for ids in cart.sent for one in ids]:
                self._road.run(delivery_id)
            cart.sent.clear()
        if self.stop.is_set():
            raise Stopped

    def _pass_to(self, target: datetime) -> None:
        with self.store.work(SYSTEM) as uow:
            if uow.now >= target:
                set_now(uow.session, target, arrived=True)
                return
            ask_for(uow.session, target)
        self._clock.tick()
        self.drain()
        self._clock.obey(self.stop)


class _Quietly:
    """E-mails of the past count as sent; nobody finds them in the mailbox."""

    def perform(self, _mail_id: UUID) -> None:
        """They have gone."""

    def ended(self, uow: UnitOfWork, mail_id: UUID, state: State, problem: str | None) -> None:
        """As if they had just been accepted."""
        ending.mail_ended(uow, mail_id, state, problem)

    def probe(self) -> None:
        """There is nobody to ask."""

    def rest(self) -> None:
        """Nothing is kept open."""


class _ByHand(Clock):
    """The clock's own steps; the road is run by the stage instead of waited for."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.store)
        self._stage = stage

    def drain(self, stop: Event) -> None:
        """Let the stage run the road."""
        del stop
        self._stage.drain()
