"""The meeting's agenda (domain §4): its steps, what was agreed last time first, and their times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.recurrence import CADENCES, is_own, nominal
from tracker.rounds.rules import State, close_agreement

ROUNDED = 5
EFFECT_AFTER = relativedelta(months=3)
"""when a group is asked whether what it did had the effect, unless it chooses another day"""

MONTH = relativedelta(months=1)


class Step(StrEnum):
    """How far the meeting is."""

    BEFORE = "before"
    CARD = "card"
    CHOOSE = "choose"
    AGREE = "agree"
    ESCALATE = "escalate"
    NEXT = "next"


SHARES = {Step.BEFORE: 15, Step.CARD: 40, Step.CHOOSE: 20, Step.AGREE: 25, Step.ESCALATE: 10, Step.NEXT: 10}
"""each step's part of the meeting, of 120"""


@dataclass(frozen=True)
class Item:
    """A step of the agenda, and when it is planned."""

    step: Step
    starts: datetime
    ends: datetime


def agenda(starts: datetime, minutes: int) -> Iterator[Item]:
    """The steps of a meeting, each beginning where the one before ends, in whole five minutes."""
    whole, passed, begins = sum(SHARES.values()), 0, starts
    for step, share in SHARES.items():
        passed += share
        part = minutes * passed / whole
        at = minutes if passed == whole else round(part / ROUNDED) * ROUNDED
        ends = starts + timedelta(minutes=at)
        yield Item(step, begins, ends)
        begins = ends


def current(state: str, step: str | None) -> Step:
    """Where the meeting is: at its first step until somebody says otherwise."""
    if state == State.PLANNED or not step:
        return Step.BEFORE
    return Step(step)


def go_to(state: str, step: str) -> Step:
    """The leader says where the meeting is; the card comes with the close of the preparation."""
    if step not in set(Step):
        raise RuleBroken(N_("Choose a step of the meeting"), field="step")
    if state not in (State.PLANNED, State.CLOSED):
        raise RuleBroken(N_("The round is over"))
    if state == State.PLANNED and step != Step.BEFORE:
        raise RuleBroken(N_("Close the preparation first"))
    return Step(step)


def take_stock(state: str, next_day: date | None, today: date) -> None:
    """Of what is still open; what goes on is looked at again on a day to come."""
    close_agreement(state)
    if next_day is not None and next_day <= today:
        raise RuleBroken(N_("Choose a day after today"), field="next_day")


def again(cadence: str | None, first: date, today: date) -> date:
    """When something is looked at again, where the group does not say: by its own cadence, or in a month."""
    if cadence and is_own(cadence):
        return next((day for day in nominal(first, cadence, today) if day > today), today + MONTH)
    return today + CADENCES.get(cadence or "", MONTH)


def still(cadence: str | None, day: date) -> str | None:
    """The cadence from a day on, unless it is a rule that has come to its end."""
    if cadence and is_own(cadence):
        return cadence if any(one > day for one in nominal(day, cadence, day)) else None
    return cadence


def ask_for_effect(day: date | None, today: date) -> None:
    """A group may be asked later whether an agreement had its effect: within two years."""
    if day is None:
        return
    if day <= today:
        raise RuleBroken(N_("Choose a day after today"), field="effect_on")
    if day > today + relativedelta(years=2):
        raise RuleBroken(N_("Choose a day within the next two years"), field="effect_on")
