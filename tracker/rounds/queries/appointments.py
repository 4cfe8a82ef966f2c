"""The meetings of a person's groups as times in the calendar."""

from datetime import datetime

from sqlalchemy import select

from tracker.kernel.appointments import MEETING, Appointment
from tracker.rounds.models import Round
from tracker.rounds.queries.access import joined, my_groups
from tracker.storage.unit_of_work import UnitOfWork

MINUTES = 120
CANCELLED = "cancelled"


def appointments(uow: UnitOfWork, since: datetime) -> list[Appointment]:
    """The meetings from an instant on that the actor may see, soonest first; those called off say so."""
    ids = [group.id for group in my_groups(uow)]
    if not ids:
        return []
    query = select(Round).where(Round.group_id.in_(ids), Round.meeting_at >= since)
    rows = joined(uow, uow.session.scalars(query.order_by(Round.meeting_at, Round.id)).all())
    return [
        Appointment(MEETING, row.id, starts_at=row.meeting_at, minutes=MINUTES, cancelled=row.state == CANCELLED)
        for row in rows
    ]
