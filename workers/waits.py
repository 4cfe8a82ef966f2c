"""How long to wait before a delivery is tried again, and when it is given up. Technical time."""

from datetime import timedelta
from random import Random
from uuid import UUID

OUTSIDE_MINUTES = (1, 2, 5, 10, 15, 30)
"""for effects on the outside, per recipient; afterwards the last, spread, again and again"""
SPREAD = 0.2
INSIDE_SECONDS = (0, 1, 5, 30, 60)
"""for reactions, which meet only our own database, and other reactions at the same rows"""
SUSPECT = timedelta(seconds=1)
"""for what may have killed its worker, while another such is tried"""
UNKNOWN = timedelta(minutes=1)
"""for what only a newer process knows"""
GIVE_UP_AFTER = timedelta(days=7)
"""since it first failed by itself: waiting for somebody's leave or for a mail server that is away is not failing"""


def outside(delivery_id: UUID, attempts: int) -> timedelta:
    """The wait after so many attempts. Spread by the delivery itself, so that a backlog does not come in one wave."""
    if attempts <= len(OUTSIDE_MINUTES):
        return timedelta(minutes=OUTSIDE_MINUTES[attempts - 1])
    spread = Random(f"{delivery_id}/{attempts}").uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - no secret
    return timedelta(minutes=OUTSIDE_MINUTES[-1]) * spread


def inside(attempts: int) -> timedelta:
    """The same for a reaction."""
    return timedelta(seconds=INSIDE_SECONDS[min(attempts, len(INSIDE_SECONDS)) - 1])
