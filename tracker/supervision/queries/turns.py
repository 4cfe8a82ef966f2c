"""Whose turn it is, now and the times that come."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.people.queries import Someone
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import rota, rules
from tracker.supervision.models import Frame, Sitting, Turn
from tracker.supervision.queries.access import day_of


@dataclass(frozen=True)
class Rota:
    """The order of turns in a group, and who would like to swap."""

    order: list[UUID]
    offered: frozenset[UUID]
    people: dict[UUID, Someone]
    leave: dict[UUID, frozenset[date]]

    def away(self, day: date) -> set[UUID]:
        """Who has announced leave on a day."""
        return {person for person, days in self.leave.items() if day in days}


def read(uow: UnitOfWork, group_id: UUID) -> Rota:
    """The order as it is today, for those who have asked for the right to it."""
    turns = of_group(uow.session, group_id)
    members = people.members(uow.session, group_id, uow.today)
    order = rota.order((turn.person_id for turn in turns), (person.id for person in members))
    offered = frozenset(turn.person_id for turn in turns if turn.offered_at and turn.person_id in order)
    leave = people.leave(uow.session, order, uow.today)
    return Rota(order, offered, {person.id: person for person in members}, leave)


def of_group(session: Session, group_id: UUID) -> list[Turn]:
    """The rows of a group's order."""
    return list(session.scalars(select(Turn).where(Turn.group_id == group_id).order_by(Turn.place, Turn.id)))


def cast(uow: UnitOfWork, row: Sitting, turns: Rota) -> rota.Cast:
    """Who has which part at a session."""
    agreed = rota.Agreed(row.acute_id, row.interviewer_id, row.keeper_id)
    return rota.cast(turns.order, turns.away(day_of(uow, row)), agreed)


@dataclass(frozen=True)
class Coming:
    """A turn that comes, and where it is known the day it falls on."""

    day: date
    person: Someone | None
    is_offered: bool


def coming(uow: UnitOfWork, frame: Frame, sitting: Sitting | None, turns: Rota) -> list[Coming]:
    """Everybody's next turn with its day, if nothing changes."""
    days = _days(uow, frame, sitting, len(turns.order))
    if sitting and days and cast(uow, sitting, turns).is_acute:  # everybody moves along
        days = days[1:]
    away = list(turns.leave.items())
    found = rota.coming(turns.order, days, away)
    return [Coming(day, turns.people.get(who) if who else None, who in turns.offered) for day, who in found]


def _days(uow: UnitOfWork, frame: Frame, sitting: Sitting | None, many: int) -> list[date]:
    free = free_days(uow.session, uow.today)
    days = [day_of(uow, sitting)] if sitting else []
    after = max(sitting.meant, days[0]) if sitting else uow.today
    while len(days) < many + 1:
        found = rules.next_day(frame.first, frame.cadence, after, free)
        if found is None:
            break
        days.append(found)
        after = found
    return days[: many + 1]
