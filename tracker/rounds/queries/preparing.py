"""A person's own preparation, and how many are ready. Nobody reads another's answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.kernel.figures import few
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.rounds.models import Answer, Facilitation, Invitation, Round
from tracker.rounds.rules import Ratings, State
from tracker.storage.asking import ME, ask
from tracker.storage.kept import notes, once
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
    version: int

    def says(self, succeeds: str, important: str, note: str, *, shared: bool) -> bool:
        """Whether it says just this."""
        said = (self.succeeds, self.important, self.note, self.shared)
        return said == (succeeds, important, note, shared and bool(note))


@dataclass(frozen=True)
class Progress:
    """How far one is oneself."""

    answered: int
    finished: bool
    total: int = len(CODES)


def codes_of(row: Round) -> tuple[str, ...]:
    """The statements a round is about: all, or the selection of whoever planned it."""
    return CODES if row.statements is None else tuple(code for code in CODES if code in row.statements)


def known(code: str, row: Round | None = None) -> str:
    """The code of a statement, of one round's where that is given; NotFound for any other."""
    if code not in (CODES if row is None else codes_of(row)):
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
    return Own(row.statement, ratings.succeeds, ratings.important, note, row.note_shared, row.lang, row.version)


def own_answer(uow: UnitOfWork, row: Answer | None) -> Own | None:
    """An answer of the actor's, opened."""
    return _open(uow, row) if row else None


def first_unanswered(answered: Iterable[str], after: str | None = None, codes: tuple[str, ...] = CODES) -> str | None:
    """The next statement without an answer, from `after` on and then from the beginning; None when all have one."""
    start = codes.index(after) + 1 if after else 0
    done = set(answered)
    return next((code for code in codes[start:] + codes[:start] if code not in done), None)


def progress(uow: UnitOfWork, round_id: UUID) -> Progress:
    """How far the actor is."""
    rows = ask(uow.session, _preparation(), me=uow.actor.me, round_id=round_id).all()
    done = notes(uow.session, "finished")[round_id] = {row.person_id for row in rows if row.person_id}
    return Progress(rows[0].answered, uow.actor.me in done, len(codes_of(uow.get(Round, round_id))))


@cache
def _preparation() -> Select[*tuple[Any, ...]]:
    """How many answers I have given, and who has finished: in a row each, or in one where nobody has."""
    mine = select(func.count()).where(Answer.round_id == Round.id, Answer.person_id == ME).correlate(Round)
    is_done = and_(Invitation.round_id == Round.id, Invitation.finished_at.is_not(None))
    query = select(mine.scalar_subquery().label("answered"), Invitation.person_id).select_from(Round)
    return query.outerjoin(Invitation, is_done).where(Round.id == bindparam("round_id", type_=Round.id.type))


def ready(session: Session, round_id: UUID, group: Iterable[people.Someone]) -> str:
    """The band of how many of a group are ready; never who."""
    return few(len({person.id for person in group} & _finished(session, round_id)))


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


def to_invite(uow: UnitOfWork, round_id: UUID) -> list[UUID]:
    """For handlers: whoever is to prepare, without the one who planned it."""
    row = uow.get(Round, round_id)
    if row.state == State.CANCELLED:
        return []
    first = select(Invitation.person_id).where(Invitation.round_id == round_id, Invitation.later.is_(False))
    invited = set(uow.session.scalars(first)) - {row.planned_by}
    return [person for person in of_group(uow, round_id) if person in invited]


def at_the_table(uow: UnitOfWork, round_id: UUID) -> list[UUID]:
    """For handlers: the group, and whoever it asked to facilitate."""
    query = select(Facilitation.person_id).where(Facilitation.round_id == round_id, Facilitation.until >= uow.today)
    return [*of_group(uow, round_id), *uow.session.scalars(query)]


def _finished(session: Session, round_id: UUID) -> set[UUID]:
    query = select(Invitation.person_id).where(Invitation.round_id == round_id, Invitation.finished_at.is_not(None))
    return once(session, "finished", round_id, lambda: set(session.scalars(query)))
