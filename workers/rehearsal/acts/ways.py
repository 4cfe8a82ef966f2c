"""Through which of the product's doors a follow-up is answered, moved and closed: it goes by what it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.dialogues.service import agreeing as dialogues
from tracker.followups import queries
from tracker.followups import service as followups
from tracker.followups.models import FollowUp
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Answer:
    """What is said on a follow-up's day."""

    outcome: str
    learned: str
    next_day: date | None


def _answer(uow: UnitOfWork, id_: UUID, said: Answer, version: int) -> UUID | None:
    return followups.answer(uow, id_, **vars(said), lang="da", version=version)


def _answer_sealed(uow: UnitOfWork, id_: UUID, said: Answer, version: int) -> UUID | None:
    dialogues.answer(uow, id_, dialogues.Reply(**vars(said), lang="da"), version=version)
    if said.next_day is None:
        return None
    newest = select(FollowUp.id).where(FollowUp.series == queries.series_of(uow.session, id_))
    return uow.session.scalar(newest.order_by(FollowUp.number.desc()).limit(1))


def _move(uow: UnitOfWork, id_: UUID, to: date, why: str, version: int) -> None:
    followups.move(uow, id_, to=to, why=why, lang="da", version=version)


def _move_sealed(uow: UnitOfWork, id_: UUID, to: date, _why: str, version: int) -> None:
    dialogues.move(uow, id_, to=to, version=version)


def _close(uow: UnitOfWork, id_: UUID, version: int) -> None:
    followups.close(uow, id_, version=version)


def _close_sealed(uow: UnitOfWork, id_: UUID, version: int) -> None:
    dialogues.close_followup(uow, id_, version=version)


@dataclass(frozen=True)
class Way:
    """What is pressed; an answer returns the next occurrence's id, if there is one."""

    answer: Callable[[UnitOfWork, UUID, Answer, int], UUID | None]
    move: Callable[[UnitOfWork, UUID, date, str, int], None]
    close: Callable[[UnitOfWork, UUID, int], None]


OPENLY, SEALED = Way(_answer, _move, _close), Way(_answer_sealed, _move_sealed, _close_sealed)
