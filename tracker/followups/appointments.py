"""A person's follow-ups as days in the calendar."""

from sqlalchemy import and_, or_, select

from tracker.followups.models import FollowUp
from tracker.followups.queries import owned
from tracker.followups.rules import OPEN, State
from tracker.kernel.appointments import FOLLOW_UP, OWN, Appointment
from tracker.storage.unit_of_work import UnitOfWork

MOST = 200
KINDS = {"own": OWN}
"""what a follow-up is called by what it is about; all else is a follow-up and no more"""


def appointments(uow: UnitOfWork) -> list[Appointment]:
    """What the actor is asked about now or later, and what was called off before its day; soonest first."""
    called_off = and_(FollowUp.state == State.CANCELLED, FollowUp.due >= uow.today)
    query = select(FollowUp.id, FollowUp.about, FollowUp.due, FollowUp.state)
    query = query.where(owned(uow.actor, uow.today), or_(FollowUp.state.in_(OPEN), called_off))
    rows = uow.session.execute(query.order_by(FollowUp.due, FollowUp.id).limit(MOST))
    return [
        Appointment(KINDS.get(about, FOLLOW_UP), id_, day=due, cancelled=state == State.CANCELLED)
        for id_, about, due, state in rows
    ]
