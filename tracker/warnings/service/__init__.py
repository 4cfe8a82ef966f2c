"""What is done with early warnings and with requests for support."""

from tracker.warnings.service.groups import (
    answer,
    audience,
    come_back,
    end,
    end_all,
    see,
    warn,
)
from tracker.warnings.service.looking import LOOK, look, see_to_it
from tracker.warnings.service.noticing import noticed_by, remove_note, write_to
from tracker.warnings.service.offering import answer_offer, offer_again, offer_support, offered_to
from tracker.warnings.service.setting import switch
from tracker.warnings.service.support import AGAIN, ask, offers, to_ask, withdraw
from tracker.warnings.service.two import (
    COME_BACK,
    answer_personally,
    come_back_personally,
    end_between,
    see_personally,
    told_of,
    warn_person,
)

__all__ = [
    "AGAIN",
    "COME_BACK",
    "LOOK",
    "answer",
    "answer_offer",
    "answer_personally",
    "ask",
    "audience",
    "come_back",
    "come_back_personally",
    "end",
    "end_all",
    "end_between",
    "look",
    "noticed_by",
    "offer_again",
    "offer_support",
    "offered_to",
    "offers",
    "remove_note",
    "see",
    "see_personally",
    "see_to_it",
    "switch",
    "to_ask",
    "told_of",
    "warn",
    "warn_person",
    "withdraw",
    "write_to",
]
