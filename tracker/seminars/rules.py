"""The decisions about a seminar (domain §3 A): its states, its dates, and what may be told of ratings."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import before_working_days

MEETING, PERIOD = "meeting", "period"
AUDIENCE = ("LE", "LL", "TM", "HR", "MED")
"""whom one may invite, in the order it is asked"""
LONGEST = timedelta(days=60)
FARTHEST = timedelta(days=366)
REMIND_BEFORE = 2
"""working days before a period closes, when those who have not taken part are reminded, once"""
MORNING = time(9)
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""of short links: none that is read as another"""
CODE_LENGTH = 6


class State(StrEnum):
    """Where a seminar is. At a meeting themes are gathered, then rated; in a period both at once."""

    PLANNED = "planned"
    GATHER = "gather"
    RATE = "rate"
    OPEN = "open"
    CLOSED = "closed"


WAYS: dict[str, dict[str, tuple[State, ...]]] = {
    MEETING: {
        State.PLANNED: (State.GATHER, State.CLOSED),
        State.GATHER: (State.RATE, State.CLOSED),
        State.RATE: (State.GATHER, State.CLOSED),
    },
    PERIOD: {State.PLANNED: (State.OPEN, State.CLOSED), State.OPEN: (State.CLOSED,)},
}
"""where one may go from where. Closed is the end: the figures have been made up"""


def plan(mode: str, opens: date, closes: date | None, audience: Sequence[str], today: date) -> None:
    """A meeting has a day; a period has a first and a last one."""
    if mode not in (MEETING, PERIOD):
        raise RuleBroken(N_("Choose a meeting or a period"), field="mode")
    if not today <= opens <= today + FARTHEST:
        raise RuleBroken(N_("Choose a day within the next year"), field="opens")
    if mode == PERIOD and (closes is None or not opens < closes <= opens + LONGEST):
        raise RuleBroken(N_("A period ends after its first day, and within two months"), field="closes")
    if not audience or not set(audience) <= set(AUDIENCE):
        raise RuleBroken(N_("Choose who is invited"), field="audience")


def go(mode: str, state: str, to: str) -> State:
    """On to another state, or back to one."""
    if state == State.CLOSED:
        raise RuleBroken(N_("The seminar is closed, and its figures are made up. Plan another one to go on"))
    if to not in WAYS[mode].get(state, ()):
        raise RuleBroken(N_("The seminar is somewhere else by now. This is how it stands"))
    return State(to)


def propose(state: str) -> None:
    """Themes are proposed while they are gathered."""
    if state not in (State.GATHER, State.OPEN):
        raise RuleBroken(N_("Themes are not gathered just now. You can propose one on the plan's own page"))


def support(state: str) -> None:
    """Themes are supported while they are gathered."""
    if state not in (State.GATHER, State.OPEN):
        raise RuleBroken(N_("Themes are not gathered just now"))


def rate(state: str) -> None:
    """Themes are rated when they have been gathered, or at any time of a period."""
    if state not in (State.RATE, State.OPEN):
        raise RuleBroken(N_("Themes are not rated just now"))


def join(state: str) -> None:
    """Similar themes are joined as long as the seminar is not closed."""
    if state == State.CLOSED:
        raise RuleBroken(N_("The seminar is closed"))


@dataclass(frozen=True)
class Rating:
    """One person's two answers about a theme, each L or H."""

    importance: str
    success: str

    def __post_init__(self) -> None:
        if not {self.importance, self.success} <= {"L", "H"}:
            raise RuleBroken(N_("Choose both importance and success for a theme, or neither"))

    def packed(self) -> str:
        """As it is sealed: always the same length."""
        return self.importance + self.success

    @classmethod
    def unpacked(cls, text: str) -> "Rating":
        """The answers again."""
        return cls(text[0], text[1])


def remind_on(closes: date, opens: date, free: AbstractSet[date]) -> date:
    """When those who have not taken part are reminded; never before it opens."""
    return max(before_working_days(closes, REMIND_BEFORE, free), opens)
