"""Decisions about what is told of progress, and about what is kept while it is followed."""

from datetime import date, timedelta

from tracker.kernel.errors import N_, RuleBroken

USUALLY = timedelta(days=91)
"""between two meetings, where nobody says otherwise"""
_LONGEST = timedelta(days=365 * 3)


def since(day: date, today: date) -> date:
    """The day of the last meeting: in the last three years, and not today or later."""
    if day >= today:
        raise RuleBroken(N_("Choose a day before today"), field="fra")
    if day < today - _LONGEST:
        raise RuleBroken(N_("Choose a day within the last three years"), field="fra")
    return day


GOALS = 5
"""so many goals of a year there is room for"""
DRAFT, HELD = "draft", "held"
REACHED = ("", "yes", "partly", "no")
KINDS = ("apv", "survey", "annual", "budget", "meeting", "other")
"""what HR puts into the wheel"""
EVERY = (0, 1, 3)
"""years: once, every year, and at least every third, as an APV and a well-being survey are due (domain §13)"""
TOOLS, BEFORE, AFTER = (1, 2, 3), "before", "after"
MEASURES = ("usability", "relevance", "focus")
LOWEST, HIGHEST = 1, 5
_FARTHEST = timedelta(days=365 * 6)


def begin(year: int, planned_on: date, today: date) -> None:
    """One discussion a year, of this year, the one before or the next."""
    if abs(year - today.year) > 1:
        raise RuleBroken(N_("Choose this year, the one before or the next"), field="year")
    if planned_on.year != year:
        raise RuleBroken(N_("Choose a day in that year"), field="planned_on")


def write(state: str) -> None:
    """What was held stands."""
    if state != DRAFT:
        raise RuleBroken(N_("The discussion was held and stands as it was written"))


def hold(state: str, held_on: date, today: date, *, goals: int, unsaid: int) -> None:
    """It is documented in writing: each of last year's goals is judged, and there are goals for the next."""
    write(state)
    if held_on > today:
        raise RuleBroken(N_("Choose the day it was held, not one to come"), field="held_on")
    if unsaid:
        raise RuleBroken(N_("Say of each of last year's goals whether it was reached, before it is fixed"))
    if not goals:
        raise RuleBroken(N_("Write at least one goal for the coming year, before it is fixed"))


def enter(kind: str, day: date, every: int, today: date) -> None:
    """A known kind, a known rhythm, and a day within six years."""
    if kind not in KINDS or every not in EVERY:
        raise RuleBroken(N_("Choose what it is and how often it comes"), field="kind")
    if not today - _FARTHEST <= day <= today + _FARTHEST:
        raise RuleBroken(N_("Choose dates within the next six years"), field="day")


def in_year(day: date, every: int, year: int) -> date | None:
    """The day on which something comes in a year; a 29 February comes on the 28th. None where it does not."""
    passed = year - day.year
    comes = passed == 0 or (every and passed > 0 and passed % every == 0)
    if not comes:
        return None
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) and year % 4 else day.replace(year=year)


def remark(text: str) -> None:
    """There are words."""
    if not text.strip():
        raise RuleBroken(N_("Write your comment"), field="text")


def reply(text: str, *, answered: bool) -> None:
    """There are words, and there was no answer yet."""
    if answered:
        raise RuleBroken(N_("The comment has been answered"))
    if not text.strip():
        raise RuleBroken(N_("Write your answer"), field="answer")


def evaluate(tool: int, moment: str, scores: tuple[int, ...]) -> None:
    """All three measures of a known tool, from one to five."""
    if tool not in TOOLS or moment not in (BEFORE, AFTER):
        raise RuleBroken(N_("There is no such tool"))
    if len(scores) != len(MEASURES) or not all(LOWEST <= one <= HIGHEST for one in scores):
        raise RuleBroken(N_("Choose from 1 to 5"))
