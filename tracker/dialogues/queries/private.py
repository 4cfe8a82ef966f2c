"""What is the actor's alone: notes, agreements with oneself, check-ins."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from tracker.dialogues.models import CheckIn, Note, Promise
from tracker.dialogues.queries import access
from tracker.dialogues.rules import Says
from tracker.followups import queries as followups
from tracker.followups.queries import FollowUpView
from tracker.kernel.errors import NotFound
from tracker.knowledge import queries as knowledge
from tracker.knowledge.guides import Guide
from tracker.storage.unit_of_work import UnitOfWork
from tracker.storage.vault import place

NOTE, PROMISE, CHECKIN = place(Note.text), place(Promise.text), place(CheckIn.says)
FIELDS = ("plan-goals", "plan-environment", "plan-align")
"""what a development plan says in a few words of one's own"""
MOST = 60
"""check-ins that are shown: a year of weekly ones and some"""


def guide() -> Guide:
    """The interview guide."""
    return knowledge.guide("interview")


def continua() -> Guide:
    """What a check-in asks about."""
    return knowledge.guide("continua")


def codes() -> list[str]:
    """Its questions, in order: the area and a number."""
    return [f"{area.code}-{number}" for area in guide().items for number, _ in enumerate(area.questions, 1)]


def known(code: str, among: tuple[str, ...] = ()) -> str:
    """The code, if it is one of the guide's questions (or of some others); NotFound otherwise."""
    if code not in codes() and code not in among:
        raise NotFound
    return code


@dataclass(frozen=True)
class NoteView:
    """What one noted to a question."""

    text: str
    lang: str
    version: int


def notes(uow: UnitOfWork) -> dict[str, NoteView]:
    """The actor's own, by question."""
    access.own(uow, "R")
    me = uow.actor.me
    rows = uow.session.scalars(select(Note).where(Note.person_id == me)).all()
    return {row.question: NoteView(uow.unseal(me, NOTE, row.id, row.text), row.lang, row.version) for row in rows}


@dataclass(frozen=True)
class PromiseView:
    """An agreement with oneself, and where its follow-up stands."""

    id: UUID
    text: str
    lang: str
    first: date
    cadence: str | None
    made_at: datetime
    closed_at: datetime | None
    version: int
    followups: list[FollowUpView]

    @property
    def coming(self) -> FollowUpView | None:
        """What is asked next."""
        return next((one for one in self.followups if one.is_open), None)


def promises(uow: UnitOfWork, *, followed: bool = True) -> list[PromiseView]:
    """The actor's own, open ones first; with where their follow-ups stand, unless that is not asked for."""
    access.own(uow, "R")
    query = select(Promise).where(Promise.person_id == uow.actor.me)
    rows = uow.session.scalars(query.order_by(Promise.closed_at.is_not(None), Promise.made_at, Promise.id)).all()
    asked = followups.of_matters(uow.session, [row.id for row in rows]) if rows and followed else {}
    return [_promise(uow, row, asked.get(row.id, [])) for row in rows]


def promise(uow: UnitOfWork, promise_id: UUID) -> PromiseView:
    """One of them; NotFound for anybody else's."""
    row = access.mine(uow, Promise, promise_id, "R")
    return _promise(uow, row, followups.of_matters(uow.session, [row.id]).get(row.id, []))


def _promise(uow: UnitOfWork, row: Promise, asked: list[FollowUpView]) -> PromiseView:
    text = uow.unseal(row.person_id, PROMISE, row.id, row.text)
    days = (row.first, row.cadence, row.made_at, row.closed_at)
    return PromiseView(row.id, text, row.lang, *days, row.version, asked)


@dataclass(frozen=True)
class CheckInView:
    """How one was on a day."""

    id: UUID
    day: date
    says: Says
    lang: str
    version: int


def checkins(uow: UnitOfWork) -> list[CheckInView]:
    """The actor's own, oldest first; the latest that fit in a picture."""
    access.own(uow, "R")
    query = select(CheckIn).where(CheckIn.person_id == uow.actor.me).order_by(CheckIn.day.desc()).limit(MOST)
    return [_checkin(uow, row) for row in reversed(uow.session.scalars(query).all())]


def checkin(uow: UnitOfWork, checkin_id: UUID) -> CheckInView:
    """One of them; NotFound for anybody else's."""
    return _checkin(uow, access.mine(uow, CheckIn, checkin_id, "R"))


def _checkin(uow: UnitOfWork, row: CheckIn) -> CheckInView:
    found = Says.unpacked(uow.unseal(row.person_id, CHECKIN, row.id, row.says))
    return CheckInView(row.id, row.day, found, row.lang, row.version)
