"""Preparing: each person for themselves."""

from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.kernel.errors import Conflict
from tracker.rounds import facts, rules
from tracker.rounds.models import Answer, Invitation, Round
from tracker.rounds.queries.access import seat
from tracker.rounds.queries.preparing import NOTE, RATINGS, known, own_answer, progress
from tracker.rounds.rules import Ratings
from tracker.storage.unit_of_work import UnitOfWork


def save_answer(  # noqa: PLR0913 - what is said, each part by its name
    uow: UnitOfWork,
    round_id: UUID,
    code: str,
    *,
    succeeds: str,
    important: str,
    note: str = "",
    shared: bool = False,
    lang: str = "da",
    version: int | None = None,
) -> int:
    """Save one's own answer. The group's first locks how answers are shown; one's last makes one ready.

    `version` is of the answer that was looked at, 0 for none: Conflict where another device saved something else
    since. Returns the version it has now.
    """
    row = _open_round(uow, round_id)
    ratings = Ratings(succeeds, important)
    answer = _mine(uow, row, code)
    stands = own_answer(uow, answer)
    if stands and stands.says(succeeds, important, note, shared=shared):
        return stands.version
    if answer is None:
        answer = Answer(id=uuid4(), round_id=row.id, person_id=uow.actor.me, statement=code)
    if version is not None and version != (stands.version if stands else 0):
        uow.editing = (Answer, answer.id)
        raise Conflict(answer.id)
    _seal(uow, answer, ratings, note)
    answer.note_shared, answer.lang = shared and bool(note), lang
    uow.session.add(answer)
    row.locked_at = row.locked_at or uow.now
    uow.session.flush()
    how_far = progress(uow, row.id)
    if how_far.answered == how_far.total:
        _finish(uow, row)
    return answer.version


def _mine(uow: UnitOfWork, row: Round, code: str) -> Answer | None:
    mine = (Answer.round_id == row.id, Answer.person_id == uow.actor.me)
    return uow.session.scalar(select(Answer).where(*mine, Answer.statement == known(code, row)))


def _seal(uow: UnitOfWork, answer: Answer, ratings: Ratings, note: str) -> None:
    me = uow.actor.me
    answer.ratings = uow.seal(me, RATINGS, answer.id, ratings.packed())
    answer.note = uow.seal(me, NOTE, answer.id, note) if note else None


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
        invitation = Invitation(round_id=row.id, person_id=me, later=True)
        uow.session.add(invitation)
    if invitation.finished_at is None:
        invitation.finished_at = uow.now
        uow.record(facts.PreparationFinished(matter=row.id, person_id=me))
