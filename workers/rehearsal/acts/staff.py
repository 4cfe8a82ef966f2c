"""People come, go, change jobs, lose roles and take leave: HR brings a file in once a month, leave is announced."""

from datetime import date, time, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tracker.people import queries as people
from tracker.people import service
from tracker.people.models import Person, Unit
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.acts import roles
from workers.rehearsal.book import Someone, as_csv
from workers.rehearsal.record import Span
from workers.rehearsal.stage import EARLY, Deed, Stage

LEAVING, MOVING, JOINING = 0.006, 0.004, 0.008
"""of all leaders, each month"""
WEEKS: list[list[tuple[int, int] | None]] = [
    [(9, 15)] * 5 + [None, None],
    [(8, 16)] * 4 + [None] * 3,
    [None, (7, 17), (7, 17), (7, 17), (7, 15), None, None],
]


def prepare(stage: Stage) -> None:
    """Put the year's files and leaves on the agenda."""
    day = stage.first + timedelta(days=9)
    while day < stage.last - timedelta(days=14):
        stage.at(stage.workday(day), EARLY, "a-file", lambda: _month(stage))
        day += timedelta(days=28)
    for key in list(stage.book.people):
        _leaves(stage, key)
        if stage.random("hours", key).random() < 0.2:
            stage.at(stage.first, EARLY, f"hours {key}", partial(_choose_hours, stage, key))


def know(stage: Stage) -> None:
    """Learn the product's ids of everybody and every group."""
    with stage.store.read() as uow:
        wanted = [key for key in [*stage.book.people, *stage.book.groups] if key not in stage.ids]
        units = [unit for unit in stage.book.units if unit not in stage.ids]
        if units:
            stage.ids |= {key: id_ for key, id_ in uow.session.execute(select(Unit.key, Unit.id)) if key in units}
        for key in wanted:
            find = people.group_by_key if key in stage.book.groups else people.by_key
            if found := find(uow.session, key):
                stage.ids[key] = found


def _choose_hours(stage: Stage, key: str) -> None:
    """Somebody begins later, has a day off each week, or reads the digest at noon."""
    random = stage.random("hours", key, "which")
    week = random.choice(WEEKS)
    digest_time = random.choice((time(9, 15), time(12), None))

    def press(uow: UnitOfWork, _version: int) -> None:
        hours = tuple(span and (time(span[0]), time(span[1])) for span in week)
        language = uow.get(Person, uow.actor.me).language
        service.set_habits(uow, language=language, week=hours, digest_time=digest_time, zone=None)

    said = {"week": [span and (f"{span[0]:02}:00", f"{span[1]:02}:00") for span in week]}
    if stage.do(Deed(key, "hours", key, press, said)):
        stage.book.hours[key] = said["week"]


def _leaves(stage: Stage, key: str) -> None:
    random = stage.random("leave", key)
    days = (stage.last - stage.first).days
    planned = [(random.randrange(days), random.choice((4, 4, 9)), random.randrange(3, 20))]
    if days > 300:
        planned.append((random.randrange(300, 350), random.choice((11, 18)), random.randrange(20, 60)))
    if random.random() < 0.2:
        planned.append((random.randrange(days), random.randrange(0, 3), 0))
    for start, length, ahead in planned[: 3 if random.random() < 0.6 else 1]:
        starts = stage.first + timedelta(days=start)
        announced = stage.workday(max(starts - timedelta(days=ahead), stage.first))
        if announced <= starts:
            _announce(stage, key, announced, starts, starts + timedelta(days=length))


def _announce(stage: Stage, key: str, day: date, starts: date, ends: date) -> None:
    def press(uow: UnitOfWork, _version: int) -> None:
        service.announce_leave(uow, starts, ends)

    def announce() -> None:
        if not stage.book.here(key, stage.today) or stage.book.away_until(key, stage.today) != stage.today:
            return
        said = {"starts": str(starts), "ends": str(ends)}
        if stage.do(Deed(key, "leave", key, press, said)):
            stage.book.spans[f"leave:{key}"].append(Span(key, "leave", starts, ends, known=stage.acts[-1].at))

    stage.at(day, EARLY, f"leave {key}", announce)


def _month(stage: Stage) -> None:
    """What the month's file holds: known today, true from the day after its last day."""
    random = stage.random("month", stage.today)
    last = stage.today + timedelta(days=random.randrange(1, 12))
    month = _Month(stage, last, random)
    leaders = [key for key in stage.book.people if key.startswith(("p", "n")) and stage.book.here(key, last)]
    some = [key for key in leaders[2:] if not stage.book.people[key].ends]
    for kind, share in ((month.leave, LEAVING), (month.move, MOVING), (month.join, JOINING)):
        for key in random.sample(some, min(len(some), _about(random, len(some) * share))):
            kind(key)
    if len(stage.book.holders("HR", stage.today)) > 1 and random.random() < 0.25:
        month.change_hr()
    month.bring_in()
    first = stage.workday(last + timedelta(days=1))
    stage.at(first, EARLY, "a-leaders", month.say_who_leads)


def _about(random: Random, number: float) -> int:
    return int(number) + (random.random() < number % 1)


class _Month:
    """One month's file."""

    def __init__(self, stage: Stage, last: date, random: Random) -> None:
        self.stage, self.book, self.last, self.random = stage, stage.book, last, random
        self.next = last + timedelta(days=1)
        self.lines: list[str] = []
        self.leads: dict[str, str] = {}
        """whose nearest leader is another from the next day"""
        self._touched: set[str] = set()
        self._proposed = ""

    def leave(self, key: str) -> None:
        """Somebody leaves; where they lead, a member leads from then on."""
        led = self.book.led_by(key, self.stage.today)
        if key in self._touched or any(len(self.book.members(group, self.next)) < 4 for group in led):
            return
        self._touched.add(key)
        above = [group for group in self.book.groups if key in self.book.members(group, self.next) and group not in led]
        person = self.book.people[key]
        person.ends = self.last
        self.lines.append(person.line())
        for group in [*led, *above]:
            self._end(group, key)
        for group in led:
            self._promote(group, key, above)

    def _promote(self, group: str, before: str, above: list[str]) -> None:
        others = [key for key in self.book.members(group, self.next) if key != before and key not in self._touched]
        others = [key for key in others if not self.book.people[key].ends and not self.book.led_by(key, self.next)]
        if not others:
            others = self.book.members(group, self.next)
        new = self.random.choice(others)
        self._touched.add(new)
        self._end(group, new)
        self._begin(group, new, "leader")
        for each in above:
            self._begin(each, new, "member")
        self.leads |= dict.fromkeys(self.book.members(group, self.next), new)
        self.leads[new] = self.book.people[before].nearest or "p0001"

    def move(self, key: str) -> None:
        """A member of one group becomes a member of another."""
        if key in self._touched or self.book.led_by(key, self.next):
            return
        mine = [group for group in self.book.groups if key in self.book.members(group, self.next)]
        others = [group for group in self.book.groups if group not in mine and self._has_room(group)]
        if len(mine) != 1 or not others or len(self.book.members(mine[0], self.next)) < 4:
            return
        self._touched.add(key)
        self._end(mine[0], key)
        self._welcome(self.random.choice(others), key)

    def join(self, near: str) -> None:
        """Somebody new in the group of somebody."""
        groups = [group for group in self.book.groups if near in self.book.members(group, self.next)]
        groups = [group for group in groups if self._has_room(group)]
        if not groups:
            return
        key = f"n{sum(each.startswith('n') for each in self.book.people) + 1:04}"
        self.book.people[key] = Someone(key, None, self.book.groups[groups[0]], "Leder", self.next)
        self.lines.append(self.book.people[key].line())
        self._welcome(groups[0], key)

    def _has_room(self, group: str) -> bool:
        return len(self.book.members(group, self.next)) < 9 and self.book.leader(group, self.next) is not None

    def _welcome(self, group: str, key: str) -> None:
        self._begin(group, key, "member")
        leader = self.book.leader(group, self.next)
        if leader:
            self.leads[key] = leader

    def change_hr(self) -> None:
        """Somebody in HR loses the role, and somebody new is proposed for it."""
        gone = self.book.holders("HR", self.stage.today)[-1]
        self._end("role:HR", gone)
        key = f"h{sum(each.startswith('h') for each in self.book.people) + 1:02}"
        self.book.people[key] = Someone(key, "p0001", "top", "HR", self.next)
        self.lines.append(self.book.people[key].line())
        self._proposed = key

    def _begin(self, group: str, key: str, role: str) -> None:
        span = Span(key, group, self.next, None, role)
        self.book.spans[group].append(span)
        self.lines.append(self.book.line(group, span))

    def _end(self, name: str, key: str) -> None:
        spans = self.book.spans[name]
        for number, span in enumerate(spans):
            if span.who == key and span.holds(self.next):
                spans[number] = Span(key, span.what, span.starts, self.last, span.role)
                self.lines.append(self.book.line(name, spans[number]))

    def bring_in(self) -> None:
        """HR takes the file in."""
        self._import(self.lines, "file")
        know(self.stage)
        if self._proposed:
            roles.propose(self.stage, self._proposed, self.next)

    def say_who_leads(self) -> None:
        """The day after: whose nearest leader is another now."""
        for key, leader in sorted(self.leads.items()):
            self.book.people[key].nearest = leader
        self._import([self.book.people[key].line() for key in sorted(self.leads)], "leaders")
        at = self.stage.acts[-1].at
        for key in self.leads:
            self.book.nearest[key].append((at, self.leads[key]))

    def _import(self, lines: list[str], what: str) -> None:
        if lines:
            holders = self.book.holders("HR", self.stage.today)
            who = holders[0] if holders else "h01"
            bring_in(self.stage, who, lines, {"what": what, "lines": len(lines)})


def bring_in(stage: Stage, who: str, lines: list[str], said: dict[str, Any]) -> None:
    """Somebody of HR brings a file in; one that is refused is a fault of the rehearsal's own."""

    def press(uow: UnitOfWork, _version: int) -> UUID | None:
        found = service.import_people(uow, as_csv(lines))
        if found.refused:
            raise ValueError(found.refused)
        return None

    stage.do(Deed(who, "people.import", "people", press, said))
