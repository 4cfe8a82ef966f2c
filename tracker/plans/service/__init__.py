"""What is done with the plan: begun, prioritised, qualified, published, talked about."""

from tracker.plans.service.card import add_offer, change_offer, move, place, remove_offer, take_off
from tracker.plans.service.joining import join, keep_figures, propose_at_seminar, split
from tracker.plans.service.plan import change_answers, change_frame, start
from tracker.plans.service.publish import publish, talked
from tracker.plans.service.qualify import (
    add_action,
    add_input,
    bring_offers,
    change_action,
    close_action,
    describe,
    drop_action,
    remove_input,
    reopen_action,
)
from tracker.plans.service.themes import assess, choose, leave_outside, propose, put_back, take_escalation

__all__ = [
    "add_action",
    "add_input",
    "add_offer",
    "assess",
    "bring_offers",
    "change_action",
    "change_answers",
    "change_frame",
    "change_offer",
    "choose",
    "close_action",
    "describe",
    "drop_action",
    "join",
    "keep_figures",
    "leave_outside",
    "move",
    "place",
    "propose",
    "propose_at_seminar",
    "publish",
    "put_back",
    "remove_input",
    "remove_offer",
    "reopen_action",
    "split",
    "start",
    "take_escalation",
    "take_off",
    "talked",
]
