"""What is done with a group's collegial supervision."""

from tracker.supervision.service.framing import (
    What,
    ask_facilitator,
    describe,
    describe_again,
    forget_method,
    release_facilitator,
    set_up,
    stop,
)
from tracker.supervision.service.passing import over
from tracker.supervision.service.sessions import agree_parts, call_off, focus_of, go, hold, lengthen, move, near
from tracker.supervision.service.turning import give_back, keep, offer, take_next, take_offered

__all__ = [
    "What",
    "agree_parts",
    "ask_facilitator",
    "call_off",
    "describe",
    "describe_again",
    "focus_of",
    "forget_method",
    "give_back",
    "go",
    "hold",
    "keep",
    "lengthen",
    "move",
    "near",
    "offer",
    "over",
    "release_facilitator",
    "set_up",
    "stop",
    "take_next",
    "take_offered",
]
