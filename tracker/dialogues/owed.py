"""What dialogues owe: both know of one that lies ahead, and whoever was asked knows that."""

from datetime import timedelta

from sqlalchemy import and_, select

from tracker.dialogues import rules
from tracker.dialogues.models import Dialogue, Request
from tracker.dialogues.rules import State
from tracker.kernel.owed import Owed, Owing
from tracker.people import nearest
from tracker.people.calendar import free_days
from tracker.people.past import Past
from tracker.storage.unit_of_work import UnitOfWork

CERTAIN = timedelta(days=7)
"""a reminder so far ahead is still to come, whatever days became free meanwhile"""
LATELY = timedelta(days=45)
"""what people were told is deleted in time: what lies further back is not asked about any more"""


def owed(uow: UnitOfWork, _past: Past) -> Owing:
    """Of all dialogues ahead, and of all requests that stand."""
    is_ahead = and_(Dialogue.state == State.PLANNED, Dialogue.starts_at > uow.now - LATELY)
    still = nearest.has_nearest(Dialogue.leader_id, Dialogue.nearest_id, uow.today)
    ahead = uow.session.scalars(select(Dialogue).where(is_ahead, still)).all()
    owing, free = Owing(), free_days(uow.session, uow.today)
    owing.tell = [Owed("dialogues.set", (row.id,), None, frozenset({row.leader_id, row.nearest_id})) for row in ahead]
    moments = {row.id: rules.remind_at(row.starts_at.astimezone(uow.zone).date(), free, uow.zone) for row in ahead}
    must = [id_ for id_, moment in moments.items() if moment > uow.now + CERTAIN]
    may = uow.session.scalars(select(Dialogue.id).where(Dialogue.state == State.PLANNED))
    owing.timer("dialogues.near", must=must, may=may)
    asked = nearest.has_nearest(Request.person_id, Request.from_id, uow.today)
    lately = Request.asked_at > uow.now - LATELY
    for row in uow.session.scalars(select(Request).where(Request.ended_at.is_(None), asked, lately)):
        owing.tell.append(Owed("dialogues.asked", (row.id,), row.asked_at, frozenset({row.person_id})))
    return owing
