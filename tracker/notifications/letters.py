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
from tracker.notifications.calendar_ics import Look
from tracker.notifications.queries import Letter
from tracker.notifications.rules import KINDS
from tracker.people.calendar import hours_of
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


def compose(uow: UnitOfWork, letter: Letter, person: Someone, head: Letterhead) -> EmailMessage:
    """The e-mail as it goes."""
    environment = _environment(head.templates, head.translations, person.language)
    stops = bool(_stops(uow, letter))
    words = _words(uow, letter, person, head, stops=stops)
    message = EmailMessage()
    for name, value in _headers(uow, letter, person, head, stops=stops).items():
        message[name] = value
    message["Subject"] = environment.get_template("mail/subject.txt").render(words).strip()
    message.set_content(environment.get_template("mail/notice.txt").render(words), cte="quoted-printable")
    html = css_inline.inline(environment.get_template("mail/notice.html").render(words), keep_at_rules=True)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if parts := attachments(uow, letter, head):
        message.make_mixed()
        for part in parts:
            message.attach(part)
    message["Content-Language"] = person.language  # last: making parts takes such headers into them
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"{letter.mail.id.hex}-{number}")
    return message


def attachments(uow: UnitOfWork, letter: Letter, head: Letterhead) -> list[EmailMessage]:
    """What goes along with a letter besides its words, each a complete part: meetings for the calendar."""
    language = letter.person.language if letter.person else ""
    look = Look(_translations(head.translations, language).gettext, head.base_url)
    return calendar_mail.parts(uow, letter, look, head.sender)


def _headers(uow: UnitOfWork, letter: Letter, person: Someone, head: Letterhead, *, stops: bool) -> dict[str, str]:
    headers = {
        "From": head.sender,
        "To": person.email,
        "Date": format_datetime(letter.mail.due_at),
        "Message-ID": f"<{letter.mail.id}@{head.domain}>",
        "Auto-Submitted": "auto-generated",
    }
    if root := _thread(uow, letter):
        headers["In-Reply-To"] = headers["References"] = f"<{root}@{head.domain}>"
    if stops:
        headers["List-Unsubscribe"] = f"<{_stop_link(letter, head)}>"
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


def _stop_link(letter: Letter, head: Letterhead) -> str:
    return head.link(f"/afmeld/{letter.mail.stop}")


def _words(uow: UnitOfWork, letter: Letter, person: Someone, head: Letterhead, *, stops: bool) -> dict[str, Any]:
    zone = hours_of(uow.session, person.id, uow.today, uow.zone).zone
    items = [
        {"kind": KINDS[item.kind], "link": head.link(f"/i/{item.id}"), "when": _when(item.at, zone, person.language)}
        for item in letter.covers
    ]
    return {
        "lang": person.language,
        "items": items[:MOST],
        "more": max(0, len(items) - MOST),
        "digest": letter.mail.kind == rules.DIGEST,
        "inbox_link": head.link("/indbakke"),
        "preferences_link": head.link("/min-side/beskeder"),
        "stop_link": _stop_link(letter, head) if stops else None,
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
