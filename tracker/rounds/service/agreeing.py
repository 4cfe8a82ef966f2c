"""Agreements: made, followed up, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from tracker.followups import service as followups
from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.rounds import facts, rules
from tracker.rounds.models import Agreement, Owner
from tracker.rounds.queries.access import seat
from tracker.rounds.queries.preparing import known
from tracker.rounds.rules import AgreementState, Cadence
from tracker.storage.unit_of_work import UnitOfWork

LONGEST_TITLE = 200


@dataclass(frozen=True)
class Wording:
    """What an agreement says."""

    text: str
    sign: str
    statement: str | None
    lang: str


def agree(
    uow: UnitOfWork, round_id: UUID, wording: Wording, *, owner_ids: Sequence[UUID], first: date, cadence: str | None
) -> UUID:
    """Write down an agreement and set its follow-ups. Returns its id."""
    row = seat(uow, round_id, "C", "agreement").round
    members = [person.id for person in people.members(uow.session, row.group_id, uow.today)]
    owners = list(dict.fromkeys(owner_ids))
    rules.agree(row.state, owners, members, first, uow.today)
    agreement = Agreement(
        id=uuid4(),
        round_id=row.id,
        group_id=row.group_id,
        statement=known(wording.statement) if wording.statement else None,
        text=wording.text,
        sign=wording.sign,
        lang=wording.lang,
        first=first,
        cadence=Cadence(cadence) if cadence else None,
        state=AgreementState.OPEN,
        made_at=uow.now,
    )
    uow.session.add(agreement)
    uow.session.flush()
    uow.session.add_all(Owner(agreement_id=agreement.id, person_id=person) for person in owners)
    uow.record(facts.AgreementMade(matter=row.id, agreement_id=agreement.id, first=first))
    _follow_up(uow, agreement, owners)
    return agreement.id


def _follow_up(uow: UnitOfWork, row: Agreement, owners: list[UUID]) -> None:
    followups.schedule(
        uow,
        about="agreement",
        matter=row.id,
        story=row.round_id,
        owner_ids=owners,
        group_id=row.group_id,
        title=row.text.splitlines()[0][:LONGEST_TITLE],
        lang=row.lang,
        first=row.first,
        cadence=row.cadence,
    )


def close_agreement(uow: UnitOfWork, round_id: UUID, agreement_id: UUID, *, version: int) -> None:
    """The agreement is done with, and no longer followed up."""
    row = uow.get(Agreement, agreement_id)
    if row.round_id != round_id:
        raise NotFound
    seat(uow, round_id, "S", "agreement")
    uow.get(Agreement, agreement_id, version=version)
    rules.close_agreement(row.state)
    row.state, row.closed_at = AgreementState.CLOSED, uow.now
    followups.close_matter(uow, row.id)
    uow.record(facts.AgreementClosed(matter=round_id, agreement_id=row.id))
