"""Who was asked to prepare by a dialogue, or was offered the tool."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from tracker.dialogues.models import Dialogue, Request
from tracker.dialogues.rules import State
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role
from tracker.people import nearest
from tracker.people import queries as people
from tracker.people.queries import Someone
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RequestView:
    """What somebody is asked for, and by whom."""

    id: UUID
    by: Someone
    by_day: date | None
    asked_at: datetime
    is_open: bool


def request(uow: UnitOfWork, request_id: UUID) -> RequestView:
    """One to the actor, from whoever is the nearest leader now; NotFound for everybody else."""
    row = uow.get(Request, request_id)
    me, day = uow.actor.me, uow.today
    if row.person_id != me or Role.SA in uow.actor.roles or not nearest.is_nearest(uow.session, me, row.from_id, day):
        raise NotFound
    by = people.people(uow.session, [row.from_id])[row.from_id]
    return RequestView(row.id, by, row.by_day, row.asked_at, row.ended_at is None)


def led(uow: UnitOfWork) -> list[Someone]:
    """Whose nearest leader the actor is; NotFound for whoever is nobody's."""
    found = [] if Role.SA in uow.actor.roles else nearest.leaders_under(uow.session, uow.actor.me, uow.today)
    if not found:
        raise NotFound
    return found


@dataclass(frozen=True)
class AskedByMe:
    """My last request to my leaders: by which day, how many, and how many have a dialogue with me set since."""

    by_day: date
    asked: int
    have_set: int


def asked_by_me(uow: UnitOfWork) -> AskedByMe | None:
    """The last request with a day; None where there is none. It counts dialogues with the actor, who knows of them."""
    mine = select(Request.by_day, Request.person_id, Request.asked_at).where(Request.from_id == uow.actor.me)
    rows = uow.session.execute(mine.where(Request.by_day.is_not(None)).order_by(Request.asked_at.desc())).all()
    if not rows:
        return None
    last = [row for row in rows if row.asked_at == rows[0].asked_at]
    having = select(func.count(Dialogue.leader_id.distinct())).where(
        Dialogue.nearest_id == uow.actor.me,
        Dialogue.leader_id.in_([row.person_id for row in last]),
        Dialogue.state != State.OFF,
        Dialogue.starts_at >= rows[0].asked_at,
    )
    return AskedByMe(rows[0].by_day, len(last), uow.session.scalar(having) or 0)
