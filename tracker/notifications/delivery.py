"""E-mail within the person's hours. What it looks like stands in `letters`."""

from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from uuid import UUID

from tracker.kernel.outcomes import Cancelled, NotYet
from tracker.notifications import ending, gathering, queries
from tracker.notifications.letters import Draft, Letterhead, compose, draft
from tracker.notifications.models import MailboxEntry
from tracker.notifications.rules import PLANNED, SENT
from tracker.people.calendar import hours_of
from tracker.storage.outbox import State
from tracker.storage.unit_of_work import Store, UnitOfWork


class Mailer(Protocol):
    """Hands a message to the outside; how that may end otherwise stands in `kernel.outcomes`."""

    def send(self, message: EmailMessage) -> None:
        """Return once the message is accepted."""

    def probe(self) -> None:
        """Come as far as a mail would, without one; raises where that is not far enough."""

    def rest(self) -> None:
        """Nothing more for now: let go of what was kept open."""


class MailboxMailer:
    """The embedded default: e-mails land in a page of the product."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def send(self, message: EmailMessage) -> None:
        """Keep the message; the same Message-ID is kept once."""
        with self._store.work() as uow:
            if uow.session.get(MailboxEntry, message["Message-ID"]) is None:
                body = _text_of(message)
                values = {"recipient": message["To"], "subject": message["Subject"], "body": body, "at": uow.now}
                uow.session.add(MailboxEntry(message_id=message["Message-ID"], **values))

    def probe(self) -> None:
        """It is always there."""

    def rest(self) -> None:
        """Nothing is kept open."""


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


class Post:
    """Sends planned mails: the effect `mail`."""

    def __init__(
        self, store: Store, mailer: Mailer, *, sender: str, base_url: str, templates: Path, translations: Path
    ) -> None:
        self._store = store
        self._mailer = mailer
        self._head = Letterhead(sender, base_url, templates, translations)

    def perform(self, mail_id: UUID) -> None:
        """Send one planned mail. Cancelled where nothing of it is left to say; NotYet outside the person's hours."""
        with self._store.work() as uow:
            made = self._draft(uow, mail_id)
        if made is not None:
            self._mailer.send(compose(made, self._head))

    def ended(self, uow: UnitOfWork, mail_id: UUID, state: State, problem: str | None) -> None:
        """The mail's own row says how it ended."""
        ending.mail_ended(uow, mail_id, state, problem)

    def probe(self) -> None:
        """Whether the mail server is there."""
        self._mailer.probe()

    def rest(self) -> None:
        """Hang up."""
        self._mailer.rest()

    def _draft(self, uow: UnitOfWork, mail_id: UUID) -> Draft | None:
        letter = queries.letter(uow.session, mail_id, uow.today)
        if letter is None or letter.mail.state == SENT:
            return None
        if letter.mail.state != PLANNED:
            raise Cancelled(letter.mail.reason or letter.mail.state)
        person = letter.person
        if person is None or not letter.covers:
            raise Cancelled(ending.why_nothing(uow, mail_id) if person else ending.LEFT)
        hours = hours_of(uow.session, person.id, uow.today, uow.zone)
        if (opens := hours.next_open(uow.now)) > uow.now:
            raise NotYet(opens)
        whole = gathering.put_together(uow, letter)
        ending.leave_out(uow, whole)
        return draft(uow, whole, person, hours.zone)
