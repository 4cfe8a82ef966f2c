"""How an e-mail ended is what its delivery ended in, and whoever caused it is told where it was given up."""

from uuid import UUID

from tracker.notifications.facts import MailGivenUp
from tracker.notifications.models import Mail
from tracker.notifications.rules import CANCELLED, EXPIRED, FAILED, PLANNED, SENT
from tracker.storage.outbox import State
from tracker.storage.unit_of_work import UnitOfWork

DEALT_WITH, LEFT = "dealt with", "left"
"""why a mail was cancelled"""
ENDS = {
    State.DONE: SENT,
    State.CANCELLED: CANCELLED,
    State.FAILED: FAILED,
    State.SET_ASIDE: FAILED,
    State.EXPIRED: EXPIRED,
}


def mail_ended(uow: UnitOfWork, mail_id: UUID, state: State, reason: str | None) -> None:
    """Write it down, once."""
    mail = uow.get(Mail, mail_id)
    if mail.state != PLANNED:
        return
    mail.state = ENDS[state]
    if mail.state == SENT:
        mail.sent_at = uow.now
        return
    mail.reason = reason
    if mail.state in (FAILED, EXPIRED):
        uow.record(MailGivenUp(matter=mail.id))
