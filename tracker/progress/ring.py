"""Where things lie in the picture of a year: a ring of twelve months, January at the top, clockwise."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

MIDDLE, OUTER, INNER = 200.0, 192.0, 150.0
"""the picture is 400 by 400; the months lie between the two radii"""
LEVELS = (128.0, 98.0, 68.0)
"""radii on which numbers stand, outermost first"""
ROOM = 26.0
"""between two numbers, from middle to middle"""
LOOK_BACK = 12
"""so many before it a number is kept apart from"""


@dataclass(frozen=True)
class Month:
    """A month's part of the ring: its outline, and where its name stands."""

    number: int
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A number in the ring."""

    number: int
    x: float
    y: float


def turn_of(day: date) -> float:
    """How far round the year a day is: 0 on 1 January, under 1 on 31 December."""
    length = 366 if calendar.isleap(day.year) else 365
    return (day.timetuple().tm_yday - 1) / length


def at(turn: float, radius: float) -> tuple[float, float]:
    """A point of the picture."""
    angle = 2 * pi * turn - pi / 2
    return round(MIDDLE + radius * cos(angle), 1), round(MIDDLE + radius * sin(angle), 1)


def months(year: int) -> list[Month]:
    """The twelve parts of the ring."""
    turns = [turn_of(date(year, number, 1)) for number in range(1, 13)] + [1.0]
    return [_month(number, turns[number - 1], turns[number]) for number in range(1, 13)]


def _month(number: int, begins: float, ends: float) -> Month:
    (a, b), (c, d) = at(begins, OUTER), at(ends, OUTER)
    (e, f), (g, h) = at(ends, INNER), at(begins, INNER)
    path = f"M{a} {b} A{OUTER} {OUTER} 0 0 1 {c} {d} L{e} {f} A{INNER} {INNER} 0 0 0 {g} {h} Z"
    return Month(number, path, *at((begins + ends) / 2, (OUTER + INNER) / 2))


def marks(days: Sequence[date]) -> list[Mark]:
    """A number for each day, in their order; those that would lie on each other move inwards."""
    placed: list[tuple[float, float]] = []
    for day in days:
        points = [at(turn_of(day), radius) for radius in LEVELS]
        free = (one for one in points if all(_apart(one, other) for other in placed[-LOOK_BACK:]))
        placed.append(next(free, points[-1]))
    return [Mark(number, *point) for number, point in enumerate(placed, 1)]


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 >= ROOM**2


def hand(day: date) -> tuple[float, float]:
    """Where today's line ends."""
    return at(turn_of(day), INNER)
