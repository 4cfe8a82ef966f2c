"""What is done at a seminar: planned, steered, taken part in, closed."""

from tracker.seminars.service.planning import Frame, change, plan
from tracker.seminars.service.steering import close_in_time, go, join, nears, open_in_time, split
from tracker.seminars.service.taking_part import propose, rate, support, withdraw_support

__all__ = [
    "Frame",
    "change",
    "close_in_time",
    "go",
    "join",
    "nears",
    "open_in_time",
    "plan",
    "propose",
    "rate",
    "split",
    "support",
    "withdraw_support",
]
