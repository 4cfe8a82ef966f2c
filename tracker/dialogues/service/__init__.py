"""What is done with tool 1."""

from tracker.dialogues.service.agreeing import agree, answer, close_agreement, close_followup, edit_agreement, move
from tracker.dialogues.service.asking import ask_group, end_request, offer
from tracker.dialogues.service.private import (
    add_promise,
    check_in,
    close_promise,
    delete_promise,
    edit_promise,
    forget_checkin,
    forget_notes,
    save_note,
)
from tracker.dialogues.service.sharing import share_checkin, shared_with, unshare
from tracker.dialogues.service.talking import (
    add_topic,
    bring,
    call_off,
    delete_topic,
    edit_topic,
    end_what_is_over,
    hold,
    near,
    reschedule,
    set_dialogue,
    take_back,
)

__all__ = [
    "add_promise",
    "add_topic",
    "agree",
    "answer",
    "ask_group",
    "bring",
    "call_off",
    "check_in",
    "close_agreement",
    "close_followup",
    "close_promise",
    "delete_promise",
    "delete_topic",
    "edit_agreement",
    "edit_promise",
    "edit_topic",
    "end_request",
    "end_what_is_over",
    "forget_checkin",
    "forget_notes",
    "hold",
    "move",
    "near",
    "offer",
    "reschedule",
    "save_note",
    "set_dialogue",
    "share_checkin",
    "shared_with",
    "take_back",
    "unshare",
]
