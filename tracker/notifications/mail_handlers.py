"""What happens when an e-mail was given up."""

from tracker.notifications import ending
from tracker.notifications.facts import MailGivenUp
from tracker.notifications.service import tell
from tracker.storage.unit_of_work import UnitOfWork


def on_mail_given_up(uow: UnitOfWork, fact: MailGivenUp) -> None:
    """Those whose acts it told of, in their digest; the administrator sees a count."""
    tell(uow, ending.caused_by(uow, fact.matter), "mail.failed", "sent", fact.matter)
