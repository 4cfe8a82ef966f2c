"""What the two agreed, and what became of what anybody agreed here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.dialogues import facts, rules
from tracker.dialogues.models import Agreement, Dialogue, Learned
from tracker.dialogues.queries.access import talk
from tracker.dialogues.queries.asked import DIALOGUE, LEARNED, OWN, followup
from tracker.dialogues.queries.talks import AGREEMENT
from tracker.dialogues.service.private import Wording
from tracker.followups import service as followups
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Reply:
    """What became of it, what was learned, and when to ask again."""

    outcome: str
    learned: str
    lang: str
    next_day: date | None


def agree(uow: UnitOfWork, dialogue_id: UUID, said: Wording, *, owners: str) -> UUID:
    """Write down what the two agreed. Returns its id."""
    row = talk(uow, dialogue_id, "C")
    rules.prepare(row.state)
    asked = rules.owners(owners, row.leader_id, row.nearest_id)
    one = Agreement(id=uuid4(), dialogue_id=row.id, leader_id=row.leader_id, owners=owners, made_at=uow.now)
    _say(uow, one, said)
    uow.session.add(one)
    uow.session.flush()
    uow.record(facts.AgreementMade(matter=row.id, by_id=uow.actor.me))
    _follow_up(uow, row, one, asked, said.neutral)
    return one.id


def _say(uow: UnitOfWork, row: Agreement, said: Wording) -> None:
    row.text, row.lang = uow.seal(row.leader_id, AGREEMENT, row.id, said.text), said.lang
    row.first, row.cadence = said.first, said.cadence


def _follow_up(uow: UnitOfWork, row: Dialogue, one: Agreement, asked: list[UUID], neutral: str) -> None:
    followups.schedule(
        uow,
        about=DIALOGUE,
        matter=one.id,
        story=row.id,
        owner_ids=asked,
        group_id=None,
        title=neutral,
        lang=one.lang,
        first=one.first,
        cadence=one.cadence,
        with_id=row.leader_id,
    )


def edit_agreement(uow: UnitOfWork, agreement_id: UUID, said: Wording, *, owners: str, version: int) -> None:
    """Other words, another day or somebody else to follow it up: either of the two may."""
    one, row = _agreement(uow, agreement_id, version)
    asked = rules.owners(owners, row.leader_id, row.nearest_id)
    is_new = (one.first, one.cadence, one.owners) != (said.first, said.cadence, owners)
    one.owners = owners
    _say(uow, one, said)
    if is_new:
        followups.close_matter(uow, one.id)
        _follow_up(uow, row, one, asked, said.neutral)


def close_agreement(uow: UnitOfWork, agreement_id: UUID, *, version: int) -> None:
    """It needs no more follow-up."""
    one, _ = _agreement(uow, agreement_id, version)
    one.closed_at = uow.now
    followups.close_matter(uow, one.id)


def _agreement(uow: UnitOfWork, agreement_id: UUID, version: int) -> tuple[Agreement, Dialogue]:
    one = uow.get(Agreement, agreement_id)
    row = talk(uow, one.dialogue_id, "U")
    uow.at_version(one, version)
    rules.still_open(one.closed_at)
    return one, row


def answer(uow: UnitOfWork, followup_id: UUID, reply: Reply, *, version: int) -> None:
    """Say what became of it; what was learned is sealed as what it is about."""
    about = followup(uow, followup_id)
    said = {"outcome": reply.outcome, "learned": "", "lang": reply.lang, "next_day": reply.next_day}
    followups.answer(uow, followup_id, **said, version=version)  # type: ignore[arg-type]
    owner = uow.get(Dialogue, about.dialogue_id).leader_id if about.dialogue_id else uow.actor.me
    row = uow.session.scalar(select(Learned).where(Learned.followup_id == followup_id))
    if row is None and reply.learned:
        row = Learned(id=uuid4(), followup_id=followup_id, person_id=owner)
    if row is not None:
        row.text, row.lang = uow.seal(owner, LEARNED, row.id, reply.learned), reply.lang
        uow.session.add(row)


def move(uow: UnitOfWork, followup_id: UUID, *, to: date, version: int) -> None:
    """Another day."""
    followup(uow, followup_id)
    followups.move(uow, followup_id, to=to, why="", lang="", version=version)


def close_followup(uow: UnitOfWork, followup_id: UUID, *, version: int) -> None:
    """Ask about it no more; what was agreed stands."""
    followup(uow, followup_id)
    followups.close(uow, followup_id, version=version)


__all__ = ["OWN", "Reply", "agree", "answer", "close_agreement", "close_followup", "edit_agreement", "move"]
