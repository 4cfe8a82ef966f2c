"""What is done in a round, by the group's leader and by each who prepares."""

from tracker.rounds.service.agreeing import Stock, Wording, agree, close_agreement, take_stock
from tracker.rounds.service.inviting import ask_facilitator, invite, release_facilitator
from tracker.rounds.service.meeting import choose, close, go_to, hold, write
from tracker.rounds.service.moving import move, undo
from tracker.rounds.service.planning import Frame, cancel, edit, forget, plan, remind
from tracker.rounds.service.preparing import finish, save_answer
from tracker.rounds.service.publishing import publish

__all__ = [
    "Frame",
    "Stock",
    "Wording",
    "agree",
    "ask_facilitator",
    "cancel",
    "choose",
    "close",
    "close_agreement",
    "edit",
    "finish",
    "forget",
    "go_to",
    "hold",
    "invite",
    "move",
    "plan",
    "publish",
    "release_facilitator",
    "remind",
    "save_answer",
    "take_stock",
    "undo",
    "write",
]
