"""What happens in a round. The matter is the round's id; no fact holds a rating, a note or a count."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tracker.kernel.facts import Fact, Readers


@dataclass(frozen=True, kw_only=True)
class RoundPlanned(Fact, name="rounds.planned"):
    """The group's leader or HR set the day; everyone in the group is invited to prepare."""

    group_id: UUID
    meeting_at: datetime


@dataclass(frozen=True, kw_only=True)
class RoundRescheduled(Fact, name="rounds.rescheduled"):
    """The meeting was moved to another time, by somebody who knows it already."""

    meeting_at: datetime
    by_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoundCancelled(Fact, name="rounds.cancelled"):
    """The round was called off before its card was made. What was answered stays each person's own."""

    by_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Fact, name="rounds.member_invited", readers=Readers.NOBODY):
    """Somebody came into the group while its round was being prepared, and is invited as the others were."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class FacilitatorAsked(Fact, name="rounds.facilitator_asked"):
    """The group's leader asked somebody from outside to run this round."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class FacilitatorReleased(Fact, name="rounds.facilitator_released"):
    """The facilitator is asked no more, and sees nothing from now on."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PreparationDue(Fact, name="rounds.preparation_due", readers=Readers.NOBODY):
    """The meeting is near: those who are not ready are to be reminded."""


@dataclass(frozen=True, kw_only=True)
class PreparationFinished(Fact, name="rounds.preparation_finished", readers=Readers.NOBODY):
    """A person is ready. Stops that person's reminders, and is shown to nobody."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Fact, name="rounds.closed"):
    """The preparation ended and the card was made, once."""


@dataclass(frozen=True, kw_only=True)
class StatementMoved(Fact, name="rounds.statement_moved"):
    """The group placed a statement in another field (1–4) than it was in."""

    statement: str
    field: int


@dataclass(frozen=True, kw_only=True)
class MoveUndone(Fact, name="rounds.move_undone"):
    """The last move on the card was taken back."""

    statement: str


@dataclass(frozen=True, kw_only=True)
class MeetingWent(Fact, name="rounds.meeting_went", readers=Readers.NOBODY):
    """The group's leader said which step of the agenda the meeting is at."""

    step: str


@dataclass(frozen=True, kw_only=True)
class StatementsChosen(Fact, name="rounds.statements_chosen"):
    """The statements the group works with; stated anew when the choice changes."""

    statements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementMade(Fact, name="rounds.agreement_made"):
    """An agreement on working together was written down."""

    agreement_id: UUID
    first: date


@dataclass(frozen=True, kw_only=True)
class AgreementClosed(Fact, name="rounds.agreement_closed"):
    """The agreement needs no more follow-up."""

    agreement_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoundHeld(Fact, name="rounds.held"):
    """The round was held; `next_talk` is when the group talks again."""

    group_id: UUID
    next_talk: date
