"""What is done with the plan: begun, prioritised, qualified, published, talked about."""

from tracker.plans.service.card import add_offer, change_offer, move, place, remove_offer, take_off
from tracker.plans.service.following import close_action, reopen_action, say, say_effect
from tracker.plans.service.hearing import answer, comment, move_deadline, open_hearing, reword
from tracker.plans.service.inputs import (
    add_input,
    ask_to_qualify,
    attach,
    detach,
    release_qualifier,
    remove_input,
)
from tracker.plans.service.joining import join, propose_at_seminar, split
from tracker.plans.service.local import pass_up, take_up
from tracker.plans.service.opening import close_again, open_to_all
from tracker.plans.service.plan import change_answers, change_frame, start
from tracker.plans.service.publish import publish, talked
from tracker.plans.service.qualify import (
    add_action,
    bring_offers,
    change_action,
    describe,
    drop_action,
)
from tracker.plans.service.roadmap import change_template
from tracker.plans.service.themes import assess, choose, leave_outside, propose, put_back, take_escalation

__all__ = [
    "add_action",
    "add_input",
    "add_offer",
    "answer",
    "ask_to_qualify",
    "assess",
    "attach",
    "bring_offers",
    "change_action",
    "change_answers",
    "change_frame",
    "change_offer",
    "change_template",
    "choose",
    "close_action",
    "close_again",
    "comment",
    "describe",
    "detach",
    "drop_action",
    "join",
    "leave_outside",
    "move",
    "move_deadline",
    "open_hearing",
    "open_to_all",
    "pass_up",
    "place",
    "propose",
    "propose_at_seminar",
    "publish",
    "put_back",
    "release_qualifier",
    "remove_input",
    "remove_offer",
    "reopen_action",
    "reword",
    "say",
    "say_effect",
    "split",
    "start",
    "take_escalation",
    "take_off",
    "take_up",
    "talked",
]
