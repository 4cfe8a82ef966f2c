"""Who takes part in a group's sessions, and who is told of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision.models import Facilitation, Sitting


@dataclass(frozen=True)
class Facilitator:
    """Somebody from outside, and the last day they are asked."""

    person: people.Someone
    until: date


def facilitators(uow: UnitOfWork, group_id: UUID) -> list[Facilitator]:
    """Whom the group asks, for pages that have asked for the right to it."""
    query = select(Facilitation.person_id, Facilitation.until)
    rows = uow.session.execute(query.where(Facilitation.group_id == group_id, Facilitation.until >= uow.today)).all()
    known = people.people(uow.session, (row.person_id for row in rows)) if rows else {}
    found = [Facilitator(known[row.person_id], row.until) for row in rows if row.person_id in known]
    return sorted(found, key=lambda one: one.person.name)


def come_since(uow: UnitOfWork, row: Sitting) -> list[UUID]:
    """For handlers: who has come into the group since a session was planned."""
    then = row.planned_at.astimezone(uow.zone).date()
    were = {person.id for person in people.members(uow.session, row.group_id, then)}
    return [person.id for person in people.members(uow.session, row.group_id, uow.today) if person.id not in were]


def audience(uow: UnitOfWork, sitting_id: UUID) -> tuple[Sitting, list[UUID], list[UUID]]:
    """For handlers: a session, who takes part in it, and who facilitates it."""
    row = uow.get(Sitting, sitting_id)
    members = [person.id for person in people.members(uow.session, row.group_id, uow.today)]
    query = select(Facilitation.person_id).where(Facilitation.group_id == row.group_id, Facilitation.until >= uow.today)
    beside = [person for person in uow.session.scalars(query) if person not in members]
    return row, members, beside
