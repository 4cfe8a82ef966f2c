"""The decisions about collegial supervision (domain §10): its frame, its days, and what can be done with a session."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.recurrence import CADENCES, is_own, nominal, own_rule
from tracker.kernel.worktime import after_working_days, at_local, before_working_days, on_working_day

MORNING = time(8)
NOTICE_DAYS = 2
"""working days before a session on which whoever has the turn is reminded of it"""
FARTHEST = relativedelta(years=1)
LENGTHS = (45, 60, 75, 90, 120)
"""minutes; domain §10 says about an hour"""
USUAL = 60
FEWEST_STEPS, MOST_STEPS = 3, 10
LONGEST_STEP = 60
MORE = 2
"""minutes by which a step is made longer at a time"""
MOST_MORE = 30
SEARCHED = 10
"""working days after its own on which a day is looked for when half the group can be there"""


class State(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    HELD = "held"
    OFF = "off"


REASONS = {
    "busy": N_("Other tasks came first"),
    "away": N_("Too many are away"),
    "urgent": N_("Something urgent happened"),
    "no_case": N_("Nobody has a case"),
    "other": N_("Another reason"),
}
"""why a session is moved or called off; never words about somebody"""
ENDED = "ended"
"""called off because the group stopped: no sign of anything"""


def frame(first: date, minutes: int, cadence: str | None, today: date) -> str:
    """A first day ahead, a length that is offered, and how often. Returns the cadence as it is kept."""
    if minutes not in LENGTHS:
        raise RuleBroken(N_("Choose one of the lengths"), field="minutes")
    _ahead(first, today)
    if is_own(cadence):
        return own_rule(cadence or "", first)
    if cadence is None or cadence not in CADENCES:
        raise RuleBroken(N_("Choose how often you meet"), field="cadence")
    return cadence


def begin_ahead(first: datetime, now: datetime) -> None:
    """The first session lies ahead."""
    if first <= now:
        raise RuleBroken(N_("Choose a time that has not passed"), field="time")


def _ahead(day: date, today: date) -> None:
    if day < today:
        raise RuleBroken(N_("Choose a day from today on"), field="day")
    if day > today + FARTHEST:
        raise RuleBroken(N_("Choose a day within a year"), field="day")


def next_day(first: date, cadence: str, after: date, free: AbstractSet[date]) -> date | None:
    """The first day of the cadence after a day, placed on a working day; None where a rule of one's own has ended."""
    placed = (on_working_day(day, free) for day in nominal(first, cadence, after))
    return next((day for day in placed if day > after), None)


def when_half_are_there(day: date, free: AbstractSet[date], leave: Collection[AbstractSet[date]], size: int) -> date:
    """The day itself, or the first working day soon after it on which at least half the group has no leave."""
    at = day
    for _ in range(SEARCHED + 1):
        if 2 * sum(at in days for days in leave) <= size:
            return at
        at = on_working_day(at + timedelta(days=1), free)
    return day


def move(state: str, day: date, today: date, reason: str) -> None:
    """What has not been held can be moved, to a day ahead."""
    change(state)
    _ahead(day, today)
    why(reason)


def change(state: str) -> None:
    """What lies ahead can be changed."""
    if state != State.PLANNED:
        raise RuleBroken(N_("This session has been held or called off already"))


def why(reason: str) -> None:
    """One of a few kinds."""
    if reason not in REASONS:
        raise RuleBroken(N_("Choose the reason that fits best"), field="reason")


def begin(state: str, day: date, today: date) -> None:
    """A session is held on its day, or later."""
    change(state)
    if day > today:
        raise RuleBroken(N_("The session is not until %(day)s. Move it, if you meet before"), day=f"{day:%d.%m.%Y}")


def go(step: int, count: int) -> None:
    """The steps there are."""
    if not 0 <= step < count:
        raise RuleBroken(N_("Choose one of the steps"))


def lengthen(more: int) -> int:
    """How much longer than planned a step is now, in minutes."""
    if more + MORE > MOST_MORE:
        raise RuleBroken(N_("This step is half an hour longer than planned. Go on to the next one"))
    return more + MORE


@dataclass(frozen=True)
class Step:
    """One step of a method. `hint` may be empty."""

    title: str
    minutes: int
    hint: str = ""


def method(steps: Sequence[Step]) -> None:
    """Enough steps, each with a title and a time."""
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        raise RuleBroken(N_("Describe at least %(least)s steps"), field="title_1", least=FEWEST_STEPS)
    for number, step in enumerate(steps, 1):
        if not step.title:
            raise RuleBroken(N_("Give the step a title"), field=f"title_{number}")
        if not 1 <= step.minutes <= LONGEST_STEP:
            raise RuleBroken(N_("A step takes between 1 and 60 minutes"), field=f"minutes_{number}")


def facilitate(person: object, members: Collection[object], until: date, today: date) -> None:
    """Somebody from outside the group, for a time."""
    if person in members:
        raise RuleBroken(N_("A facilitator is somebody from outside the group"), field="email")
    if not today <= until <= today + FARTHEST:
        raise RuleBroken(N_("Choose a day within a year"), field="until")


def remind_at(day: date, free: AbstractSet[date], zone: ZoneInfo) -> datetime:
    """The morning on which whoever has the turn is reminded."""
    return at_local(before_working_days(day, NOTICE_DAYS, free), MORNING, zone)


def over_at(day: date, free: AbstractSet[date], zone: ZoneInfo) -> datetime:
    """The working morning after a session: it is over, whoever says so."""
    return at_local(after_working_days(day, 1, free), MORNING, zone)


def in_a_row(newest_first: Sequence[str]) -> int:
    """How many were called off since the last one held."""
    return newest_first.index(State.HELD) if State.HELD in newest_first else len(newest_first)


def begins(minutes: Sequence[int], start: datetime, at: int = 0, more: int = 0) -> list[datetime]:
    """When each step begins, counted from the one it is at, which began at `start`; last, when all is over."""
    found, moment = [], start
    for number, length in enumerate(minutes):
        found.append(moment)
        if number >= at:
            moment += timedelta(minutes=length + (more if number == at else 0))
    return [*found, moment]
