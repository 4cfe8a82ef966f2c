"""The meetings of a person's groups, and those facilitated, as times in the calendar."""

from datetime import datetime
from typing import Any

from sqlalchemy import Uuid, bindparam, or_, select

from tracker.kernel.appointments import MEETING, Appointment
from tracker.rounds.models import Round
from tracker.rounds.queries.access import facilitated, joined, my_groups
from tracker.rounds.rules import State
from tracker.storage.asking import IDS, SINCE, ask
from tracker.storage.unit_of_work import UnitOfWork

_COLUMNS = (Round.id, Round.group_id, Round.meeting_at, Round.minutes, Round.state)
_ENDS = (Round.held_at, Round.closed_at, Round.cancelled_at)
_MINE = or_(Round.group_id.in_(bindparam("groups", type_=Uuid(), expanding=True)), Round.id.in_(IDS))
_MEETINGS = select(*_COLUMNS, *_ENDS).where(_MINE, Round.meeting_at >= SINCE).order_by(Round.meeting_at, Round.id)


def appointments(uow: UnitOfWork, since: datetime) -> list[Appointment]:
    """The meetings from an instant on that the actor may see, soonest first; those called off say so."""
    beside = facilitated(uow.session, uow.actor, uow.today)
    ids = [group.id for group in my_groups(uow)]
    if not ids and not beside:
        return []
    rows = ask(uow.session, _MEETINGS, since=since, groups=ids, ids=list(beside)).all()
    seen = {row.id for row in joined(uow, [row for row in rows if row.id not in beside])} | beside
    return [_appointment(row) for row in rows if row.id in seen]


def _appointment(row: Any) -> Appointment:
    cancelled = row.state == State.CANCELLED
    return Appointment(MEETING, row.id, starts_at=row.meeting_at, minutes=row.minutes, cancelled=cancelled)
