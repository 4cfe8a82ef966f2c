"""What the outbox of e-mails and the calendar state. The matter of an e-mail is its own id."""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.facts import Fact, Readers, Urgency


@dataclass(frozen=True, kw_only=True)
class MailPlanned(Fact, name="notifications.mail_planned", readers=Readers.NOBODY):
    """An e-mail is complete and may go within its person's hours. Whether it was accepted stands in its row."""

    hurry: int = Urgency.SOON

    @property
    def urgency(self) -> Urgency:
        """A digest waits for everything else; an escalation's e-mail for nothing."""
        return Urgency(self.hurry)


@dataclass(frozen=True, kw_only=True)
class WaysChosen(Fact, name="notifications.ways_chosen", readers=Readers.NOBODY):
    """Somebody chose what comes by e-mail. The matter is the person."""


@dataclass(frozen=True, kw_only=True)
class MailGivenUp(Fact, name="notifications.mail_given_up", readers=Readers.NOBODY, haste=Urgency.LATER):
    """An e-mail will never go: the address is refused, it expired, or it was set aside. Why stands in its row."""


@dataclass(frozen=True, kw_only=True)
class CalendarOpened(Fact, name="notifications.calendar_opened", readers=Readers.NOBODY):
    """A person made a secret address for the own calendar; one made before opens nothing. The matter is the person."""


@dataclass(frozen=True, kw_only=True)
class CalendarClosed(Fact, name="notifications.calendar_closed", readers=Readers.NOBODY):
    """The address opens nothing any more. The matter is the person."""


@dataclass(frozen=True, kw_only=True)
class MeetingTakenOut(Fact, name="notifications.meeting_taken_out", readers=Readers.NOBODY):
    """A meeting that an e-mail had put into somebody's calendar is that person's no more. The matter is the entry."""

    person_id: UUID
