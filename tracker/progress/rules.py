"""Decisions about what is told of progress."""

from datetime import date, timedelta

from tracker.kernel.errors import N_, RuleBroken

FEW = 5
"""below this a count of people or of what groups did is not told"""
USUALLY = timedelta(days=91)
"""between two meetings, where nobody says otherwise"""
_LONGEST = timedelta(days=365 * 3)


def told(count: int) -> int | None:
    """A count as it may leave the house: none, or from five on; None for the few between."""
    return count if count == 0 or count >= FEW else None


def since(day: date, today: date) -> date:
    """The day of the last meeting: in the last three years, and not today or later."""
    if day >= today:
        raise RuleBroken(N_("Choose a day before today"), field="fra")
    if day < today - _LONGEST:
        raise RuleBroken(N_("Choose a day within the last three years"), field="fra")
    return day
