"""A nearest leader asks the leaders to prepare by a dialogue, or offers the tool to somebody who leads informally."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.dialogues import facts, rules
from tracker.dialogues.models import Request
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.people import nearest
from tracker.storage.unit_of_work import UnitOfWork

OF_MINE = Standing(frozenset({Role.NL}), frozenset({"party"}))


def ask_group(uow: UnitOfWork, *, by_day: date) -> int:
    """Ask everybody whose nearest leader the actor is to prepare by a dialogue of their own. Returns how many."""
    leaders = nearest.leaders_under(uow.session, uow.actor.me, uow.today)
    _led_by_me(uow, bool(leaders))
    rules.ask_by(by_day, uow.today)
    for one in leaders:
        _ask(uow, one.id, by_day)
    return len(leaders)


def offer(uow: UnitOfWork, person_id: UUID) -> None:
    """Offer the tool to somebody whose nearest leader the actor is."""
    _led_by_me(uow, nearest.is_nearest(uow.session, person_id, uow.actor.me, uow.today))
    _ask(uow, person_id, None)


def _led_by_me(uow: UnitOfWork, is_so: bool) -> None:  # noqa: FBT001 - what was asked of the people
    uow.require("C", "dialogue", OF_MINE if is_so and Role.SA not in uow.actor.roles else Standing(frozenset()))


def _ask(uow: UnitOfWork, person_id: UUID, by_day: date | None) -> None:
    """A new request takes the place of an open one."""
    me = uow.actor.me
    answered(uow, person_id, me)
    row = Request(id=uuid4(), person_id=person_id, from_id=me, by_day=by_day, asked_at=uow.now)
    uow.session.add(row)
    uow.record(facts.LeaderAsked(matter=row.id, person_id=person_id, is_offer=by_day is None))


def end_request(uow: UnitOfWork, request_id: UUID) -> None:
    """Whoever was asked puts it aside; nobody is told."""
    row = uow.get(Request, request_id)
    if row.person_id != uow.actor.me:
        raise NotFound
    if row.ended_at is None:
        _end(uow, row)


def answered(uow: UnitOfWork, person_id: UUID, from_id: UUID) -> None:
    """Whatever somebody was asked by somebody else is done."""
    open_ones = (Request.person_id == person_id, Request.from_id == from_id, Request.ended_at.is_(None))
    for row in uow.session.scalars(select(Request).where(*open_ones)).all():
        _end(uow, row)


def _end(uow: UnitOfWork, row: Request) -> None:
    row.ended_at = uow.now
    uow.record(facts.RequestEnded(matter=row.id))
