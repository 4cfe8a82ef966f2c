"""What preparedness owes: whoever sees to a load is reminded, and asked when it is over."""

from datetime import timedelta

from sqlalchemy import select

from tracker.kernel.owed import Owed, Owing
from tracker.people.past import Past
from tracker.preparedness.models import Load
from tracker.preparedness.queries import scope_of
from tracker.preparedness.service import NEAR, OVER
from tracker.storage.unit_of_work import UnitOfWork

LATELY = timedelta(days=45)
"""what people were told is deleted in time: what lies further back is not asked about any more"""


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of the loads nobody has looked back on."""
    owing = Owing()
    rows = uow.session.scalars(select(Load).where(Load.enough.is_(None))).all()
    owing.timer(NEAR, must=(row.id for row in rows if row.reminded_at is None and row.starts > uow.today))
    owing.timer(OVER, must=(row.id for row in rows if row.asked_at is None))
    for row in rows:
        group_id = scope_of(row).group_id
        if row.asked_at and row.asked_at > uow.now - LATELY and group_id:
            day = row.asked_at.astimezone(uow.zone).date()
            people = past.members(group_id, day) & {row.seer_id}
            owing.tell += [Owed("preparedness.over", (row.id,), row.asked_at, people)] if people else []
    return owing
