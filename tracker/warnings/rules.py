"""The catalogue of rules that give early warnings, and the decisions about answering them (domain §7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from tracker.kernel.errors import N_, RuleBroken

MORNING = time(8)
LATER_DAYS = 10
"""working days after which a warning put off comes back"""


@dataclass(frozen=True)
class Rule:
    """What a rule looks at, whom it tells (`told`: GL or HR) and what it offers, in words anybody may read."""

    code: str
    title: str
    looks_at: str
    tells: str
    offers: str
    told: str
    is_on: bool = True


FOLLOWUP_TWICE = "followup.twice"
UNANSWERED = "escalation.unanswered"
CALLED_OFF = "supervision.called_off"
_RULES = (
    Rule(
        FOLLOWUP_TWICE,
        N_("A follow-up missed twice in a row"),
        N_(
            "An agreement in a leadership group whose follow-up was, twice in a row, not answered within five working "
            "days, moved to a later day, or not kept."
        ),
        N_("The leader of the group. Nobody above is told."),
        N_("The support there is, to choose from, to put off or to decline."),
        "GL",
    ),
    Rule(
        UNANSWERED,
        N_("An escalation nobody answers"),
        N_("A group's escalation whose time has run out at the highest level."),
        N_("HR."),
        N_("HR finds somebody who answers, and asks the group what would help until then."),
        "HR",
    ),
    Rule(
        CALLED_OFF,
        N_("Collegial supervision called off twice in a row"),
        N_("A leadership group's collegial supervision that was called off, or was not held, twice in a row."),
        N_("The leader of the group. Nobody above is told."),
        N_("The support there is, to choose from, to put off or to decline."),
        "GL",
    ),
)
RULES = {rule.code: rule for rule in _RULES}


class State(StrEnum):
    """Where a warning stands with the group's leader."""

    NEW = "new"
    SEEN = "seen"
    LATER = "later"
    ACCEPTED = "accepted"
    DECLINED = "declined"


AWAITING = frozenset({State.NEW, State.SEEN})
ANSWERS = frozenset({State.ACCEPTED, State.LATER, State.DECLINED})


def is_sign(in_a_row: int) -> bool:
    """Two missed, moved or not kept in a row are a sign that help is needed; one is not."""
    return in_a_row >= 2


def answer(state: str, choice: str, support: str | None, offered: Collection[str]) -> None:
    """A warning can be answered until an offer was accepted; accepting one says which."""
    if state == State.ACCEPTED:
        raise RuleBroken(N_("You have accepted an offer already"))
    if choice not in ANSWERS:
        raise RuleBroken(N_("Choose one of the three answers"), field="choice")
    if choice == State.ACCEPTED:
        ask(support, offered)


def ask(support: str | None, offered: Collection[str]) -> None:
    """Support is asked for by its code."""
    if support not in offered:
        raise RuleBroken(N_("Choose what kind of support"), field="support")
