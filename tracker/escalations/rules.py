"""The decisions about an escalation (domain §8)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import after_working_days, at_local

MORNING = time(8)
REMIND_AT = 0.8
"""the receivers are reminded when four fifths of the limit have passed: after working day 4 of 5, and 16 of 20"""


class State(StrEnum):
    """Where an escalation stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.RAISED, State.ACKNOWLEDGED})
CHAINS: dict[str, list[str]] = {"NL": ["NL", "TM"], "HR": ["HR", "TM"], "TM": ["TM"]}
"""the roles of the chain, by whom it is addressed to; fixed when it starts"""
ANSWERS = ("plan", "handled", "returned")


@dataclass(frozen=True)
class Draft:
    """What a group sends up, exactly. `addressed` is NL, HR or TM; `concerns_id` is whom in the chain it is about."""

    title: str
    wording: str
    ask: str
    addressed: str
    lang: str = "da"
    concerns_id: UUID | None = None
    round_id: UUID | None = None
    statement: str | None = None
    field: int | None = None


@dataclass(frozen=True)
class Clock:
    """When a level's receivers are reminded, when it has had its time, and the last day that was promised."""

    remind_at: datetime
    move_at: datetime
    last_day: date


def clock(start: date, limit: int, free: AbstractSet[date], zone: ZoneInfo) -> Clock:
    """The clock of a limit in working days from the day after `start`; both moments are the next working morning."""

    def morning_after(days: int) -> datetime:
        return at_local(after_working_days(start, days + 1, free), MORNING, zone)

    return Clock(morning_after(int(limit * REMIND_AT)), morning_after(limit), after_working_days(start, limit, free))


def chain_for(addressed: str) -> list[str]:
    """The chain of roles; RuleBroken for an address there is not."""
    if addressed not in CHAINS:
        raise RuleBroken(N_("Choose who is to answer"), field="addressed")
    return list(CHAINS[addressed])


def acknowledge(state: str) -> None:
    """Only what is new can be acknowledged."""
    if state != State.RAISED:
        raise RuleBroken(N_("This escalation has been acknowledged already, or is closed"))


def answer(state: str, kind: str, text: str) -> None:
    """Only what is acknowledged can be answered, in one of three ways, with words."""
    if state != State.ACKNOWLEDGED:
        raise RuleBroken(N_("Acknowledge the escalation before you answer it"))
    if kind not in ANSWERS:
        raise RuleBroken(N_("Choose how the escalation is answered"), field="kind")
    if not text.strip():
        raise RuleBroken(N_("Write the answer to the group"), field="text")


def close(state: str) -> None:
    """Only what is answered can be closed."""
    if state != State.ANSWERED:
        raise RuleBroken(N_("The escalation has not been answered yet"))


def withdraw(state: str) -> None:
    """It can be taken back until somebody has acknowledged it."""
    if state != State.RAISED:
        raise RuleBroken(N_("The escalation has been acknowledged and can no longer be withdrawn"))
