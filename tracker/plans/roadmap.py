"""The roadmap's decisions: its steps, how long each takes where nothing else is said, and the order they come in."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import on_working_day

STEPS = {
    "preparation": "prepared_by",
    "seminar": "themes_close",
    "qualifying": "qualified_by",
    "hearing": "heard_by",
    "publishing": "publish_by",
    "follow_up": "next_status",
}
"""each step, and which of a plan's dates it ends on"""
WEEKS = {"preparation": 2, "seminar": 2, "qualifying": 4, "hearing": 3, "publishing": 2, "follow_up": 13}
"""how long each takes, where the organisation has not said otherwise"""
MOST_WEEKS = 52
YEARS_IN_ALL = timedelta(days=730)
AUDIENCE = ("LE", "LL", "TM", "HR", "MED")


def days(weeks: Mapping[str, int], begins: date, free: AbstractSet[date]) -> dict[str, date]:
    """The plan's dates after a template, each on a working day; a step of no weeks is left out."""
    at, found = begins, {"ends": begins + YEARS_IN_ALL}
    for step, name in STEPS.items():
        if count := weeks.get(step, WEEKS[step]):
            at += timedelta(weeks=count)
            found[name] = on_working_day(at, free)
    return found


def check(steps: Sequence[date | None]) -> None:
    """The steps follow each other; one may be left out."""
    given = [day for day in steps if day]
    if given != sorted(given):
        raise RuleBroken(N_("Each step of the roadmap ends after the one before it"), field="prepared_by")


def template(weeks: Mapping[str, int]) -> None:
    """Seminar, publishing and follow-up are never left out: every plan has those dates."""
    if not all(0 <= weeks[step] <= MOST_WEEKS for step in STEPS):
        raise RuleBroken(N_("A step takes up to a year"))
    if not all(weeks[step] for step in ("seminar", "publishing", "follow_up")):
        raise RuleBroken(N_("Seminar, publishing and follow-up take at least a week"))


@dataclass(frozen=True)
class Stretch:
    """A step of a plan's roadmap, from day to day, and where it lies on a line of a hundred."""

    step: str
    name: str
    lang: str | None
    begins: date
    ends: date
    state: str
    x: float
    width: float


def stretches(
    ends: Mapping[str, date | None], names: Mapping[str, str], lang: str, begins: date, today: date
) -> list[Stretch]:
    """The steps that have a date, one after the other."""
    given = [(step, day) for step in STEPS if (day := ends.get(step))]
    if not given:
        return []
    begins = min(begins, given[0][1])
    whole = max((given[-1][1] - begins).days, 1)
    found, at = [], begins
    for step, day in given:
        x, width = 100 * (at - begins).days / whole, 100 * max((day - at).days, 0) / whole
        state = "done" if day < today else "current" if at <= today else "todo"
        own = names.get(step, "")
        found.append(Stretch(step, own, lang if own else None, at, day, state, x, width))
        at = max(at, day)
    return found


def place_of(day: date, found: Sequence[Stretch]) -> float | None:
    """Where a day lies on the line; None outside it."""
    if not found or not found[0].begins <= day <= found[-1].ends:
        return None
    return 100 * (day - found[0].begins).days / max((found[-1].ends - found[0].begins).days, 1)
