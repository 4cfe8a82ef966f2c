"""What the outbox of e-mails states. The matter is the mail's id."""

from dataclasses import dataclass

from tracker.kernel.facts import Fact, Readers, Urgency


@dataclass(frozen=True, kw_only=True)
class MailPlanned(Fact, name="notifications.mail_planned", readers=Readers.NOBODY):
    """An e-mail is complete and may go within its person's hours. Whether it was accepted stands in its row."""

    hurry: int = Urgency.SOON

    @property
    def urgency(self) -> Urgency:
        """A digest waits for everything else; an escalation's e-mail for nothing."""
        return Urgency(self.hurry)
