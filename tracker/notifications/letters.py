"""What an e-mail looks like: text and HTML without content (P13); composed again it is the same, byte for byte."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import css_inline
from babel.dates import format_datetime as in_words
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker.notifications import calendar_mail, gathering, queries, rules
from tracker.notifications.calendar_book import Entry
from tracker.notifications.calendar_ics import Look
from tracker.notifications.models import Mail
from tracker.notifications.queries import Letter
from tracker.notifications.rules import KINDS
from tracker.people.queries import Someone
from tracker.storage.unit_of_work import UnitOfWork

MOST = 12
"""so many lines a digest has; the rest stands in the inbox"""
PATTERNS = {"da": "EEEE d. MMMM 'kl.' HH.mm", "en": "EEEE d MMMM 'at' HH:mm"}


@dataclass(frozen=True)
class Letterhead:
    """What all our e-mails have in common."""

    sender: str
    base_url: str
    templates: Path
    translations: Path

    @property
    def domain(self) -> str:
        """What our ids end in."""
        return self.sender.rpartition("@")[2].rstrip(">")

    def link(self, path: str) -> str:
        """The whole address of a page."""
        return self.base_url.rstrip("/") + path


@dataclass(frozen=True)
class Draft:
    """Everything that one e-mail says: it is composed of this alone, while no transaction waits for it."""

    letter: Letter
    person: Someone
    zone: ZoneInfo
    root: UUID | None
    """what it hangs together with"""
    stops: bool
    """whether its reader can stop such mails without signing in"""
    meetings: list[Entry]
    """what goes along for the calendar"""


def draft(uow: UnitOfWork, letter: Letter, person: Someone, zone: ZoneInfo) -> Draft:
    """Gather it; `zone` is the reader's."""
    return Draft(
        letter, person, zone, _thread(uow, letter), bool(_stops(uow, letter)), calendar_mail.meetings(uow, letter)
    )


def compose(made: Draft, head: Letterhead) -> EmailMessage:
    """The e-mail as it goes."""
    person = made.person
    environment = _environment(head.templates, head.translations, person.language)
    words = _words(made, head)
    message = EmailMessage()
    for name, value in _headers(made, head).items():
        message[name] = value
    message["Subject"] = environment.get_template("mail/subject.txt").render(words).strip()
    message.set_content(environment.get_template("mail/notice.txt").render(words), cte="quoted-printable")
    html = css_inline.inline(environment.get_template("mail/notice.html").render(words), keep_at_rules=True)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if made.meetings:
        message.make_mixed()
        look = Look(_translations(head.translations, person.language).gettext, head.base_url)
        for entry in made.meetings:
            message.attach(calendar_mail.part(entry, look, head.sender, person.email))
    message["Content-Language"] = person.language  # last: making parts takes such headers into them
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"{made.letter.mail.id.hex}-{number}")
    return message


def _headers(made: Draft, head: Letterhead) -> dict[str, str]:
    mail = made.letter.mail
    headers = {
        "From": head.sender,
        "To": made.person.email,
        "Date": format_datetime(mail.due_at),
        "Message-ID": f"<{mail.id}@{head.domain}>",
        "Auto-Submitted": "auto-generated",
    }
    if made.root:
        headers["In-Reply-To"] = headers["References"] = f"<{made.root}@{head.domain}>"
    if made.stops:
        headers["List-Unsubscribe"] = f"<{_stop_link(mail, head)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _thread(uow: UnitOfWork, letter: Letter) -> UUID | None:
    """What all mails to this person about the one matter hang together by; it reveals nothing. None about several."""
    matters = {item.matter for item in letter.covers}
    if len(matters) != 1:
        return None
    return uuid5(queries.first_notice(uow.session, letter.mail.person_id, matters.pop()), "thread")


def _stops(uow: UnitOfWork, letter: Letter) -> frozenset[str]:
    """What its reader can stop without signing in."""
    person_id = letter.mail.person_id
    sorts = frozenset(KINDS[item.kind].sort for item in letter.covers)
    return rules.stopped_by(letter.mail.kind, sorts, gathering.ways(uow.session, [person_id]).get(person_id, {}))


def _stop_link(mail: Mail, head: Letterhead) -> str:
    return head.link(f"/afmeld/{mail.stop}")


def _words(made: Draft, head: Letterhead) -> dict[str, Any]:
    mail, language = made.letter.mail, made.person.language
    items = [
        {"kind": KINDS[item.kind], "link": head.link(f"/i/{item.id}"), "when": _when(item.at, made.zone, language)}
        for item in made.letter.covers
    ]
    return {
        "lang": language,
        "items": items[:MOST],
        "more": max(0, len(items) - MOST),
        "digest": mail.kind == rules.DIGEST,
        "inbox_link": head.link("/indbakke"),
        "preferences_link": head.link("/min-side/beskeder"),
        "stop_link": _stop_link(mail, head) if made.stops else None,
    }


def _when(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """Tuesday 3 February at 09:00."""
    return in_words(instant, PATTERNS[language], tzinfo=zone, locale=language)


@cache
def _environment(templates: Path, translations: Path, language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=select_autoescape(),
    )
    environment.install_gettext_translations(_translations(translations, language), newstyle=True)  # type: ignore[attr-defined]
    return environment


@cache
def _translations(folder: Path, language: str) -> NullTranslations:
    return Translations.load(folder, [language])
