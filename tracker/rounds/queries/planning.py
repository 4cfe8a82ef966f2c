"""Who else plans and runs rounds: facilitators, one round each, and HR, who sees when and no more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.people import queries as people
from tracker.rounds.models import Facilitation, Round
from tracker.rounds.planned import KEPT_AFTER_CANCELLING
from tracker.rounds.queries.access import facilitated
from tracker.rounds.rules import State
from tracker.storage.unit_of_work import UnitOfWork

MOST = 50
"""groups on one page"""


@dataclass(frozen=True)
class Beside:
    """A round I facilitate."""

    group: str
    round: Round


@dataclass(frozen=True)
class Dated:
    """A group, and when it meets next and met last: all HR sees of it."""

    id: UUID
    name: str
    coming: Round | None
    met: Round | None


def beside(uow: UnitOfWork) -> list[Beside]:
    """The rounds I am asked to facilitate, soonest first."""
    ids = facilitated(uow.session, uow.actor, uow.today)
    if not ids:
        return []
    rows = uow.session.scalars(select(Round).where(Round.id.in_(ids)).order_by(Round.meeting_at, Round.id)).all()
    names = people.group_names(uow.session, (row.group_id for row in rows))
    return [Beside(names[row.group_id], row) for row in rows]


def facilitators(uow: UnitOfWork, round_id: UUID) -> list[people.Someone]:
    """Whom the group asked to run a round, for pages that have asked for the right to it."""
    query = select(Facilitation.person_id).where(Facilitation.round_id == round_id, Facilitation.until >= uow.today)
    found = people.people(uow.session, uow.session.scalars(query).all())
    return sorted(found.values(), key=lambda person: person.name)


def planned_round(session: Session, group_id: UUID) -> Round | None:
    """The group's next round, where one is planned already."""
    query = select(Round).where(Round.group_id == group_id, Round.state == State.PLANNED)
    return session.scalar(query.order_by(Round.meeting_at).limit(1))


def kept_until(row: Round) -> datetime | None:
    """How long one's own answers of a round that was called off are there."""
    return row.cancelled_at and row.cancelled_at + KEPT_AFTER_CANCELLING


def to_plan_for(uow: UnitOfWork, words: str) -> list[Dated]:
    """The first groups whose name has these words, each with when it meets; for HR."""
    found = people.groups_named(uow.session, words, MOST)
    query = select(Round).where(Round.group_id.in_(list(found))).order_by(Round.meeting_at)
    rows = uow.session.scalars(query.where(Round.state != State.CANCELLED)).all()
    coming = {row.group_id: row for row in reversed(rows) if row.state == State.PLANNED}
    met = {row.group_id: row for row in rows if row.state != State.PLANNED}
    return [Dated(id_, name, coming.get(id_), met.get(id_)) for id_, name in found.items()]
