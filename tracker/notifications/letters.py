"""What an e-mail looks like: text without content (P13), with an id and a date that never change."""

from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker.notifications.queries import Letter
from tracker.notifications.rules import KINDS
from tracker.people.queries import Someone
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Letterhead:
    """What all our e-mails have in common."""

    sender: str
    base_url: str
    templates: Path
    translations: Path


def compose(uow: UnitOfWork, letter: Letter, person: Someone, head: Letterhead) -> EmailMessage:
    """The e-mail as it goes; composed again it is the same."""
    environment = _environment(head.templates, head.translations, person.language)
    base_url = head.base_url.rstrip("/")
    items = [(KINDS[kind], f"{base_url}/i/{notice_id}") for notice_id, kind in letter.covers]
    context = {"items": items, "digest": letter.mail.kind == "digest", "base_url": base_url, "person": person}
    message = EmailMessage()
    message["From"] = head.sender
    message["To"] = person.email
    message["Subject"] = environment.get_template("mail/subject.txt").render(context).strip()
    message["Date"] = format_datetime(letter.mail.due_at)
    message["Message-ID"] = f"<{letter.mail.id}@{head.sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(environment.get_template("mail/notice.txt").render(context))
    for part in attachments(uow, letter):
        message.make_mixed()
        message.attach(part)
    return message


def attachments(_uow: UnitOfWork, _letter: Letter) -> list[MIMEPart]:
    """What goes along with a letter besides its words, each a complete part."""
    return []


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
