"""Reads of seminars, scoped to the person who asks."""

from tracker.seminars.queries.access import Seat, by_code, may_plan, plan_of, seat, standing_one
from tracker.seminars.queries.inviting import audience, invited, told, waiting
from tracker.seminars.queries.live import SAYS, Pulse, Wall, my_ratings, pulse, wall

__all__ = [
    "SAYS",
    "Pulse",
    "Seat",
    "Wall",
    "audience",
    "by_code",
    "invited",
    "may_plan",
    "my_ratings",
    "plan_of",
    "pulse",
    "seat",
    "standing_one",
    "told",
    "waiting",
    "wall",
]
