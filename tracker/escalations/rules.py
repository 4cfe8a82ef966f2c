"""The decisions about an escalation (domain §8)."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import after_working_days, at_local, is_working_day

MORNING = time(8)
REMIND_AT = 0.8
"""the receivers are reminded when four fifths of the limit have passed: after working day 4 of 5, and 16 of 20"""


class State(StrEnum):
    """Where an escalation stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.RAISED, State.ACKNOWLEDGED, State.ASKED_BACK})
PART = "LP"
"""who leads the part of the organisation that the group belongs to, and so owns that part's own plan"""
CHAINS: dict[str, list[str]] = {"NL": ["NL", "TM"], PART: [PART, "TM"], "HR": ["HR", "TM"], "TM": ["TM"]}
"""the roles of the chain, by whom it is addressed to; fixed when it starts"""
ANSWERS = ("plan", "handled", "returned")


@dataclass(frozen=True)
class Draft:
    """What a group sends up, exactly. `addressed` is NL, HR, TM, or LP with the part whose plan it is (`part_id`).

    `concerns_id` is whom in the chain it is about.
    """

    title: str
    wording: str
    ask: str
    addressed: str
    lang: str = "da"
    concerns_id: UUID | None = None
    round_id: UUID | None = None
    statement: str | None = None
    field: int | None = None
    theme_code: str | None = None
    part_id: UUID | None = None


@dataclass(frozen=True)
class Reply:
    """The answer: `by` is the day on which what is taken care of is done, `yourselves` what the group may do itself."""

    kind: str
    text: str
    lang: str = "da"
    by: date | None = None
    yourselves: str = ""


@dataclass(frozen=True)
class Clock:
    """When a level's receivers are reminded, when it has had its time, and the last day that was promised."""

    remind_at: datetime | None
    move_at: datetime
    last_day: date


def clock(start: date, limit: int, free: AbstractSet[date], zone: ZoneInfo) -> Clock:
    """The clock of a limit in working days from the day after `start`; both moments are the next working morning."""

    def morning_after(days: int) -> datetime:
        return at_local(after_working_days(start, days + 1, free), MORNING, zone)

    return Clock(morning_after(int(limit * REMIND_AT)), morning_after(limit), after_working_days(start, limit, free))


def days_left(today: date, last_day: date, free: AbstractSet[date]) -> int:
    """The working days that a clock has left when it is stopped: those after today, and one at least."""
    ahead = (today + timedelta(days=number) for number in range(1, (last_day - today).days + 1))
    return max(1, sum(is_working_day(day, free) for day in ahead))


def clock_again(start: date, left: int, limit: int, free: AbstractSet[date], zone: ZoneInfo) -> Clock:
    """The clock of a limit that stood still with some working days left. Nobody is reminded twice."""
    rest = clock(start, left, free, zone)
    before_reminder = left - (limit - int(limit * REMIND_AT))
    if before_reminder < 0:
        return replace(rest, remind_at=None)
    return replace(rest, remind_at=at_local(after_working_days(start, before_reminder + 1, free), MORNING, zone))


def chain_for(addressed: str) -> list[str]:
    """The chain of roles; RuleBroken for an address there is not."""
    if addressed not in CHAINS:
        raise RuleBroken(N_("Choose who is to answer"), field="addressed")
    return list(CHAINS[addressed])


def acknowledge(state: str) -> None:
    """Only what is new can be acknowledged."""
    if state != State.RAISED:
        raise RuleBroken(N_("This escalation has been acknowledged already, or is closed"))


def answer(state: str, reply: Reply, today: date) -> None:
    """Only what is acknowledged can be answered, in one of three ways, with words and what belongs to each."""
    if state == State.RAISED:
        raise RuleBroken(N_("Acknowledge the escalation before you answer it"))
    if state not in (State.ACKNOWLEDGED, State.ASKED_BACK):
        raise RuleBroken(N_("This escalation has been answered already"))
    if reply.kind not in ANSWERS:
        raise RuleBroken(N_("Choose how the escalation is answered"), field="kind")
    if not reply.text.strip():
        raise RuleBroken(N_("Write the answer to the group"), field="text")
    if reply.by:
        _handled_by(reply.by, today)


def _handled_by(day: date, today: date) -> None:
    if day < today:
        raise RuleBroken(N_("The day cannot be in the past"), field="by")
    if day > today + relativedelta(years=2):
        raise RuleBroken(N_("Choose a day within the next two years"), field="by")


def ask_back(state: str, question: str) -> None:
    """Whoever is to answer may ask the group first; its clock stands still meanwhile."""
    if state != State.ACKNOWLEDGED:
        raise RuleBroken(N_("Acknowledge the escalation before you ask the group"))
    if not question.strip():
        raise RuleBroken(N_("Write what you ask the group"), field="question")


def reply(state: str, text: str) -> None:
    """What was asked is answered once."""
    if state != State.ASKED_BACK:
        raise RuleBroken(N_("Nothing is being asked of the group"))
    if not text.strip():
        raise RuleBroken(N_("Write your reply"), field="reply")


def take_over(state: str) -> None:
    """Somebody has it to take over."""
    if state not in (State.ACKNOWLEDGED, State.ASKED_BACK):
        raise RuleBroken(N_("Nobody has acknowledged the escalation yet, or it has been answered"))


def join(states: Sequence[str], *, about_somebody: bool) -> None:
    """Two or more that are open can be answered as one; never one that concerns somebody in the chain."""
    if len(states) < 2:
        raise RuleBroken(N_("Choose at least two escalations"), field="escalations")
    if about_somebody or not set(states) <= OPEN:
        problem = N_("Only open escalations can be joined, and none that concerns a person")
        raise RuleBroken(problem, field="escalations")


def close(state: str) -> None:
    """Only what is answered can be closed."""
    if state != State.ANSWERED:
        raise RuleBroken(N_("The escalation has not been answered yet"))


def withdraw(state: str) -> None:
    """It can be taken back until somebody has acknowledged it."""
    if state != State.RAISED:
        raise RuleBroken(N_("The escalation has been acknowledged and can no longer be withdrawn"))
