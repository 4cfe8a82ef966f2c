"""Danish and English on screen."""

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, g, request, session
from flask_babel import Babel, format_date, format_datetime, format_decimal, get_locale, gettext
from markupsafe import Markup

from tracker.web.catalogues import compile_catalogues

LANGUAGES = {"da": "Dansk", "en": "English"}


def choose() -> str:
    """The language asked for, the person's own, the browser's, or Danish."""
    if (asked := request.args.get("lang")) in LANGUAGES:
        session["lang"] = asked
    if (kept := session.get("lang")) in LANGUAGES:
        return str(kept)
    if me := g.get("me"):
        return str(me.person.language)
    return request.accept_languages.best_match(list(LANGUAGES), "da") or "da"


def language() -> str:
    """The language of this page."""
    here = get_locale()
    return here.language if here else "da"


def say(message: str, **values: object) -> str:
    """A message id from a rule or a fact, in the reader's language."""
    return gettext(message, **values)


def long_date(day: date | None) -> str:
    """31. december 2026."""
    return format_date(day, "d. MMMM y" if language() == "da" else "d MMMM y") if day else ""


def short_date(day: date | None) -> str:
    """31.12.2026."""
    return format_date(day, "dd.MM.y") if day else ""


def clock_time(instant: datetime, zone: ZoneInfo) -> str:
    """14.30, in the organisation's zone."""
    return instant.astimezone(zone).strftime("%H.%M" if language() == "da" else "%H:%M")


def moment(instant: datetime | None, zone: ZoneInfo) -> Markup | str:
    """A `time` element: 31. december 2026 kl. 14.30, in the organisation's zone."""
    if instant is None:
        return ""
    local = instant.astimezone(zone)
    pattern = "d. MMMM y 'kl.' HH.mm" if language() == "da" else "d MMMM y 'at' HH:mm"
    text = format_datetime(local, pattern, rebase=False)
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat(timespec="minutes"), text)


def week(day: date) -> str:
    """uge 47."""
    return gettext("week %(number)s", number=day.isocalendar().week)


_LETTERS = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})


def order(text: str) -> str:
    """What to sort a name by: æ, ø and å come last, and aa is å."""
    return text.lower().replace("aa", "å").translate(_LETTERS)


_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def read_date(text: str) -> date:
    """A date written 2026-12-31, 31.12.2026, 31/12/2026 or 31-12-2026. ValueError for anything else."""
    if not text.isascii():
        raise ValueError(text)
    if match := _DAY_FIRST.fullmatch(text.strip()):
        day, month, year = map(int, match.groups())
        return date(year, month, day)
    return date.fromisoformat(text.strip())


def install(app: Flask, zone: ZoneInfo, spare: Path) -> None:
    """Give the app its languages and the templates their dates. `spare` is where the catalogue may be compiled to."""
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=str(compile_catalogues(spare)), BABEL_DEFAULT_LOCALE="da")
    Babel(app, locale_selector=choose, timezone_selector=lambda: zone.key)
    app.jinja_env.filters.update(
        long_date=long_date,
        short_date=short_date,
        week=week,
        moment=lambda value: moment(value, zone),
        clock_time=lambda value: clock_time(value, zone),
        say=say,
        decimals=lambda value: format_decimal(value, "0.00"),
    )
