"""What is done in a round, by the group's leader and by each who prepares."""

from tracker.rounds.service.agreeing import Wording, agree, close_agreement
from tracker.rounds.service.meeting import choose, close, hold, move, write
from tracker.rounds.service.planning import edit, plan, remind
from tracker.rounds.service.preparing import finish, save_answer

__all__ = [
    "Wording",
    "agree",
    "choose",
    "close",
    "close_agreement",
    "edit",
    "finish",
    "hold",
    "move",
    "plan",
    "remind",
    "save_answer",
    "write",
]
