"""How an e-mail ended is what its delivery ended in, and whoever caused it is told where it was given up."""

from uuid import UUID

from sqlalchemy import bindparam, case, select, update

from tracker.notifications.facts import MailGivenUp
from tracker.notifications.models import Mail, Notice
from tracker.notifications.queries import Letter
from tracker.notifications.rules import CANCELLED, EXPIRED, FAILED, PLANNED, SENT
from tracker.people import queries as people
from tracker.storage.outbox import FactRow, State
from tracker.storage.unit_of_work import UnitOfWork

DEALT_WITH, LEFT, NO_ACCESS = "dealt with", "left", "no access"
"""why a mail was cancelled, or went without an item"""
ESCALATION_RAISED = "escalations.raised"
"""whoever raised one sees what it led to later, too: reminders, and its way up"""
ENDS = {
    State.DONE: SENT,
    State.CANCELLED: CANCELLED,
    State.FAILED: FAILED,
    State.SET_ASIDE: FAILED,
    State.EXPIRED: EXPIRED,
}


def mail_ended(uow: UnitOfWork, mail_id: UUID, state: State, reason: str | None) -> None:
    """Write it down, once."""
    how = ENDS[state]
    said = {"mail_id": mail_id, "how": how, "sent_at": uow.now if how == SENT else None, "why": reason}
    ended = uow.session.execute(_END, said, execution_options={"synchronize_session": False})
    if ended.first() and how in (FAILED, EXPIRED):
        uow.record(MailGivenUp(matter=mail_id))


_END = (
    update(Mail)
    .where(Mail.id == bindparam("mail_id", type_=Mail.id.type), Mail.state == PLANNED)
    .values(state=bindparam("how"), sent_at=bindparam("sent_at", type_=Mail.sent_at.type), reason=bindparam("why"))
    .returning(Mail.id)
)


def why_nothing(uow: UnitOfWork, mail_id: UUID) -> str:
    """Why a mail has nothing to say: all is dealt with, or its reader may not read the rest any more (P11)."""
    undone = select(Notice.id).where(Notice.mail_id == mail_id, Notice.done_at.is_(None)).limit(1)
    return DEALT_WITH if uow.session.scalar(undone) is None else NO_ACCESS


def leave_out(uow: UnitOfWork, letter: Letter) -> None:
    """Write down what a mail goes without, and why; its senders see it."""
    if others := {one.id for one in letter.told} - {one.id for one in letter.covers}:
        why = case((Notice.done_at.is_(None), NO_ACCESS), else_=DEALT_WITH)
        uow.session.execute(update(Notice).where(Notice.id.in_(others)).values(left_out=why))


def caused_by(uow: UnitOfWork, mail_id: UUID) -> list[UUID]:
    """Whose acts a mail told of: those who are still here, and are not its reader."""
    told = select(FactRow.matter, FactRow.actor_id).join(Notice, Notice.fact_id == FactRow.id)
    rows = uow.session.execute(told.where(Notice.mail_id == mail_id)).all()
    by_itself = [row.matter for row in rows if row.actor_id is None]
    raised = select(FactRow.actor_id).where(FactRow.matter.in_(by_itself), FactRow.name == ESCALATION_RAISED)
    actors = {row.actor_id for row in rows} | set(uow.session.scalars(raised))
    actors -= {None, uow.get(Mail, mail_id).person_id}
    return sorted(one.id for one in people.employed(uow.session, uow.today) if one.id in actors) if actors else []
