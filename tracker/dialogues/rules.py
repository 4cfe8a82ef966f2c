"""The decisions about tool 1 (domain §5): who is asked, when two people talk, what can still be changed."""

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import at_local, before_working_days, on_working_day

MORNING = time(8)
NOTICE_DAYS = 2
"""working days before a dialogue on which both are reminded to prepare"""
FARTHEST = relativedelta(years=1)
LENGTHS = (15, 30, 45, 60, 90)
"""minutes; domain §5 says twice 45"""
CADENCES = {
    "weekly": relativedelta(weeks=1),
    "fortnightly": relativedelta(weeks=2),
    "monthly": relativedelta(months=1),
    "quarterly": relativedelta(months=3),
}
"""how often two people talk, as chosen from a short list"""
CONTINUA = ("psychological", "emotional", "social")
"""domain §7.1"""
LOWEST, HIGHEST = 1, 5


class State(StrEnum):
    """Where a dialogue stands."""

    PLANNED = "planned"
    HELD = "held"
    OFF = "off"


class Owners(StrEnum):
    """Who follows an agreement up."""

    LEADER = "leader"
    NEAREST = "nearest"
    BOTH = "both"


def meet(day: date, minutes: int, cadence: str | None, today: date) -> None:
    """A day ahead, a length and a rhythm that are offered."""
    if day < today:
        raise RuleBroken(N_("Choose a day from today on"), field="day")
    if day > today + FARTHEST:
        raise RuleBroken(N_("Choose a day within a year"), field="day")
    if minutes not in LENGTHS:
        raise RuleBroken(N_("Choose one of the lengths"), field="minutes")
    if cadence is not None and cadence not in CADENCES:
        raise RuleBroken(N_("Choose how often you talk"), field="cadence")


def change(state: str) -> None:
    """What lies ahead can be moved, called off and ended."""
    if state != State.PLANNED:
        raise RuleBroken(N_("This dialogue has been held or called off already"))


def prepare(state: str) -> None:
    """Points are for a dialogue that is not called off."""
    if state == State.OFF:
        raise RuleBroken(N_("This dialogue has been called off"))


def owners(chosen: str, leader_id: UUID, nearest_id: UUID) -> list[UUID]:
    """Who is asked what became of an agreement."""
    if chosen not in set(Owners):
        raise RuleBroken(N_("Choose who follows it up"), field="owners")
    both = {Owners.LEADER: [leader_id], Owners.NEAREST: [nearest_id]}
    return both.get(Owners(chosen), [leader_id, nearest_id])


def still_open(closed_at: datetime | None) -> None:
    """What is closed is changed no more."""
    if closed_at is not None:
        raise RuleBroken(N_("It has been closed already"))


def remind_at(day: date, free: AbstractSet[date], zone: ZoneInfo) -> datetime:
    """The morning on which both are reminded."""
    return at_local(before_working_days(day, NOTICE_DAYS, free), MORNING, zone)


def next_day(last: date, cadence: str | None, today: date, free: AbstractSet[date]) -> date | None:
    """The day on which two who talk that often talk next."""
    if cadence not in CADENCES:
        return None
    day = last
    while day <= today:
        day += CADENCES[cadence]
    return on_working_day(day, free)


@dataclass(frozen=True)
class Says:
    """What a check-in says: 1 to 5 on each continuum, and a note."""

    psychological: int
    emotional: int
    social: int
    note: str = ""

    def packed(self) -> str:
        """As it is sealed."""
        return json.dumps([self.psychological, self.emotional, self.social, self.note], ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> "Says":
        """What `packed` gave."""
        return cls(*json.loads(text))


def says(values: Mapping[str, int], note: str) -> Says:
    """A place on each of the three."""
    for name in CONTINUA:
        if not LOWEST <= values.get(name, 0) <= HIGHEST:
            raise RuleBroken(N_("Choose a place on each of the three"), field=name)
    return Says(**{name: values[name] for name in CONTINUA}, note=note)


def ask_by(day: date, today: date) -> None:
    """Whoever is asked to prepare has some time for it."""
    if day <= today:
        raise RuleBroken(N_("Choose a day after today"), field="by_day")
    if day > today + FARTHEST:
        raise RuleBroken(N_("Choose a day within a year"), field="by_day")
