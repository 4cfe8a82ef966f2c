"""Who is told of what."""

from tracker.escalations import facts as escalations
from tracker.escalations import service as escalation
from tracker.notifications.service import settle, tell
from tracker.storage.unit_of_work import UnitOfWork

FOR_RECEIVERS = ("escalation.received", "escalation.reminder", "escalation.moved_to_you")


def on_escalation_raised(uow: UnitOfWork, fact: escalations.EscalationRaised) -> None:
    """The receivers at once; the group in its digest."""
    row, receivers, group = escalation.audience(uow, fact.matter)
    if row.step == 0:
        tell(uow, receivers, "escalation.received", "escalation", row.id)
    tell(uow, (person for person in group if person != row.raised_by), "escalation.sent", "escalation", row.id)


def on_escalation_acknowledged(uow: UnitOfWork, fact: escalations.EscalationAcknowledged) -> None:
    """The group; the other receivers need not act any more."""
    row, _, group = escalation.audience(uow, fact.matter)
    settle(uow, row.id, FOR_RECEIVERS)
    tell(uow, group, "escalation.acknowledged", "escalation", row.id)


def on_escalation_answered(uow: UnitOfWork, fact: escalations.EscalationAnswered) -> None:
    """The group."""
    row, _, group = escalation.audience(uow, fact.matter)
    settle(uow, row.id, FOR_RECEIVERS)
    tell(uow, group, "escalation.answered", "escalation", row.id)


def on_escalation_withdrawn(uow: UnitOfWork, fact: escalations.EscalationWithdrawn) -> None:
    """Nobody is told; what was said to the receivers is settled."""
    settle(uow, fact.matter)


def on_escalation_closed(uow: UnitOfWork, fact: escalations.EscalationClosed) -> None:
    """Whoever answered it."""
    row, _, _ = escalation.audience(uow, fact.matter)
    settle(uow, row.id)
    tell(uow, [row.answered_by] if row.answered_by else [], "escalation.closed", "escalation", row.id)


def on_receiver_reminded(uow: UnitOfWork, fact: escalations.ReceiverReminded) -> None:
    """The receivers, or the owner when there is one."""
    row, receivers, _ = escalation.audience(uow, fact.matter)
    if row.step == fact.step and row.state in ("raised", "acknowledged"):
        tell(uow, [row.owner_id] if row.owner_id else receivers, "escalation.reminder", "escalation", row.id)


def on_escalation_moved_up(uow: UnitOfWork, fact: escalations.EscalationMovedUp) -> None:
    """Everyone concerned: the new receivers at once, those before them, and the group."""
    row, receivers, group = escalation.audience(uow, fact.matter)
    settle(uow, row.id, FOR_RECEIVERS)
    tell(uow, receivers, "escalation.moved_to_you", "escalation", row.id)
    tell(uow, escalation.earlier_receivers(uow, row), "escalation.moved_from_you", "escalation", row.id)
    tell(uow, group, "escalation.moved", "escalation", row.id)


def on_escalation_stranded(uow: UnitOfWork, fact: escalations.EscalationStranded) -> None:
    """The last receivers, and the group."""
    row, receivers, group = escalation.audience(uow, fact.matter)
    tell(uow, receivers, "escalation.stranded", "escalation", row.id)
    tell(uow, group, "escalation.moved", "escalation", row.id)
