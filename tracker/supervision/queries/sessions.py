"""A group's sessions: the next one, those that were, and how many were held and called off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.kernel.appointments import SUPERVISION, Appointment
from tracker.kernel.errors import N_
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.rounds.queries import my_groups
from tracker.storage.kept import once
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision.models import Frame, Method, Sitting
from tracker.supervision.queries.access import day_of, facilitations, place
from tracker.supervision.rules import ENDED, State

HALF_YEARS = 4
"""shown beside each other"""
MOST = 200
SHOWN = 50
"""groups on one page"""


def frame(session: Session, group_id: UUID) -> tuple[Frame | None, Method | None]:
    """A group's frame while it lasts, and the method it uses (None is the ready-made one)."""
    query = select(Frame, Method).outerjoin(Method, Method.id == Frame.method_id)
    row = session.execute(query.where(Frame.group_id == group_id, Frame.ended_at.is_(None))).one_or_none()
    return (row[0], row[1]) if row else (None, None)


def methods(session: Session, group_id: UUID) -> list[Method]:
    """The methods a group has described."""
    return list(session.scalars(select(Method).where(Method.group_id == group_id).order_by(Method.name, Method.id)))


def own_method(uow: UnitOfWork, method_id: UUID) -> Method:
    """A method of a group whose frame the actor sets; NotFound for any other."""
    row = uow.get(Method, method_id)
    place(uow, row.group_id, "U")
    return row


def sittings(uow: UnitOfWork, group_id: UUID, since: date) -> list[Sitting]:
    """A group's sessions, newest first; of those that are over the ones from a day on."""
    query = select(Sitting).where(Sitting.group_id == group_id).order_by(Sitting.starts_at.desc(), Sitting.id)
    rows = uow.session.scalars(query.limit(MOST)).all()
    return [row for row in rows if row.state == State.PLANNED or day_of(uow, row) >= since]


def ahead(session: Session, group_id: UUID, since: datetime) -> Sitting | None:
    """The group's next session."""
    query = select(Sitting).where(Sitting.group_id == group_id, Sitting.state == State.PLANNED)
    return session.scalar(query.where(Sitting.starts_at >= since).order_by(Sitting.starts_at).limit(1))


def counts(session: Session, group_id: UUID) -> list[str]:
    """How the group's sessions ended, newest first; those that fell away as the group stopped do not count."""
    over = (Sitting.state != State.PLANNED, Sitting.reason != ENDED)
    query = select(Sitting.state).where(Sitting.group_id == group_id, *over)
    return list(session.scalars(query.order_by(Sitting.starts_at.desc(), Sitting.id)))


def called_off(session: Session, group_id: UUID) -> list[datetime]:
    """When the sessions were to be that were called off since the last one held, newest first."""
    over = (Sitting.state != State.PLANNED, Sitting.reason != ENDED)
    query = select(Sitting.state, Sitting.starts_at).where(Sitting.group_id == group_id, *over)
    rows = session.execute(query.order_by(Sitting.starts_at.desc(), Sitting.id)).all()
    held = next((number for number, row in enumerate(rows) if row.state == State.HELD), len(rows))
    return [row.starts_at for row in rows[:held]]


@dataclass(frozen=True)
class Half:
    """A half-year, and how many sessions were held and called off in it."""

    year: int
    half: int
    held: int
    off: int


def halves(uow: UnitOfWork, rows: Iterable[Sitting]) -> list[Half]:
    """The last half-years, this one last; those before anything happened are left out."""
    over = [(day_of(uow, row), row.state) for row in rows if row.state != State.PLANNED and row.reason != ENDED]
    found = [_half(over, *_back(uow.today, number)) for number in reversed(range(HALF_YEARS))]
    first = next((number for number, one in enumerate(found) if one.held or one.off), len(found))
    return found[first:]


def _back(day: date, number: int) -> tuple[int, int]:
    index = day.year * 2 + (day.month > 6) - number
    return index // 2, index % 2 + 1


def _half(over: Sequence[tuple[date, str]], year: int, half: int) -> Half:
    states = [state for day, state in over if _back(day, 0) == (year, half)]
    return Half(year, half, states.count(State.HELD), states.count(State.OFF))


@dataclass(frozen=True)
class Mine:
    """One of the actor's groups, and its next session."""

    group: people.GroupOf
    leads: bool
    is_member: bool
    has_frame: bool
    next: Sitting | None


def mine(uow: UnitOfWork) -> list[Mine]:
    """The actor's groups and those they facilitate."""
    groups, beside = my_groups(uow), facilitations(uow)
    ids = [*(group.id for group in groups), *beside]
    if not ids:
        return []
    framed = set(uow.session.scalars(select(Frame.group_id).where(Frame.group_id.in_(ids), Frame.ended_at.is_(None))))
    following = {row.group_id: row for row in reversed(_planned(uow, ids)) if day_of(uow, row) >= uow.today}
    found = [Mine(one, one.role == people.LEADER, True, one.id in framed, following.get(one.id)) for one in groups]
    others = [people.group(uow.session, id_) for id_ in beside if id_ not in {one.id for one in groups}]
    return found + [Mine(one, False, False, one.id in framed, following.get(one.id)) for one in others if one]


def _planned(uow: UnitOfWork, ids: Iterable[UUID]) -> list[Sitting]:
    """The sessions of some groups that have not been held or called off, soonest first."""

    def find() -> list[Sitting]:
        query = select(Sitting).where(Sitting.group_id.in_(wanted), Sitting.state == State.PLANNED)
        return list(uow.session.scalars(query.order_by(Sitting.starts_at, Sitting.id)))

    wanted = tuple(sorted(ids))
    return once(uow.session, "supervision", wanted, find) if wanted else []


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """For the group's leader: to say whether the last session was held. For everybody in it: the one of today."""
    groups = {group.id: group for group in my_groups(uow)}
    last = {(row.group_id, day_of(uow, row) < uow.today): row for row in _planned(uow, groups)}
    return [item for row in last.values() for item in _of(uow, row, groups[row.group_id])]


def _of(uow: UnitOfWork, row: Sitting, group: people.GroupOf) -> list[Waiting]:
    day = day_of(uow, row)
    if day == uow.today:
        return [Waiting(N_("Your group's collegial supervision"), group.name, "supervision.show", row.id, day)]
    if day < uow.today and group.role == people.LEADER:
        text = N_("Was your group's collegial supervision held?")
        return [Waiting(text, group.name, "supervision.finish", row.id, day, overdue=True)]
    return []


@dataclass(frozen=True)
class Next:
    """A session ahead, on the front page."""

    id: UUID
    group: str
    starts_at: datetime


def coming(uow: UnitOfWork) -> list[Next]:
    """The next session of each of the actor's groups, from tomorrow on: today's waits."""
    groups = {group.id: group.name for group in my_groups(uow)}
    rows = [row for row in _planned(uow, groups) if day_of(uow, row) > uow.today]
    first = {row.group_id: row for row in reversed(rows)}
    return [Next(row.id, groups[row.group_id], row.starts_at) for row in first.values()]


def appointments(uow: UnitOfWork, since: datetime) -> list[Appointment]:
    """The sessions from an instant on that the actor takes part in or facilitates; those called off say so."""
    joined = {group.id: group.since for group in my_groups(uow)} | facilitations(uow)
    if not joined:
        return []
    query = select(Sitting).where(Sitting.group_id.in_(joined), Sitting.starts_at >= since)
    rows = uow.session.scalars(query.order_by(Sitting.starts_at, Sitting.id)).all()
    return [_appointment(row) for row in rows if day_of(uow, row) >= joined[row.group_id]]


def _appointment(row: Sitting) -> Appointment:
    off = row.state == State.OFF
    return Appointment(SUPERVISION, row.id, starts_at=row.starts_at, minutes=row.minutes, cancelled=off)


@dataclass(frozen=True)
class Dated:
    """A group with a frame: when it meets next and met last, and this half-year's counts; all HR sees of it."""

    id: UUID
    name: str
    next: datetime | None
    last: datetime | None
    held: int
    off: int


def by_group(uow: UnitOfWork, words: str) -> list[Dated]:
    """The first groups by name that have begun and have these words in their name, for those who follow progress."""
    begun = set(uow.session.scalars(select(Frame.group_id).where(Frame.ended_at.is_(None))))
    names = {id_: name for id_, name in people.group_names(uow.session, begun).items() if words.lower() in name.lower()}
    shown = sorted(names, key=names.__getitem__)[:SHOWN]
    since = datetime.combine(uow.today - timedelta(days=365), time(), uow.zone)
    columns = (Sitting.group_id, Sitting.state, Sitting.starts_at, Sitting.reason)
    query = select(*columns).where(Sitting.group_id.in_(shown), Sitting.starts_at >= since).order_by(Sitting.starts_at)
    of_each: dict[UUID, list[Any]] = {id_: [] for id_ in shown}
    for row in uow.session.execute(query):
        of_each[row.group_id].append(row)
    return [_dated(uow, id_, names[id_], rows) for id_, rows in of_each.items()]


def _dated(uow: UnitOfWork, id_: UUID, name: str, rows: Sequence[Any]) -> Dated:
    ahead_ = [row.starts_at for row in rows if row.state == State.PLANNED and day_of(uow, row) >= uow.today]
    held = [row.starts_at for row in rows if row.state == State.HELD]
    off = [row.starts_at for row in rows if row.state == State.OFF and row.reason != ENDED]
    now = _back(uow.today, 0)
    held_now, off_now = (
        sum(_back(at.astimezone(uow.zone).date(), 0) == now for at in instants) for instants in (held, off)
    )
    return Dated(id_, name, ahead_[0] if ahead_ else None, held[-1] if held else None, held_now, off_now)
