"""What happens to an escalation. Its matter is the escalation's id."""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.facts import Fact, Readers, Urgency


@dataclass(frozen=True, kw_only=True)
class EscalationRaised(Fact, name="escalations.raised", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """A group's leader sent a theme up. Stated once, with the first level's role; says nothing of who holds it."""

    group_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class EscalationAcknowledged(Fact, name="escalations.acknowledged", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """The receiver said it has arrived and who takes care of it."""

    owner_id: UUID


@dataclass(frozen=True, kw_only=True)
class EscalationAnswered(Fact, name="escalations.answered", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """The receiver answered: `kind` is plan, handled or returned."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class GroupAskedBack(Fact, name="escalations.asked_back", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """The owner asked the group something; the clock of the answer stands still until the group has replied."""


@dataclass(frozen=True, kw_only=True)
class GroupReplied(Fact, name="escalations.replied", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """The group replied to what it was asked; the clock goes on with the working days it had left."""


@dataclass(frozen=True, kw_only=True)
class EscalationTakenOver(Fact, name="escalations.taken_over", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """Another of its receivers takes care of the answer."""

    owner_id: UUID


@dataclass(frozen=True, kw_only=True)
class EscalationClosed(Fact, name="escalations.closed", readers=Readers.PROGRESS):
    """The group read the answer and closed the matter."""

    helped: bool


@dataclass(frozen=True, kw_only=True)
class EscalationWithdrawn(Fact, name="escalations.withdrawn", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """The group took it back before it was acknowledged."""


@dataclass(frozen=True, kw_only=True)
class ReceiverReminded(Fact, name="escalations.reminded", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """Four fifths of the time of this level has passed; `awaits` is acknowledge or answer."""

    awaits: str
    step: int


@dataclass(frozen=True, kw_only=True)
class EscalationMovedUp(Fact, name="escalations.moved_up", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """It went one level up to `role`; `why` is acknowledge or answer (not in time), or absent (nobody there)."""

    why: str
    step: int
    role: str


@dataclass(frozen=True, kw_only=True)
class EscalationStranded(Fact, name="escalations.stranded", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """No level is left: it goes on the plan owner's next agenda and is counted as unanswered."""

    why: str
