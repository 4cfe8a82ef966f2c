"""A person's own preparation, and how many are ready. Nobody reads another's answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.rounds.models import Answer, Invitation, Round
from tracker.rounds.rules import STATEMENTS, Ratings, State, band
from tracker.storage.unit_of_work import UnitOfWork

RATINGS, NOTE = "rounds_answer.ratings", "rounds_answer.note"
CODES = tuple(statement.code for statement in knowledge.statements())


@dataclass(frozen=True)
class Own:
    """One's own answer to one statement."""

    statement: str
    succeeds: str
    important: str
    note: str
    shared: bool
    lang: str


@dataclass(frozen=True)
class Progress:
    """How far one is oneself."""

    answered: int
    finished: bool

    @property
    def total(self) -> int:
        """All statements."""
        return STATEMENTS


def known(code: str) -> str:
    """The code of a statement; NotFound for any other."""
    if code not in CODES:
        raise NotFound
    return code


def own_answers(uow: UnitOfWork, round_id: UUID) -> dict[str, Own]:
    """The actor's own answers, by statement."""
    query = select(Answer).where(Answer.round_id == round_id, Answer.person_id == uow.actor.me)
    return {row.statement: _open(uow, row) for row in uow.session.scalars(query)}


def answered(uow: UnitOfWork, round_id: UUID) -> set[str]:
    """The statements the actor has answered."""
    query = select(Answer.statement).where(Answer.round_id == round_id, Answer.person_id == uow.actor.me)
    return set(uow.session.scalars(query))


def _open(uow: UnitOfWork, row: Answer) -> Own:
    ratings = Ratings.unpacked(uow.unseal(row.person_id, RATINGS, row.id, row.ratings))
    note = uow.unseal(row.person_id, NOTE, row.id, row.note) if row.note else ""
    return Own(row.statement, ratings.succeeds, ratings.important, note, row.note_shared, row.lang)


def first_unanswered(answered: Iterable[str], after: str | None = None) -> str | None:
    """The next statement without an answer, from `after` on and then from the beginning; None when all have one."""
    start = CODES.index(after) + 1 if after else 0
    done = set(answered)
    return next((code for code in CODES[start:] + CODES[:start] if code not in done), None)


def progress(uow: UnitOfWork, round_id: UUID) -> Progress:
    """How far the actor is."""
    me = uow.actor.me
    count = select(func.count()).where(Answer.round_id == round_id, Answer.person_id == me).scalar_subquery()
    done = select(Invitation.id).where(Invitation.round_id == round_id, Invitation.person_id == me)
    query = select(count, done.where(Invitation.finished_at.is_not(None)).exists())
    return Progress(*uow.session.execute(query).one())


def ready(session: Session, round_id: UUID, group: Iterable[people.Someone]) -> str:
    """The band of how many of a group are ready; never who."""
    return band(len({person.id for person in group} & _finished(session, round_id)))


def not_ready(uow: UnitOfWork, round_id: UUID) -> list[UUID]:
    """For handlers: who in the group now has not finished preparing."""
    if uow.get(Round, round_id).state != State.PLANNED:
        return []
    done = _finished(uow.session, round_id)
    return [person for person in of_group(uow, round_id) if person not in done]


def of_group(uow: UnitOfWork, round_id: UUID) -> list[UUID]:
    """For handlers: who is in the round's group now, its leader first."""
    row = uow.get(Round, round_id)
    return [person.id for person in people.members(uow.session, row.group_id, uow.today)]


def others(uow: UnitOfWork, round_id: UUID) -> list[UUID]:
    """For handlers: the group without its leader, who did it."""
    return of_group(uow, round_id)[1:]


def _finished(session: Session, round_id: UUID) -> set[UUID]:
    query = select(Invitation.person_id).where(Invitation.round_id == round_id, Invitation.finished_at.is_not(None))
    return set(session.scalars(query))
