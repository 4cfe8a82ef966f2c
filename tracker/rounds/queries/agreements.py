"""What a group agreed, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.followups import queries as followups
from tracker.people import queries as people
from tracker.rounds.models import Agreement, Owner, Round
from tracker.rounds.queries.access import Seat, joined
from tracker.rounds.rules import AgreementState, State
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class AgreementView:
    """An agreement with who takes care of it and its follow-ups, oldest first."""

    id: UUID
    round_id: UUID
    statement: str | None
    text: str
    sign: str
    lang: str
    first: date
    cadence: str | None
    is_open: bool
    version: int
    owners: list[people.Someone]
    followups: list[followups.FollowUpView]


def of_rounds(session: Session, round_ids: Iterable[UUID]) -> dict[UUID, list[AgreementView]]:
    """The agreements of some rounds, by round, oldest first; for pages that have asked for the right to the rounds."""
    query = select(Agreement).where(Agreement.round_id.in_(list(round_ids)))
    rows = session.scalars(query.order_by(Agreement.made_at, Agreement.id)).all()
    ids = [row.id for row in rows]
    owned = select(Owner.agreement_id, Owner.person_id).where(Owner.agreement_id.in_(ids))
    owners = session.execute(owned).all() if ids else []
    names = people.people(session, (owner.person_id for owner in owners))
    asked = followups.of_matters(session, ids) if ids else {}
    found: dict[UUID, list[AgreementView]] = {}
    for row in rows:
        mine = [names[owner.person_id] for owner in owners if owner.agreement_id == row.id]
        found.setdefault(row.round_id, []).append(_view(row, mine, asked.get(row.id, [])))
    return found


def _view(row: Agreement, owners: list[people.Someone], asked: list[followups.FollowUpView]) -> AgreementView:
    return AgreementView(
        id=row.id,
        round_id=row.round_id,
        statement=row.statement,
        text=row.text,
        sign=row.sign,
        lang=row.lang,
        first=row.first,
        cadence=row.cadence,
        is_open=row.state == AgreementState.OPEN,
        version=row.version,
        owners=sorted(owners, key=lambda person: person.name),
        followups=asked,
    )


def previous_round(uow: UnitOfWork, seat: Seat) -> Round | None:
    """The group's round before this one, if the actor was in the group then."""
    query = select(Round).where(
        Round.group_id == seat.round.group_id, Round.meeting_at < seat.round.meeting_at, Round.state != State.PLANNED
    )
    row = uow.session.scalar(query.order_by(Round.meeting_at.desc()).limit(1))
    return row if row and joined(uow, [row]) else None


def owners_of(session: Session, agreement_id: UUID) -> list[UUID]:
    """For handlers: who takes care of an agreement."""
    return list(session.scalars(select(Owner.person_id).where(Owner.agreement_id == agreement_id)))
