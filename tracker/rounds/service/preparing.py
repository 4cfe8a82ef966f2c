"""Preparing: each person for themselves."""

from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.rounds import facts, rules
from tracker.rounds.models import Answer, Invitation, Round
from tracker.rounds.queries.access import seat
from tracker.rounds.queries.preparing import NOTE, RATINGS, known, progress
from tracker.rounds.rules import STATEMENTS, Ratings
from tracker.storage.unit_of_work import UnitOfWork


def save_answer(
    uow: UnitOfWork,
    round_id: UUID,
    code: str,
    *,
    succeeds: str,
    important: str,
    note: str = "",
    shared: bool = False,
    lang: str = "da",
) -> None:
    """Save one's own answer. The group's first locks how answers are shown; one's last makes one ready."""
    row = _open_round(uow, round_id)
    me = uow.actor.me
    answer = uow.session.scalar(
        select(Answer).where(Answer.round_id == row.id, Answer.person_id == me, Answer.statement == known(code))
    )
    if answer is None:
        answer = Answer(id=uuid4(), round_id=row.id, person_id=me, statement=code)
    answer.ratings = uow.seal(me, RATINGS, answer.id, Ratings(succeeds, important).packed())
    answer.note = uow.seal(me, NOTE, answer.id, note) if note else None
    answer.note_shared, answer.lang = shared and bool(note), lang
    uow.session.add(answer)
    row.locked_at = row.locked_at or uow.now
    uow.session.flush()
    if progress(uow, row.id).answered == STATEMENTS:
        _finish(uow, row)


def finish(uow: UnitOfWork, round_id: UUID) -> None:
    """Say that one is ready, also where some statements have no answer."""
    _finish(uow, _open_round(uow, round_id))


def _open_round(uow: UnitOfWork, round_id: UUID) -> Round:
    """The round, held against a close in the same moment."""
    uow.session.execute(select(Round.id).where(Round.id == round_id).with_for_update())
    row = seat(uow, round_id, "C", "answers").round
    rules.prepare(row.state)
    return row


def _finish(uow: UnitOfWork, row: Round) -> None:
    me = uow.actor.me
    query = select(Invitation).where(Invitation.round_id == row.id, Invitation.person_id == me)
    invitation = uow.session.scalar(query)
    if invitation is None:
        invitation = Invitation(round_id=row.id, person_id=me)
        uow.session.add(invitation)
    if invitation.finished_at is None:
        invitation.finished_at = uow.now
        uow.record(facts.PreparationFinished(matter=row.id, person_id=me))
