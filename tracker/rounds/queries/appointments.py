"""The meetings of a person's groups, and those facilitated, as times in the calendar."""

from datetime import datetime

from sqlalchemy import or_, select

from tracker.kernel.appointments import MEETING, Appointment
from tracker.rounds.models import Round
from tracker.rounds.queries.access import facilitated, joined, my_groups
from tracker.rounds.rules import State
from tracker.storage.unit_of_work import UnitOfWork


def appointments(uow: UnitOfWork, since: datetime) -> list[Appointment]:
    """The meetings from an instant on that the actor may see, soonest first; those called off say so."""
    beside = facilitated(uow.session, uow.actor, uow.today)
    ids = [group.id for group in my_groups(uow)]
    if not ids and not beside:
        return []
    mine = or_(Round.group_id.in_(ids), Round.id.in_(beside))
    rows = uow.session.scalars(
        select(Round).where(mine, Round.meeting_at >= since).order_by(Round.meeting_at, Round.id)
    ).all()
    seen = {row.id for row in joined(uow, [row for row in rows if row.id not in beside])} | beside
    return [_appointment(row) for row in rows if row.id in seen]


def _appointment(row: Round) -> Appointment:
    cancelled = row.state == State.CANCELLED
    return Appointment(MEETING, row.id, starts_at=row.meeting_at, minutes=row.minutes, cancelled=cancelled)
