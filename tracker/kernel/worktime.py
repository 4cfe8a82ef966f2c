"""Working days and working hours. Holidays and leave are passed in as dates; instants are UTC."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FRIDAY = 4


def is_working_day(day: date, free: AbstractSet[date]) -> bool:
    """Monday to Friday, unless it is one of the free days."""
    return day.weekday() <= FRIDAY and day not in free


def on_working_day(day: date, free: AbstractSet[date]) -> date:
    """The day itself, or the first working day after it (domain §9: follow-ups are placed on working days)."""
    while not is_working_day(day, free):
        day += timedelta(days=1)
    return day


def after_working_days(day: date, count: int, free: AbstractSet[date]) -> date:
    """The `count`th working day after `day`; `day` itself is not counted (domain §8)."""
    for _ in range(count):
        day = on_working_day(day + timedelta(days=1), free)
    return day


def before_working_days(day: date, count: int, free: AbstractSet[date]) -> date:
    """The `count`th working day before `day`."""
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_working_day(day, free):
            day -= timedelta(days=1)
    return day


@dataclass(frozen=True)
class Hours:
    """When a person may be disturbed: `start` to `end` local time on working days; `free` holds holidays and leave."""

    zone: ZoneInfo
    free: AbstractSet[date]
    start: time = time(8)
    end: time = time(16)

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself when it lies within the hours, else the next moment they open (UTC)."""
        local = instant.astimezone(self.zone)
        if is_working_day(local.date(), self.free):
            if local.time() < self.start:
                return self._at(local.date(), self.start)
            if local.time() < self.end:
                return instant
        day = on_working_day(local.date() + timedelta(days=1), self.free)
        return self._at(day, self.start)

    def next_time(self, instant: datetime, moment: time) -> datetime:
        """The next `moment` of a working day, at or after the instant (UTC)."""
        local = instant.astimezone(self.zone)
        first = local.date() if local.time() <= moment else local.date() + timedelta(days=1)
        return self._at(on_working_day(first, self.free), moment)

    def _at(self, day: date, moment: time) -> datetime:
        return at_local(day, moment, self.zone)


def at_local(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a civil day and time in a zone."""
    return datetime.combine(day, moment, zone).astimezone(UTC)
