"""The decisions about preparedness (domain §7): what is put on the horizon, when people are reminded and asked."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import after_working_days, at_local, before_working_days

MORNING = time(8)
HORIZON = relativedelta(months=6)
"""domain §7: what do we face in the next six months"""
FARTHEST = relativedelta(years=2)
LONGEST = relativedelta(years=1)
NOTICE = (5, 10, 20, 40)
"""working days before it begins, to choose from"""
OWN = "own"
"""the kind that says nothing by itself"""
OFFER = "offer:"
"""so begins support that is one of the plan's offers"""


class Enough(StrEnum):
    """Whether the support sufficed."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class Scope:
    """What a load is for: a leadership group, or a unit with all that lies under it."""

    group_id: UUID | None = None
    unit_id: UUID | None = None


@dataclass(frozen=True)
class Said:
    """What is said of a load."""

    kind: str
    title: str
    lang: str
    starts: date
    ends: date
    weight: str
    support: list[str]
    words: str
    seer_id: UUID
    notice_days: int


def expect(said: Said, kinds: Collection[str], offered: Collection[str], today: date) -> None:
    """A kind that is offered (or own words), days that lie ahead, support that there is."""
    if said.kind not in kinds:
        raise RuleBroken(N_("Choose what it is"), field="kind")
    if said.kind == OWN and not said.title:
        raise RuleBroken(N_("Say in a few words what it is"), field="title")
    if not set(said.support) <= set(offered):
        raise RuleBroken(N_("Choose among the support there is"), field="support")
    if said.notice_days not in NOTICE:
        raise RuleBroken(N_("Choose how long before"), field="notice_days")
    _days(said, today)


def _days(said: Said, today: date) -> None:
    if said.ends < said.starts:
        raise RuleBroken(N_("The last day cannot be before the first"), field="ends")
    if said.ends < today:
        raise RuleBroken(N_("Choose a last day from today on"), field="ends")
    if said.starts > today + FARTHEST:
        raise RuleBroken(N_("Choose a day within two years"), field="starts")
    if said.ends > said.starts + LONGEST:
        raise RuleBroken(N_("What lasts longer than a year belongs in the plan"), field="ends")


def sees_to_it(seer_id: UUID, among: Collection[UUID]) -> None:
    """Somebody of the group or unit sees to it."""
    if seer_id not in among:
        raise RuleBroken(N_("Choose who sees to it"), field="seer")


def still_ahead(ends: date, today: date) -> None:
    """What is over is not changed any more: one looks back on it."""
    if ends < today:
        raise RuleBroken(N_("It is over: say whether the support sufficed"))


def look_back(ends: date, today: date, enough: str) -> None:
    """Whether the support sufficed is asked once it is over; the answer can be changed."""
    if ends >= today:
        raise RuleBroken(N_("It is not over yet"))
    if enough not in set(Enough):
        raise RuleBroken(N_("Choose one of the three answers"), field="enough")


def remind_at(starts: date, notice_days: int, free: AbstractSet[date], zone: ZoneInfo) -> datetime:
    """The morning on which whoever sees to it is reminded."""
    return at_local(before_working_days(starts, notice_days, free), MORNING, zone)


def ask_at(ends: date, free: AbstractSet[date], zone: ZoneInfo) -> datetime:
    """The morning on which they are asked whether the support sufficed: the first working day after."""
    return at_local(after_working_days(ends, 1, free), MORNING, zone)
