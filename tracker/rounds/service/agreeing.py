"""Agreements: made, followed up, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from tracker.followups import service as followups
from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.rounds import agenda, facts, rules
from tracker.rounds.models import Agreement, Owner
from tracker.rounds.pulse import beat
from tracker.rounds.queries.access import seat
from tracker.rounds.queries.agreements import AGREEMENT, EFFECT, asked_now, earlier, owners_of
from tracker.rounds.queries.preparing import known
from tracker.rounds.rules import AgreementState
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
    beat(uow, round_id)
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
        cadence=cadence,
        state=AgreementState.OPEN,
        made_at=uow.now,
    )
    uow.session.add(agreement)
    uow.session.flush()
    uow.session.add_all(Owner(agreement_id=agreement.id, person_id=person) for person in owners)
    uow.record(facts.AgreementMade(matter=row.id, agreement_id=agreement.id, first=first))
    _follow_up(uow, agreement, owners)
    return agreement.id


def _follow_up(uow: UnitOfWork, row: Agreement, owners: Sequence[UUID], about: str = AGREEMENT) -> None:
    followups.schedule(
        uow,
        about=about,
        matter=row.id,
        story=row.round_id,
        owner_ids=owners,
        group_id=row.group_id,
        title=row.text.splitlines()[0][:LONGEST_TITLE],
        lang=row.lang,
        first=row.first if about == AGREEMENT else row.effect_on or row.first,
        cadence=row.cadence if about == AGREEMENT else None,
    )


def close_agreement(
    uow: UnitOfWork, round_id: UUID, agreement_id: UUID, *, version: int, effect_on: date | None = None
) -> None:
    """The agreement is done with, and no longer followed up.

    Done is not worked: on `effect_on` the group's leader is asked whether it had the effect.
    """
    row = uow.get(Agreement, agreement_id)
    if row.round_id != round_id:
        raise NotFound
    seat(uow, round_id, "S", "agreement")
    beat(uow, round_id)
    uow.get(Agreement, agreement_id, version=version)
    rules.close_agreement(row.state)
    agenda.ask_for_effect(effect_on, uow.today)
    row.state, row.closed_at, row.effect_on = AgreementState.CLOSED, uow.now, effect_on
    followups.close_matter(uow, row.id)
    if effect_on:
        _follow_up(uow, row, [_members(uow, row)[0]], EFFECT)
    uow.record(facts.AgreementClosed(matter=round_id, agreement_id=row.id))


@dataclass(frozen=True)
class Stock:
    """What the group says of an agreement when it meets again: what became of it, and whether it goes on."""

    outcome: str
    learned: str
    lang: str
    next_day: date | None
    """when it is looked at again; None where it is closed"""
    effect_on: date | None = None


def take_stock(uow: UnitOfWork, round_id: UUID, agreement_id: UUID, said: Stock, *, version: int) -> None:
    """At the table of a round: what became of something agreed before, and whether it is closed or carried on."""
    row = earlier(uow, round_id, agreement_id)
    beat(uow, round_id)
    uow.get(Agreement, agreement_id, version=version)
    agenda.take_stock(row.state, said.next_day, uow.today)
    asked = asked_now(uow.session, row.id)
    if asked:
        words = {"outcome": said.outcome, "learned": said.learned, "lang": said.lang}
        followups.answer(uow, asked.id, **words, next_day=said.next_day, version=asked.version)
    if said.next_day is None:
        close_agreement(uow, row.round_id, row.id, version=version, effect_on=said.effect_on)
    elif not asked:
        _carry_on(uow, row, said.next_day)


def _carry_on(uow: UnitOfWork, row: Agreement, day: date) -> None:
    """Nothing is asked about it any more, but the group goes on with it: it is asked about again."""
    seat(uow, row.round_id, "S", "agreement")
    here, owners = _members(uow, row), owners_of(uow.session, row.id)
    row.first, row.cadence = day, agenda.still(row.cadence, day)
    _follow_up(uow, row, [person for person in owners if person in here] or here[:1])


def _members(uow: UnitOfWork, row: Agreement) -> list[UUID]:
    return [person.id for person in people.members(uow.session, row.group_id, uow.today)]
