"""E-mail within the person's hours. What it looks like stands in `letters`."""

from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from uuid import UUID

from tracker.kernel.outcomes import NotYet, Refused
from tracker.notifications import queries, service
from tracker.notifications.letters import Letterhead, compose
from tracker.notifications.models import MailboxEntry
from tracker.people.calendar import hours_of
from tracker.storage.unit_of_work import Store, UnitOfWork


class Mailer(Protocol):
    """Hands a message to the outside. Raises `Refused` when refused for good, OSError when it may work later."""

    def send(self, message: EmailMessage) -> None:
        """Return once the message is accepted."""


class MailboxMailer:
    """The embedded default: e-mails land in a page of the product."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def send(self, message: EmailMessage) -> None:
        """Keep the message; the same Message-ID is kept once."""
        with self._store.work() as uow:
            if uow.session.get(MailboxEntry, message["Message-ID"]) is None:
                body = message.get_content()
                values = {"recipient": message["To"], "subject": message["Subject"], "body": body, "at": uow.now}
                uow.session.add(MailboxEntry(message_id=message["Message-ID"], **values))


class Post:
    """Sends planned mails."""

    def __init__(
        self, store: Store, mailer: Mailer, *, sender: str, base_url: str, templates: Path, translations: Path
    ) -> None:
        self._store = store
        self._mailer = mailer
        self._head = Letterhead(sender, base_url, templates, translations)

    def send(self, mail_id: UUID) -> None:
        """Send one planned mail. NotYet outside the person's hours; Refused for good; OSError to try again."""
        with self._store.work() as uow:
            message = self._prepare(uow, mail_id)
        if message is None:
            return
        try:
            self._mailer.send(message)
        except Refused as refusal:
            with self._store.work() as uow:
                service.record_not_sent(uow, mail_id, service.FAILED, refusal.reason)
            raise
        with self._store.work() as uow:
            service.record_sent(uow, mail_id)

    def _prepare(self, uow: UnitOfWork, mail_id: UUID) -> EmailMessage | None:
        letter = queries.letter(uow.session, mail_id, uow.today)
        if letter is None or letter.mail.state != service.PLANNED:
            return None
        person = letter.person
        if person is None or not letter.covers:
            service.record_not_sent(uow, mail_id, service.CANCELLED, "dealt with" if person else "left")
            return None
        opens = hours_of(uow.session, person.id, uow.today, uow.zone).next_open(uow.now)
        if opens > uow.now:
            raise NotYet(opens)
        return compose(uow, letter, person, self._head)
