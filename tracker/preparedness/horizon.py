"""Where things lie in the picture of six months: each month is as wide as another, each load has its own line."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

MONTHS = 7
"""the one that goes on now, and the six to come"""
WIDE, HEAD, LINE, BAR = 364.0, 30.0, 30.0, 20.0
"""of the picture; its months' names; a load's line, and the bar in it"""
MOST = 12
"""so many loads are drawn; the table has them all"""
LEAST = 20.0
"""so wide is a bar at least: its number stands in it"""


@dataclass(frozen=True)
class Month:
    """A month's place."""

    number: int
    x: float
    wide: float


@dataclass(frozen=True)
class Bar:
    """A load's place, and where its number stands."""

    number: int
    x: float
    y: float
    wide: float
    middle: float


@dataclass(frozen=True)
class Picture:
    """The whole of it."""

    months: list[Month]
    bars: list[Bar]
    today: float
    high: float


def picture(spans: Sequence[tuple[date, date]], today: date) -> Picture:
    """The picture of some loads, each with its first and last day, in their order."""
    first = today.replace(day=1)
    wide = WIDE / MONTHS
    months = [Month((first + relativedelta(months=n)).month, round(n * wide, 1), round(wide, 1)) for n in range(MONTHS)]
    bars = [_bar(number, span, first) for number, span in enumerate(spans)]
    return Picture(months, bars, _x(today, first), HEAD + LINE * max(1, len(bars)))


def _bar(number: int, span: tuple[date, date], first: date) -> Bar:
    begins, ends = _x(span[0], first), _x(span[1] + relativedelta(days=1), first)
    wide = max(LEAST, ends - begins)
    x = min(begins, WIDE - LEAST)
    wide = min(wide, WIDE - x)
    y = HEAD + LINE * number + (LINE - BAR) / 2
    return Bar(number + 1, round(x, 1), y, round(wide, 1), round(x + LEAST / 2, 1))


def _x(day: date, first: date) -> float:
    """How far from the left a day lies, within the picture."""
    months = (day.year - first.year) * 12 + day.month - first.month
    length = calendar.monthrange(day.year, day.month)[1]
    at = (months + (day.day - 1) / length) * WIDE / MONTHS
    return round(min(max(at, 0.0), WIDE), 1)
