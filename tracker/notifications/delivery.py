"""E-mail: text without content, within the person's hours, with an id and a date that never change."""

from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import UUID

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker.kernel.outcomes import NotYet, Refused
from tracker.notifications import queries, service
from tracker.notifications.models import MailboxEntry
from tracker.notifications.rules import KINDS
from tracker.people import queries as people
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
        self._sender = sender
        self._base_url = base_url.rstrip("/")
        self._templates = templates
        self._translations = translations

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
        return self._compose(letter, person)

    def _compose(self, letter: queries.Letter, person: people.Someone) -> EmailMessage:
        environment = _environment(self._templates, self._translations, person.language)
        items = [(KINDS[kind], f"{self._base_url}/i/{notice_id}") for notice_id, kind in letter.covers]
        context = {"items": items, "digest": letter.mail.kind == "digest", "base_url": self._base_url, "person": person}
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = person.email
        message["Subject"] = environment.get_template("mail/subject.txt").render(context).strip()
        message["Date"] = format_datetime(letter.mail.due_at)
        message["Message-ID"] = f"<{letter.mail.id}@{self._sender.rpartition('@')[2].rstrip('>')}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(environment.get_template("mail/notice.txt").render(context))
        return message


@cache
def _environment(templates: Path, translations: Path, language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=select_autoescape(),  # these are text
    )
    environment.install_gettext_translations(Translations.load(translations, [language]), newstyle=True)  # type: ignore[attr-defined]
    return environment
