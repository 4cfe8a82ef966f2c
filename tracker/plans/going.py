"""How an action goes: what can be said of it, and when it is asked about again (domain §§9, 12)."""

from datetime import date, timedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.plans.rules import Status

YES, PARTLY, NOT = "yes", "partly", "not"
EFFECTS = (YES, PARTLY, NOT)
QUARTER = timedelta(weeks=13)
"""the longest an owner goes unasked; also from done until it is asked whether it worked"""
SOON = timedelta(weeks=4)
"""until what is past its day is asked about again"""


def first_asked(due: date, status_day: date, today: date) -> date:
    """On its own day, or on the plan's status before that."""
    return status_day if today < status_day < due else max(due, today)


def asked_again(due: date | None, status_day: date, today: date) -> date:
    """The nearest of its own day, the plan's status and a quarter from now; soon, where its day has passed."""
    if due is None or due <= today:
        return today + SOON
    return min(day for day in (due, status_day, today + QUARTER) if day > today)


def effect_asked_again(effect: str, ends: date, today: date) -> date | None:
    """What has not worked yet is asked about again, as long as the plan lasts."""
    again = today + QUARTER
    return again if effect != YES and again <= ends else None


def say(state: str, said: str) -> None:
    """Of what is open one says one of four things."""
    if state != "open":
        raise RuleBroken(N_("It has been said already that the action is done or stopped"))
    if said not in set(Status):
        raise RuleBroken(N_("Choose how it goes"), field="said")


def say_effect(state: str, effect: str) -> None:
    """Whether it worked is said of what is done."""
    if state != Status.DONE:
        raise RuleBroken(N_("Only of what is done one can say whether it worked"))
    if effect not in EFFECTS:
        raise RuleBroken(N_("Choose whether it worked"), field="said")
