"""What waits for a person, what lies in the calendar, and whom background work tells."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.dialogues.models import Agreement, Dialogue, Request
from tracker.dialogues.queries import access
from tracker.dialogues.rules import State
from tracker.kernel.appointments import DIALOGUE, Appointment
from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role
from tracker.kernel.waiting import Waiting
from tracker.people import nearest
from tracker.people import queries as people
from tracker.storage.asking import ME, SINCE, TODAY, Asker, ask
from tracker.storage.unit_of_work import UnitOfWork

SOON = timedelta(days=14)
"""a dialogue so near is shown on the front page"""
_UNTIL = bindparam("until", type_=Dialogue.starts_at.type)


def appointments(uow: UnitOfWork, since: datetime) -> list[Appointment]:
    """The actor's dialogues from an instant on, soonest first; those called off say so."""
    rows = ask(uow.session, _appointments(uow.actor.roles), me=uow.actor.me, today=uow.today, since=since)
    return [
        Appointment(DIALOGUE, id_, starts_at=starts_at, minutes=minutes, cancelled=state == State.OFF)
        for id_, starts_at, minutes, state in rows
    ]


@cache
def _appointments(roles: frozenset[Role]) -> Select[*tuple[Any, ...]]:
    query = select(Dialogue.id, Dialogue.starts_at, Dialogue.minutes, Dialogue.state)
    query = query.where(access.of_mine(Asker(roles), TODAY), Dialogue.starts_at >= SINCE)
    return query.order_by(Dialogue.starts_at, Dialogue.id)


@cache
def _waiting(roles: frozenset[Role]) -> Select[*tuple[Any, ...]]:
    """My dialogues that are near or have passed, and what I am asked to do; with the other one."""
    mine = access.of_mine(Asker(roles), TODAY)
    kind = literal("dialogue").label("kind")
    columns = (kind, Dialogue.id, Dialogue.leader_id, Dialogue.nearest_id, Dialogue.starts_at)
    ahead = select(*columns, literal(None, type_=Request.by_day.type).label("by_day"))
    ahead = ahead.where(mine, Dialogue.state == State.PLANNED, Dialogue.starts_at < _UNTIL)
    standing = nearest.has_nearest(ME, Request.from_id, TODAY)
    wanted = (literal("request"), Request.id, Request.person_id, Request.from_id, Request.asked_at, Request.by_day)
    asked = select(*wanted).where(Request.person_id == ME, Request.ended_at.is_(None), standing)
    return select(union_all(ahead, asked).subquery())


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """To prepare for a dialogue that is near, to say that one was held, to answer a request."""
    if Role.SA in uow.actor.roles:
        return []
    values = {"me": uow.actor.me, "today": uow.today, "until": uow.now + SOON}
    rows = ask(uow.session, _waiting(uow.actor.roles), **values).all()
    others = people.people(uow.session, {_other(row, uow.actor.me) for row in rows}) if rows else {}
    return [_waits(uow, row, others[_other(row, uow.actor.me)].name) for row in rows]


def _other(row: Any, me: UUID) -> UUID:
    return cast(UUID, row.nearest_id if row.leader_id == me else row.leader_id)


def _waits(uow: UnitOfWork, row: Any, name: str) -> Waiting:
    if row.kind == "request":
        text = N_("Prepare by a dialogue with your nearest leader") if row.by_day else N_("You are offered a tool")
        late = row.by_day is not None and row.by_day < uow.today
        return Waiting(text, name, "dialogues.request", row.id, row.by_day, overdue=late)
    day = row.starts_at.astimezone(uow.zone).date()
    if row.starts_at <= uow.now:
        return Waiting(N_("Have you talked? Write down what you agreed"), name, "dialogues.show", row.id)
    return Waiting(N_("Prepare for a dialogue"), name, "dialogues.prepare", row.id, day)


def audience(uow: UnitOfWork, dialogue_id: UUID) -> tuple[Dialogue, list[UUID]]:
    """For handlers: the dialogue, and whose it is: both, or the leader alone where they are the two no more.

    Who has left is told of nothing.
    """
    row = uow.get(Dialogue, dialogue_id)
    return row, nearest.of_the_two(uow.session, row.leader_id, [row.leader_id, row.nearest_id], uow.today)


def to_end(session: Session, day: date) -> tuple[list[UUID], list[UUID]]:
    """Dialogues ahead and open agreements of two who are leader and nearest leader no more."""
    over = ~nearest.has_nearest(Dialogue.leader_id, Dialogue.nearest_id, day)
    ahead = select(Dialogue.id).where(Dialogue.state == State.PLANNED, over)
    made = select(Agreement.id).join(Dialogue, Dialogue.id == Agreement.dialogue_id)
    made = made.where(Agreement.closed_at.is_(None), over)
    return list(session.scalars(ahead.order_by(Dialogue.id))), list(session.scalars(made.order_by(Agreement.id)))
