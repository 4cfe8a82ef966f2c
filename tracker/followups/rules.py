"""The decisions about follow-ups (domain §9)."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import groupby, takewhile
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tracker.kernel import recurrence
from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.recurrence import is_own, nominal, own_rule
from tracker.kernel.worktime import after_working_days, at_local, before_working_days, on_working_day

MORNING = time(8)
NOTICE_DAYS = 2
"""working days before the day on which its owners are reminded"""
PATIENCE_DAYS = 5
"""working days after the day before an unanswered follow-up counts as missed"""
IN_A_ROW = 2
"""so many missed, moved or not kept in a row are a sign that help is needed"""
FARTHEST = relativedelta(years=2)

AGREEMENT, ACTION, ESCALATION, EFFECT = "agreement", "action", "escalation", "effect"
OWN, DIALOGUE = "own", "dialogue"
CONFIDENTIAL = frozenset({OWN, DIALOGUE})
"""agreed with oneself, or with the nearest leader: counted nowhere, never handed over, its words kept elsewhere"""
ACTION_EFFECT = "action_effect"
OF_ACTIONS = frozenset({ACTION, ACTION_EFFECT})
"""asked about on the action's own page: how it goes, and later whether it worked"""
CADENCES = recurrence.CADENCES


class State(StrEnum):
    """Where an occurrence stands. Moving it leaves it planned, on another day."""

    PLANNED = "planned"
    ASKED = "asked"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


OPEN = frozenset({State.PLANNED, State.ASKED})


class Outcome(StrEnum):
    """What became of it."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True)
class Moments:
    """When the owners are reminded and asked, and when it counts as missed."""

    remind_at: datetime
    ask_at: datetime
    miss_at: datetime


def moments(due: date, free: AbstractSet[date], zone: ZoneInfo) -> Moments:
    """All of them at eight on working mornings: two before, on the day, and the first after five have passed."""
    return Moments(
        at_local(before_working_days(due, NOTICE_DAYS, free), MORNING, zone),
        at_local(due, MORNING, zone),
        at_local(after_working_days(due, PATIENCE_DAYS + 1, free), MORNING, zone),
    )


def occurrences(anchor: date, cadence: str, free: AbstractSet[date], near: date | None = None) -> Iterator[date]:
    """The days of a cadence, placed on working days, none of them twice. Each is counted from the anchor, so that
    31 January, 28 February, 31 March follow each other. A rule of one's own is looked through until years after `near`.
    """
    placed = (on_working_day(day, free) for day in nominal(anchor, cadence, near or anchor))
    return (day for day, _ in groupby(placed))


def following(anchor: date, cadence: str, after: date, free: AbstractSet[date]) -> date | None:
    """The first day of the cadence after a day, if it has one: a rule of one's own may end."""
    return next((day for day in occurrences(anchor, cadence, free, after) if day > after), None)


def next_in(anchor: date, cadence: str, after: date, free: AbstractSet[date]) -> date:
    """The same of a cadence by name, which always has one."""
    return next(day for day in occurrences(anchor, cadence, free, after) if day > after)


def belongs(anchor: date, cadence: str | None, day: date, free: AbstractSet[date]) -> bool:
    """Whether a day is one of the cadence's."""
    return cadence is not None and following(anchor, cadence, day - relativedelta(days=1), free) == day


def passed(anchor: date, cadence: str | None, due: date, today: date, free: AbstractSet[date]) -> list[date]:
    """The days that have passed unanswered, `due` first: the question is asked once, and names them all.

    A day has passed the day after; on the day itself nothing is overdue.
    """
    if cadence is None:
        return [due] if due < today else []
    days = takewhile(lambda day: day < today, occurrences(anchor, cadence, free, today))
    return [due, *(day for day in days if day > due)] if due < today else []


def nth_missed(anchor: date, cadence: str | None, due: date, number: int, free: AbstractSet[date]) -> date:
    """The day that is missed as the `number`th (from 1) while one question stands unanswered."""
    for _ in range(number - 1):
        due = (following(anchor, cadence, due, free) if cadence else None) or due
    return due


def is_overdue(state: str, due: date, today: date) -> bool:
    """Overdue starts the day after."""
    return state in OPEN and due < today


@dataclass(frozen=True)
class Past:
    """What counts of one occurrence."""

    outcome: str | None
    missed: int
    moved: int


def in_a_row(newest_first: Iterable[Past]) -> int:
    """How many times in a row it was missed, moved later or answered "not".

    Kept and partly kept begin anew. Within one occurrence every move counts, and so does every day of a cadence that
    passed unanswered; a missed one that is answered "not" later counts once.
    """
    total = 0
    for past in newest_first:
        if past.outcome in (Outcome.KEPT, Outcome.PARTLY):
            break
        total += past.moved + max(past.missed, int(past.outcome == Outcome.NOT))
    return total


def rhythm(cadence: str | None, anchor: date) -> str | None:
    """A cadence as it is kept: one by name, a rule of one's own that can be followed from a day, or none."""
    if is_own(cadence):
        return own_rule(cadence or "", anchor)
    if cadence is not None and cadence not in CADENCES:
        raise RuleBroken(N_("Choose how often it is followed up"), field="cadence")
    return cadence


def schedule(cadence: str | None, first: date, today: date, owners: Iterable[object]) -> None:
    """A known cadence, a day that has not passed, somebody to ask."""
    rhythm(cadence, first)
    if not list(owners):
        raise RuleBroken(N_("Choose who follows it up"), field="owners")
    if first < today:
        raise RuleBroken(N_("Choose a day from today on"), field="due")
    _not_too_far(first, today, "due")


def words(about: str, written: str) -> None:
    """Words about what is confidential are sealed by whoever keeps it, and never stand here."""
    if written and about in CONFIDENTIAL:
        raise NotFound


def answer(state: str, outcome: str, next_day: date | None, today: date) -> None:
    """What is open can be answered, also before its day; the next day lies ahead."""
    _open(state)
    if outcome not in set(Outcome):
        raise RuleBroken(N_("Choose kept, partly or not"), field="outcome")
    if next_day is not None:
        if next_day <= today:
            raise RuleBroken(N_("Choose a day after today"), field="next_day")
        _not_too_far(next_day, today, "next_day")


def move(state: str, due: date, to: date, today: date) -> None:
    """What is open can be moved, to another day ahead."""
    _open(state)
    if to <= today:
        raise RuleBroken(N_("Choose a day after today"), field="to_day")
    if to == due:
        raise RuleBroken(N_("It is on that day already"), field="to_day")
    _not_too_far(to, today, "to_day")


def take_back(*, is_mine: bool, following: str | None) -> None:
    """An answer of one's own of today, where nothing has come of it yet."""
    if not is_mine:
        raise RuleBroken(N_("An answer can only be taken back the same day, by whoever gave it"))
    if following not in (None, State.PLANNED):
        raise RuleBroken(N_("The next follow-up has been asked about or answered already"))


def change(state: str) -> None:
    """What is open can be handed over and closed."""
    _open(state)


def _open(state: str) -> None:
    if state not in OPEN:
        raise RuleBroken(N_("This follow-up has been answered or closed already"))


def _not_too_far(day: date, today: date, field: str) -> None:
    if day > today + FARTHEST:
        raise RuleBroken(N_("Choose a day within two years"), field=field)
