"""The catalogue of rules that give early warnings, and the decisions about answering them (domain §7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from tracker.kernel.errors import N_, RuleBroken

MORNING = time(8)
LATER_DAYS = 10
"""working days after which a warning put off comes back, once"""
GROUPS_LEADER, HR, BOTH, NEAREST = "GL", "HR", "BOTH", "NL"
"""whom a rule tells: the group's leader, HR, each of two by themselves, or the nearest leader"""


@dataclass(frozen=True)
class Dial:
    """A number of a rule that HR sets: what it counts, where it stands at first, and how far it goes."""

    counts: str
    at: int
    least: int
    most: int


@dataclass(frozen=True)
class Rule:
    """What a rule looks at, whom it tells and what it offers, in words anybody may read; `%(number)s` is its dial."""

    code: str
    title: str
    looks_at: str
    tells: str
    offers: str
    told: str
    dial: Dial | None = None
    is_on: bool = True

    @property
    def of_two(self) -> bool:
        """Whether it is about a leader and the nearest leader, and not about a group."""
        return self.told in (BOTH, NEAREST)


FOLLOWUP_TWICE = "followup.twice"
UNANSWERED = "escalation.unanswered"
CALLED_OFF = "supervision.called_off"
SLIDES = "card.slides"
SAFETY = "card.safety"
QUIET = "dialogue.quiet"
NEW_LEADER = "leader.new"
OF_CARDS = frozenset({SLIDES, SAFETY})
"""what is looked at when a group's round has been held"""
_THE_LEADER = N_("The leader of the group. Nobody above is told.")
_CHOICE = N_("The support there is, to choose from, to put off or to decline.")
_RULES = (
    Rule(
        FOLLOWUP_TWICE,
        N_("A follow-up missed again and again"),
        N_(
            "An agreement in a leadership group whose follow-up was, %(number)s times in a row, not answered within "
            "five working days, moved to a later day, or not kept."
        ),
        _THE_LEADER,
        _CHOICE,
        GROUPS_LEADER,
        Dial(N_("times in a row"), 2, 2, 5),
    ),
    Rule(
        UNANSWERED,
        N_("An escalation nobody answers"),
        N_("A group's escalation whose time has run out at the highest level."),
        N_("HR."),
        N_("HR finds somebody who answers, and asks the group what would help until then."),
        HR,
    ),
    Rule(
        SLIDES,
        N_("A group's card slides to the left"),
        N_(
            "A leadership group has held its round, and at least %(number)s statements stand further to the left on "
            "its card than in the round before, and more of them than moved to the right."
        ),
        _THE_LEADER,
        _CHOICE,
        GROUPS_LEADER,
        Dial(N_("statements"), 3, 1, 10),
    ),
    Rule(
        SAFETY,
        N_("Psychological safety is important and works less well"),
        N_("A leadership group has held its round, and psychological safety (5C) stands in field 1 of its card."),
        _THE_LEADER,
        N_("Signs of a safe and an unsafe group to talk about, and the support there is."),
        GROUPS_LEADER,
    ),
    Rule(
        QUIET,
        N_("Two who have not talked for long"),
        N_(
            "A leader and the nearest leader who have had dialogues with each other, had none for %(number)s weeks, "
            "and have set no new one."
        ),
        N_("The two, each of them alone. Nobody else is told."),
        N_("To set a day; and the support there is."),
        BOTH,
        Dial(N_("weeks"), 12, 4, 52),
    ),
    Rule(
        NEW_LEADER,
        N_("A new leader who has not been received"),
        N_(
            "Somebody came new into a leadership group %(number)s weeks ago, and has had or set no dialogue with the "
            "nearest leader since."
        ),
        N_("The nearest leader, who receives the new one. Nobody else is told."),
        N_("To set a day, and what the plan says of receiving new leaders."),
        NEAREST,
        Dial(N_("weeks"), 4, 2, 26),
    ),
    Rule(
        CALLED_OFF,
        N_("Collegial supervision called off again and again"),
        N_("A leadership group's collegial supervision that was called off, or not held, %(number)s times in a row."),
        _THE_LEADER,
        _CHOICE,
        GROUPS_LEADER,
        Dial(N_("times in a row"), 2, 2, 5),
    ),
)
RULES = {rule.code: rule for rule in _RULES}
NEW_FOR = timedelta(weeks=8)
"""so much longer somebody counts as new; after that the rule looks no more"""


class State(StrEnum):
    """Where a warning stands with whoever it was told to."""

    NEW = "new"
    SEEN = "seen"
    LATER = "later"
    ACCEPTED = "accepted"
    DECLINED = "declined"


AWAITING = frozenset({State.NEW, State.SEEN})
ANSWERS = frozenset({State.ACCEPTED, State.LATER, State.DECLINED})


def is_sign(in_a_row: int, number: int) -> bool:
    """So many missed, moved or not kept in a row are a sign that help is needed; fewer are not."""
    return in_a_row >= number


def slides(moves: Collection[str | None], number: int) -> bool:
    """Whether a card slides: so many statements or more moved to the left, and more than to the right."""
    left, right = (sum(1 for one in moves if one == way) for way in ("left", "right"))
    return left >= number and left > right


def is_unsafe(fields: Mapping[str, int | None]) -> bool:
    """Psychological safety stands in field 1: important, and works less well."""
    return fields.get("5C") == 1


def dial(rule: Rule, number: int | None) -> None:
    """A number within what the rule knows; none for a rule that has none."""
    if rule.dial is None:
        if number is not None:
            raise RuleBroken(N_("This rule has no number"))
    elif number is None or not rule.dial.least <= number <= rule.dial.most:
        least, most = rule.dial.least, rule.dial.most
        raise RuleBroken(N_("Choose a number from %(least)s to %(most)s"), least=least, most=most, field="number")


def answer(state: str, choice: str, support: str | None, offered: Collection[str], *, names_one: bool = True) -> None:
    """A warning can be answered until an offer was accepted; accepting one says which, where there are several."""
    if state == State.ACCEPTED:
        raise RuleBroken(N_("You have accepted an offer already"))
    if choice not in ANSWERS:
        raise RuleBroken(N_("Choose one of the three answers"), field="choice")
    if choice == State.ACCEPTED and names_one:
        ask(support, offered)


def put_off(choice: str, *, came_back: bool) -> None:
    """Later is asked again once; after that nobody asks any more."""
    if choice == State.LATER and came_back:
        raise RuleBroken(N_("You have been asked twice. You can always ask for support by yourself"), field="choice")


def ask(support: str | None, offered: Collection[str]) -> None:
    """Support is asked for by its code."""
    if support not in offered:
        raise RuleBroken(N_("Choose what kind of support"), field="support")
