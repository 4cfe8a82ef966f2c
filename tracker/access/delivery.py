"""Links to choose a password, by e-mail at once: whoever asks for one waits for it. The e-mail names nothing else."""

import hmac
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from uuid import UUID

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tracker.access import accounts
from tracker.access.models import EntryLink
from tracker.people.queries import Someone
from tracker.storage.outbox import State
from tracker.storage.unit_of_work import Store, UnitOfWork


class Mailer(Protocol):
    """Hands a message to the outside."""

    def send(self, message: EmailMessage) -> None:
        """Return once the message is accepted."""

    def probe(self) -> None:
        """Come as far as a mail would, without one."""

    def rest(self) -> None:
        """Let go of what was kept open."""


@dataclass(frozen=True)
class LinkPost:
    """Sends links: the effect `link`. Without a mailer they are handed over by whoever runs the system."""

    store: Store
    mailer: Mailer | None
    sender: str
    base_url: str
    templates: Path
    translations: Path

    def perform(self, link_id: UUID) -> None:
        """Make a link and send it; the same link again where we died between sending and writing it down."""
        token = token_of(self.store, link_id)
        with self.store.work() as uow:
            row = uow.session.get(EntryLink, link_id)
            made_at = row.made_at if row else None
            found = accounts.make_link(uow, link_id, token)
        if found and made_at and self.mailer:
            message = self._compose(*found, token)
            message["Date"] = format_datetime(made_at)
            message["Message-ID"] = f"<{link_id}@{self.sender.rpartition('@')[2].rstrip('>')}>"
            self.mailer.send(message)

    def _compose(self, person: Someone, kind: str, token: str) -> EmailMessage:
        environment = Environment(
            loader=FileSystemLoader(self.templates),
            extensions=["jinja2.ext.i18n"],
            undefined=StrictUndefined,
            trim_blocks=True,
            autoescape=False,  # noqa: S701 - plain text
        )
        translations = Translations.load(self.translations, [person.language])
        environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
        link = f"{self.base_url.rstrip('/')}/adgang/{token}"
        words = environment.get_template("mail/entry.txt").render(kind=kind, link=link)
        subject, _, body = words.strip().partition("\n")
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, person.email, subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body.lstrip() + "\n", cte="quoted-printable")
        message["Content-Language"] = person.language
        return message

    def ended(self, uow: UnitOfWork, link_id: UUID, state: State, problem: str | None) -> None:
        """Nothing of it stays planned: a link that was not sent ends by itself."""

    def probe(self) -> None:
        """Whether the mail server is there."""
        if self.mailer:
            self.mailer.probe()

    def rest(self) -> None:
        """Hang up."""
        if self.mailer:
            self.mailer.rest()


def token_of(store: Store, link_id: UUID) -> str:
    """The link's token, from a key that is not in the database: so the outbox carries nothing but its id."""
    key = store.ring.keys[store.ring.current]
    return hmac.new(key, b"access.entry_link" + link_id.bytes, sha256).hexdigest()
