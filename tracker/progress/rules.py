"""Decisions about what is told of progress."""

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
