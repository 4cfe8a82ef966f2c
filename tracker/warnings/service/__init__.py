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
from tracker.warnings.service.setting import switch
from tracker.warnings.service.support import ask, offers, to_ask, withdraw
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
    "COME_BACK",
    "LOOK",
    "answer",
    "answer_personally",
    "ask",
    "audience",
    "come_back",
    "come_back_personally",
    "end",
    "end_all",
    "end_between",
    "look",
    "offers",
    "see",
    "see_personally",
    "see_to_it",
    "switch",
    "to_ask",
    "told_of",
    "warn",
    "warn_person",
    "withdraw",
]
