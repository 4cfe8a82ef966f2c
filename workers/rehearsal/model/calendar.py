"""Days and hours, worked out anew: Easter by Gauss's and Meeus's rule, Danish public holidays, working days."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)
FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, both days of Easter, Ascension, both days of Whitsun"""
FIXED = ((1, 1), (12, 25), (12, 26))


def easter(year: int) -> date:
    """Easter Sunday of a year."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year; the Great Prayer Day is none since 2024."""
    moving = {easter(year) + timedelta(days=days) for days in FROM_EASTER}
    return frozenset(moving | {date(year, *day) for day in FIXED})


class Days:
    """Working days, where the organisation has chosen some free days more (MM-DD)."""

    def __init__(self, chosen: list[str]) -> None:
        self._chosen = frozenset(chosen)

    def works(self, day: date) -> bool:
        """Whether people work on a day."""
        return day.weekday() < 5 and not self.is_free(day)

    def is_free(self, day: date) -> bool:
        """Whether it is a public holiday, or one of the organisation's own free days."""
        return day in holidays(day.year) or f"{day:%m-%d}" in self._chosen

    def from_(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.works(day):
            day += DAY
        return day

    def after(self, day: date, number: int) -> date:
        """The so manieth working day after a day."""
        for _ in range(number):
            day = self.from_(day + DAY)
        return day

    def between(self, day: date, last: date) -> int:
        """How many working days come after a day, up to and with a last one."""
        return sum(self.works(day + DAY * number) for number in range(1, (last - day).days + 1))

    def before(self, day: date, number: int) -> date:
        """The so manieth working day before a day."""
        for _ in range(number):
            day -= DAY
            while not self.works(day):
                day -= DAY
        return day


def local(instant: datetime) -> datetime:
    """The instant on a Danish clock."""
    return instant.astimezone(ZONE)


def day_of(instant: datetime) -> date:
    """The Danish day of an instant."""
    return local(instant).date()


def morning(day: date) -> datetime:
    """Eight o'clock on a day."""
    return datetime.combine(day, time(8), ZONE).astimezone(UTC)
