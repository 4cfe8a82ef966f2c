"""Reads of MED/AMO's comments on how it goes: for themselves, top management and HR."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, false, literal, select, true

from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role, Standing, may
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.progress.models import Remark
from tracker.storage.asking import IDS
from tracker.storage.unit_of_work import UnitOfWork

MOST = 20


@dataclass(frozen=True)
class RemarkView:
    """A comment, by whom, and its answer."""

    id: UUID
    text: str
    lang: str
    who: str
    said_at: datetime
    answer: str
    answer_lang: str
    answered_at: datetime | None
    version: int


@dataclass(frozen=True)
class Remarks:
    """The newest comments, and what the one who looks may do."""

    listed: list[RemarkView]
    writes: bool
    answers: bool


def remarks(uow: UnitOfWork) -> Remarks | None:
    """None for who may not read them."""
    what = Standing(uow.actor.roles)
    if not may("R", "remark", what):
        return None
    rows = uow.session.scalars(select(Remark).order_by(Remark.said_at.desc(), Remark.id).limit(MOST)).all()
    return Remarks(_views(uow, list(rows)), may("C", "remark", what), may("U", "remark", what))


def remark(uow: UnitOfWork, remark_id: UUID) -> tuple[RemarkView, bool]:
    """One comment, and whether the one who looks may answer it; NotFound for who may not read it."""
    what = Standing(uow.actor.roles)
    uow.require("R", "remark", what)
    row = uow.get(Remark, remark_id)
    return _views(uow, [row])[0], may("U", "remark", what) and not row.answer


def may_answer(uow: UnitOfWork) -> None:
    """NotFound for who may not."""
    uow.require("U", "remark", Standing(uow.actor.roles))


def _views(uow: UnitOfWork, rows: list[Remark]) -> list[RemarkView]:
    names = people.people(uow.session, {row.author_id for row in rows})
    return [
        RemarkView(
            id=row.id,
            text=row.text,
            lang=row.lang,
            who=names[row.author_id].name if row.author_id in names else "",
            said_at=row.said_at,
            answer=row.answer,
            answer_lang=row.answer_lang or row.lang,
            answered_at=row.answered_at,
            version=row.version,
        )
        for row in rows
    ]


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """Comments that await an answer: for top management and HR."""
    if not may("U", "remark", Standing(uow.actor.roles)):
        return []
    query = select(Remark.id).where(Remark.answer == "").order_by(Remark.said_at, Remark.id).limit(MOST)
    return [
        Waiting(N_("Answer a comment from MED/AMO"), "", "progress.remark", one) for one in uow.session.scalars(query)
    ]


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some comments that whoever was told of them may read; they have no titles."""
    reads = may("R", "remark", Standing(roles))
    return select(Remark.id, literal("")).where(Remark.id.in_(IDS), true() if reads else false())


def author(uow: UnitOfWork, remark_id: UUID) -> UUID:
    """For handlers: who made it."""
    return uow.get(Remark, remark_id).author_id


def answerers(uow: UnitOfWork) -> list[UUID]:
    """For handlers: who may answer."""
    found = (people.holders(uow.session, role, uow.today) for role in (Role.TM, Role.HR))
    return list(dict.fromkeys(person for holders in found for person in holders))
