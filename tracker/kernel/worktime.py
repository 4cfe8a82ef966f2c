"""Working days and working hours. Holidays and leave are passed in as dates; instants are UTC."""

from collections.abc import Callable, Sequence
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


Span = tuple[time, time]
Week = tuple[Span | None, ...]
"""from and to of each weekday, Monday first; None is a day off"""
OFFICE: Week = ((time(8), time(16)),) * 5 + (None, None)


def read_week(texts: Sequence[str]) -> Week:
    """A week as it is stored: `08:00-16:00`, or nothing, for each weekday."""
    return tuple(_read_span(text) if text else None for text in texts)


def write_week(week: Week) -> list[str]:
    """What `read_week` reads."""
    return [f"{span[0]:%H:%M}-{span[1]:%H:%M}" if span else "" for span in week]


def _read_span(text: str) -> Span:
    start, _, end = text.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)


@dataclass(frozen=True)
class Hours:
    """When a person may be disturbed: each weekday's hours, by their own clock; `free` holds holidays and leave."""

    zone: ZoneInfo
    free: AbstractSet[date]
    week: Week = OFFICE

    def __post_init__(self) -> None:
        """Refuse a week without hours: nothing could ever be said."""
        if not any(self.week):
            raise ValueError("a week needs hours")

    def span(self, day: date) -> Span | None:
        """From and to of a day, or None where it is free."""
        return None if day in self.free else self.week[day.weekday()]

    def is_open(self, instant: datetime) -> bool:
        """Whether the person's clock stands within the hours."""
        local = instant.astimezone(self.zone)
        span = self.span(local.date())
        return span is not None and span[0] <= local.time() < span[1]

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself when it lies within the hours, else the next moment they open (UTC)."""
        return instant if self.is_open(instant) else self._first(instant, lambda span: span[0])

    def next_time(self, instant: datetime, moment: time) -> datetime:
        """The next `moment` of a day with hours, at or after the instant (UTC); its opening where that lies outside."""
        return self._first(instant, lambda span: moment if span[0] <= moment < span[1] else span[0])

    def _first(self, instant: datetime, pick: Callable[[Span], time]) -> datetime:
        day = instant.astimezone(self.zone).date() - timedelta(days=1)
        while True:
            if span := self.span(day):
                for found in _instants(day, pick(span), self.zone):
                    if found >= instant and self.is_open(found):
                        return found
            day += timedelta(days=1)


def at_local(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a civil day and time in a zone."""
    return datetime.combine(day, moment, zone).astimezone(UTC)


def _instants(day: date, moment: time, zone: ZoneInfo) -> list[datetime]:
    """When a clock on the wall shows a moment: once; twice where it is put back; the leap, where it leaps over it."""
    civil = datetime.combine(day, moment, zone)
    early, late = civil.astimezone(UTC), civil.replace(fold=1).astimezone(UTC)
    if early <= late:
        return [early] if early == late else [early, late]
    return [_leap(late, early, zone)]


def _leap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second between two instants at which the zone's offset is that of the later one."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
