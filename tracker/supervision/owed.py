"""What collegial supervision owes: whoever takes part knows when it is, and is asked how they are when it was."""

from datetime import timedelta

from sqlalchemy import select

from tracker.kernel.owed import Owed, Owing
from tracker.people.calendar import free_days
from tracker.people.past import Past
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import rules
from tracker.supervision.models import Sitting
from tracker.supervision.queries.access import day_of
from tracker.supervision.rules import State

CERTAIN = timedelta(days=7)
"""a reminder so far ahead is still to come, whatever days became free meanwhile"""
LATELY = timedelta(days=45)
"""what people were told is deleted in time: what lies further back is not asked about any more"""


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of all sessions that lie ahead, and those held of late."""
    planned = uow.session.scalars(select(Sitting).where(Sitting.state == State.PLANNED)).all()
    free, owing = free_days(uow.session, uow.today), Owing()
    recent = Sitting.planned_at > uow.now - LATELY
    for row in uow.session.scalars(select(Sitting).where(Sitting.state != State.OFF, recent)):
        since = row.planned_at if row.state == State.PLANNED else row.ended_at or row.planned_at
        people = past.members(row.group_id, since.astimezone(uow.zone).date())
        if people:
            owing.tell.append(Owed(f"supervision.{row.state}", (row.id,), None, people))
    moments = {row.id: rules.remind_at(day_of(uow, row), free, uow.zone) for row in planned}
    certain = [id_ for id_, moment in moments.items() if moment > uow.now + CERTAIN]
    owing.timer("supervision.near", must=certain, may=moments)
    ahead = [row.id for row in planned if row.starts_at > uow.now]
    owing.timer("supervision.over", must=ahead, may=moments)
    return owing
