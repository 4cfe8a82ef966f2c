"""The days of a cadence: one of four by name, or a rule of one's own in a bounded part of RFC 5545."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count, islice, takewhile

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from tracker.kernel.errors import N_, RuleBroken

CADENCES = {
    "weekly": relativedelta(weeks=1),
    "fortnightly": relativedelta(weeks=2),
    "monthly": relativedelta(months=1),
    "quarterly": relativedelta(months=3),
}
LONGEST = 120
MOST_A_YEAR = 106
"""twice a week: what asks more often than that disturbs more than it follows up"""
MOST = 200
SOON = relativedelta(years=2)
AHEAD = relativedelta(years=9)
"""how far a rule is looked through; one without a day in that time has no more"""
INTERVALS = {"WEEKLY": 52, "MONTHLY": 24, "YEARLY": 2}
"""the longest of each"""
PARTS = {
    "WEEKLY": {"INTERVAL", "BYDAY", "COUNT", "UNTIL"},
    "MONTHLY": {"INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "COUNT", "UNTIL"},
    "YEARLY": {"INTERVAL", "COUNT", "UNTIL"},
}
ORDER = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "COUNT", "UNTIL")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
"""which of a month's, in plain words"""
WORKDAYS = WEEKDAYS[:5]
WORKDAY = "workday"
"""any of those, where a day of the month is chosen"""
_DAY = re.compile(r"(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_SIGNED = re.compile(r"-?[1-9][0-9]?")
NOT_READ = N_("The rule cannot be read. Write for example FREQ=MONTHLY;BYDAY=1MO")


@dataclass(frozen=True)
class Rule:
    """A rule of one's own, taken apart. `days` are weekdays with their number in the month, 0 for each of them."""

    freq: str
    interval: int
    days: tuple[tuple[int, str], ...]
    month_days: tuple[int, ...]
    positions: tuple[int, ...]
    count: int | None
    until: date | None


def is_own(cadence: str | None) -> bool:
    """Whether it is a rule of one's own."""
    return cadence is not None and cadence.startswith("FREQ=")


def in_weeks(every: int, days: Iterable[str]) -> str:
    """The rule for some weekdays of every so many weeks."""
    chosen = [day for day in WEEKDAYS if day in set(days)]
    if not chosen:
        raise RuleBroken(N_("Choose one day or more"), field="weekdays")
    return f"FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(chosen)}"


def in_months(place: str, day: str, every: int) -> str:
    """The rule for the first or another of a month's Tuesdays, say, or of its working days; every so many months."""
    if place not in PLACES or day not in (*WEEKDAYS, WORKDAY):
        raise RuleBroken(N_("Choose how often, and which day"), field="place")
    days = f"{','.join(WORKDAYS)};BYSETPOS={PLACES[place]}" if day == WORKDAY else f"{PLACES[place]}{day}"
    return f"FREQ=MONTHLY;INTERVAL={every};BYDAY={days}"


def read(text: str) -> Rule:
    """A rule as it was written, where it keeps to what is allowed."""
    parts = _parts(text)
    freq = parts["FREQ"]
    interval = _within(parts.get("INTERVAL", "1"), INTERVALS[freq])
    days = tuple(_day(one, freq) for one in parts.get("BYDAY", "").split(",") if "BYDAY" in parts)
    month_days = tuple(_signed(one, 31) for one in parts.get("BYMONTHDAY", "").split(",") if "BYMONTHDAY" in parts)
    positions = tuple(_signed(one, 5) for one in parts.get("BYSETPOS", "").split(",") if "BYSETPOS" in parts)
    if (positions and not days and not month_days) or ("COUNT" in parts and "UNTIL" in parts):
        raise RuleBroken(NOT_READ, field="rule")
    many = _within(parts["COUNT"], MOST) if "COUNT" in parts else None
    return Rule(freq, interval, days, month_days, positions, many, _until(parts["UNTIL"]) if "UNTIL" in parts else None)


def own_rule(text: str, anchor: date) -> str:
    """A rule as it is kept, if it gives a day within two years and at most two a week."""
    read(text)
    parts = _parts(text)
    kept = ";".join(f"{name}={parts[name]}" for name in ORDER if name in parts)
    soon = [*islice(takewhile(lambda day: day <= anchor + SOON, nominal(anchor, kept, anchor)), 2 * MOST_A_YEAR + 2)]
    if not any(day > anchor for day in soon):
        raise RuleBroken(N_("The rule gives no day within two years"), field="rule")
    if sum(day < anchor + relativedelta(years=1) for day in soon) > MOST_A_YEAR:
        raise RuleBroken(N_("At most twice a week"), field="rule")
    return kept


def nominal(anchor: date, cadence: str, near: date) -> Iterator[date]:
    """The days of a cadence before they are placed on working days. A rule of one's own is looked through until some
    years after `near`."""
    if not is_own(cadence):
        return (anchor + CADENCES[cadence] * number for number in count())
    rule = read(cadence)
    last = min(rule.until or date.max, max(anchor, near) + AHEAD)
    lasting = ";".join(part for part in cadence.split(";") if not part.startswith(("COUNT=", "UNTIL=")))
    found = rrulestr(f"{lasting};UNTIL={last.isoformat().replace('-', '')}", dtstart=datetime.combine(anchor, time()))
    return islice((instant.date() for instant in found), rule.count)


def _parts(text: str) -> dict[str, str]:
    written = re.sub(r"\s", "", text.upper()).removeprefix("RRULE:").rstrip(";")
    pairs = [part.partition("=") for part in written.split(";")]
    parts = {name: value for name, _, value in pairs}
    freq = parts.get("FREQ", "")
    if len(written) > LONGEST or len(parts) != len(pairs) or parts.keys() - PARTS.get(freq, parts.keys()) != {"FREQ"}:
        raise RuleBroken(NOT_READ, field="rule")
    return parts


def _within(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > most:
        raise RuleBroken(NOT_READ, field="rule")
    return int(text)


def _signed(text: str, most: int) -> int:
    if not _SIGNED.fullmatch(text) or abs(int(text)) > most:
        raise RuleBroken(NOT_READ, field="rule")
    return int(text)


def _day(text: str, freq: str) -> tuple[int, str]:
    found = _DAY.fullmatch(text)
    if found is None or (found[1] and freq != "MONTHLY"):
        raise RuleBroken(NOT_READ, field="rule")
    return int(found[1] or 0), found[2]


def _until(text: str) -> date:
    try:
        return datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007 - a civil day
    except ValueError:
        raise RuleBroken(NOT_READ, field="rule") from None
