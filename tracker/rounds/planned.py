"""What is decided when a round is planned: its statements, its length, its facilitator, and that it is called off."""

from collections.abc import Collection
from datetime import date, timedelta

from tracker.kernel.errors import N_, RuleBroken
from tracker.rounds.rules import State

FEWEST_STATEMENTS = 5
"""a selection of fewer leaves too little to choose from"""
SHORTEST, LONGEST = 30, 480
"""minutes of a meeting"""
KEPT_AFTER_CANCELLING = timedelta(days=30)
"""so long one can read one's own answers of a round that was called off"""


def select(codes: Collection[str], known: Collection[str]) -> list[str] | None:
    """The statements of a round in the catalogue's order; None for all of them."""
    chosen = [code for code in known if code in codes]
    if len(chosen) == len(known):
        return None
    if len(chosen) < FEWEST_STATEMENTS:
        raise RuleBroken(N_("Choose at least %(least)s statements"), field="statements", least=FEWEST_STATEMENTS)
    return chosen


def change_statements(old: list[str] | None, new: list[str] | None, *, locked: bool) -> None:
    """Whoever has answered did so among these statements."""
    if locked and old != new:
        raise RuleBroken(N_("The statements cannot be changed once somebody has answered"), field="statements")


def last(minutes: int) -> None:
    """How long a meeting can be."""
    if not SHORTEST <= minutes <= LONGEST:
        raise RuleBroken(N_("A meeting lasts between half an hour and eight hours"), field="minutes")


def cancel(state: str) -> None:
    """A round can be called off until its card is made."""
    if state == State.CANCELLED:
        raise RuleBroken(N_("The round has been called off already"))
    if state != State.PLANNED:
        raise RuleBroken(N_("The card has been made, so the round cannot be called off any more"))


def ask_to_facilitate(state: str, person: object, members: Collection[object]) -> None:
    """Somebody from outside the group, for a round that is not over."""
    if state not in (State.PLANNED, State.CLOSED):
        raise RuleBroken(N_("The round is over"))
    if person in members:
        raise RuleBroken(N_("A facilitator is somebody from outside the group"), field="email")


def facilitates_until(meeting: date) -> date:
    """A facilitator's last day: the day after the meeting."""
    return meeting + timedelta(days=1)
