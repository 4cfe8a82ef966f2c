"""What a group agreed, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.followups import queries as followups
from tracker.followups.queries import FollowUpView
from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.rounds.models import Agreement, Owner, Round
from tracker.rounds.queries.access import Seat, joined, seat
from tracker.rounds.rules import AgreementState, State
from tracker.storage import loading
from tracker.storage.asking import ABOUT, IDS, SINCE, ask
from tracker.storage.unit_of_work import UnitOfWork

AGREEMENT, EFFECT = "agreement", "effect"
"""what is asked of an agreement: whether it is kept, and after its close whether it had the effect"""


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
    followups: list[FollowUpView]
    effect: FollowUpView | None
    """asked after the close: whether it had the effect"""

    @property
    def asked(self) -> FollowUpView | None:
        """The follow-up that can be answered now, if there is one."""
        return next((one for one in self.followups if one.is_open), None)

    @property
    def answered(self) -> FollowUpView | None:
        """What was said last."""
        return next((one for one in reversed(self.followups) if one.outcome), None)


def of_rounds(session: Session, round_ids: Iterable[UUID]) -> dict[UUID, list[AgreementView]]:
    """The agreements of some rounds, by round, oldest first; for pages that have asked for the right to the rounds."""
    rows = loading.rows(session, _OF_ROUNDS, ids=list(round_ids))
    ids = [row.id for row in rows]
    owners = ask(session, _OWNERS, ids=ids).all() if ids else []
    names = people.people(session, (owner.person_id for owner in owners))
    asked = followups.of_matters(session, ids) if ids else {}
    found: dict[UUID, list[AgreementView]] = {}
    for row in rows:
        mine = [names[owner.person_id] for owner in owners if owner.agreement_id == row.id]
        found.setdefault(row.round_id, []).append(_view(row, mine, asked.get(row.id, [])))
    return found


_OF_ROUNDS = select(Agreement).where(Agreement.round_id.in_(IDS)).order_by(Agreement.made_at, Agreement.id)
_OWNERS = select(Owner.agreement_id, Owner.person_id).where(Owner.agreement_id.in_(IDS))


def _view(row: Agreement, owners: list[people.Someone], asked: list[FollowUpView]) -> AgreementView:
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
        followups=[one for one in asked if one.about != EFFECT],
        effect=next((one for one in asked if one.about == EFFECT), None),
    )


def previous_round(uow: UnitOfWork, seat: Seat) -> Round | None:
    """The group's round before this one, if the actor was in the group then."""
    rows = loading.rows(uow.session, _BEFORE, about=seat.round.group_id, since=seat.round.meeting_at)
    return rows[0] if rows and joined(uow, rows) else None


_BEFORE = (
    select(Round)
    .where(Round.group_id == ABOUT, Round.meeting_at < SINCE, Round.state != State.PLANNED)
    .order_by(Round.meeting_at.desc())
    .limit(1)
)


def owners_of(session: Session, agreement_id: UUID) -> list[UUID]:
    """For handlers: who takes care of an agreement."""
    return list(session.scalars(select(Owner.person_id).where(Owner.agreement_id == agreement_id)))


def asked_now(session: Session, agreement_id: UUID) -> FollowUpView | None:
    """The follow-up of an open agreement that can be answered, if there is one."""
    asked = followups.of_matters(session, [agreement_id]).get(agreement_id, [])
    return next((one for one in asked if one.is_open and one.about == AGREEMENT), None)


def earlier(uow: UnitOfWork, round_id: UUID, agreement_id: UUID) -> Agreement:
    """An agreement of an earlier round of the same group, which the actor may see; NotFound for any other."""
    here, row = seat(uow, round_id, "R", "agreement"), uow.get(Agreement, agreement_id)
    if row.group_id != here.round.group_id or row.round_id == round_id:
        raise NotFound
    seat(uow, row.round_id, "R", "agreement")
    return row


def agreed_before(uow: UnitOfWork, here: Seat) -> list[AgreementView]:
    """What the group agreed in the round before this one, and what it still has open from rounds before that."""
    row = here.round
    is_open = select(Agreement.round_id).where(
        Agreement.group_id == row.group_id, Agreement.state == AgreementState.OPEN
    )
    query = select(Round).where(Round.group_id == row.group_id, Round.meeting_at < row.meeting_at, Round.id != row.id)
    newest = query.where(Round.closed_at.is_not(None)).order_by(Round.meeting_at.desc()).limit(1)
    before = uow.session.scalar(newest)
    rounds = uow.session.scalars(query.where(Round.id.in_(is_open))).all()
    past = sorted({*rounds, *([before] if before else [])}, key=lambda each: each.meeting_at, reverse=True)
    seen = joined(uow, past)
    found = of_rounds(uow.session, (each.id for each in seen)) if seen else {}
    kept = [item for each in seen for item in found.get(each.id, []) if item.is_open or each is before]
    return sorted(kept, key=lambda item: not item.is_open)
