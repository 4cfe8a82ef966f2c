"""The morning after: what the clock does where nobody has said whether a session was held."""

from uuid import UUID

from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import facts
from tracker.supervision.models import Sitting
from tracker.supervision.queries import sessions
from tracker.supervision.queries.access import day_of
from tracker.supervision.rules import State
from tracker.supervision.service.framing import end
from tracker.supervision.service.sessions import plan_next


def over(uow: UnitOfWork, sitting_id: UUID) -> None:
    """Its day has passed: the next one is planned, and the leader is asked; where nobody is left, it ends."""
    row = uow.get(Sitting, sitting_id)
    frame, _ = sessions.frame(uow.session, row.group_id)
    if row.state != State.PLANNED or frame is None:
        return
    if not people.members(uow.session, row.group_id, uow.today):
        end(uow, frame)
        return
    uow.record(facts.SessionPassed(matter=row.id))
    if sessions.ahead(uow.session, row.group_id, uow.now) is None:
        plan_next(uow, frame, max(row.meant, day_of(uow, row), uow.today))
