"""The decisions of a round (domain §4): when one can prepare, how answers become a card, what is chosen and agreed."""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tracker.kernel import figures
from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.worktime import at_local, before_working_days

MORNING = time(8)
REMIND_BEFORE = 3
"""working days before the meeting on which those who are not ready are reminded"""
MOST_CHOSEN = 3
FIELDS = (1, 2, 3, 4)
IMPORTANT, SUCCEEDS = (1, 2), (2, 3)
"""the upper fields, and those to the right"""
SPLIT_FROM = 1 / 3
"""from this share of dissent on a statement counts as split"""


SUCCEEDS_OF, IMPORTANT_OF = "rounds.{}.succeeds", "rounds.{}.important"
"""the codes of the two questions to a statement, as figures know them"""


def statement_of(question: str) -> str:
    """The statement a question is about."""
    return question.split(".")[1]


class State(StrEnum):
    """Where a round stands."""

    PLANNED = "planned"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How the group sees its answers: said beforehand and locked by the first answer."""

    OPEN = "open"
    FROM_FIVE = "from_five"


LEAST = {Mode.OPEN: 2, Mode.FROM_FIVE: figures.LEAST}
"""how many answers to a statement it takes before any are shown; one alone would be a person's answer, not a group's"""


class AgreementState(StrEnum):
    """Where an agreement stands."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Ratings:
    """One person's two answers to one statement, each L or H."""

    succeeds: str
    important: str

    def __post_init__(self) -> None:
        if not {self.succeeds, self.important} <= {"L", "H"}:
            raise RuleBroken(N_("Choose L or H for both"))

    def packed(self) -> str:
        """As it is sealed: always the same length."""
        return self.succeeds + self.important

    @classmethod
    def unpacked(cls, text: str) -> "Ratings":
        """The answers again."""
        return cls(text[0], text[1])


@dataclass(frozen=True)
class Counts:
    """How a group's answers to one statement fall."""

    succeeds_high: int
    succeeds_low: int
    important_high: int
    important_low: int

    @property
    def answers(self) -> int:
        """How many answered."""
        return self.succeeds_high + self.succeeds_low

    @property
    def dissent(self) -> tuple[float, float]:
        """The smaller side's share, for success and for importance: 0 where all agree, a half where it is even."""
        return (
            min(self.succeeds_high, self.succeeds_low) / self.answers,
            min(self.important_high, self.important_low) / self.answers,
        )


def plan(day: date, today: date) -> None:
    """A round is planned for today or later, within two years."""
    _within_two_years(day, today, "day", N_("The meeting cannot be in the past"))


def change_mode(old: str, new: str, *, locked: bool) -> None:
    """Whoever has answered did so on a promise of how it is shown."""
    if locked and old != new:
        raise RuleBroken(N_("How answers are shown cannot be changed once somebody has answered"), field="show_mode")


def remind_at(day: date, free: AbstractSet[date], zone: ZoneInfo) -> datetime:
    """When those who are not ready are reminded."""
    return at_local(before_working_days(day, REMIND_BEFORE, free), MORNING, zone)


def prepare(state: str) -> None:
    """One can prepare until the preparation is closed, also late."""
    if state == State.CANCELLED:
        raise RuleBroken(N_("The round has been called off"))
    if state != State.PLANNED:
        raise RuleBroken(N_("The preparation is closed"))


def close(state: str) -> None:
    """The preparation is closed once."""
    if state == State.CANCELLED:
        raise RuleBroken(N_("The round has been called off"))
    if state != State.PLANNED:
        raise RuleBroken(N_("The preparation is closed already"))


def count(ratings: Collection[Ratings], mode: str) -> Counts | None:
    """The distribution, or None where it takes more answers before any are shown."""
    if len(ratings) < LEAST[Mode(mode)]:
        return None
    succeeds = sum(each.succeeds == "H" for each in ratings)
    important = sum(each.important == "H" for each in ratings)
    return Counts(succeeds, len(ratings) - succeeds, important, len(ratings) - important)


def placed(counts: Counts | None) -> int | None:
    """The field of the majority. A tie goes up and to the left: to where a statement gets more attention."""
    if counts is None:
        return None
    important = counts.important_high >= counts.important_low
    succeeds = counts.succeeds_high > counts.succeeds_low
    if important:
        return 2 if succeeds else 1
    return 3 if succeeds else 4


def unity(counts: Counts | None) -> str | None:
    """`agree`, `mostly` or `split`; None where nothing is shown."""
    if counts is None:
        return None
    most = max(counts.dissent)
    if most == 0:
        return "agree"
    return "split" if most >= SPLIT_FROM else "mostly"


def widest(found: Mapping[str, Counts | None]) -> str | None:
    """The statement a group disagrees on most over both questions: the first of equals, None where all agree."""
    spread = {code: sum(counts.dissent) for code, counts in found.items() if counts}
    most = max(spread.values(), default=0)
    return next((code for code, value in spread.items() if value == most), None) if most else None


def direction(was: int | None, now: int | None) -> str | None:
    """How a statement moved on the card: to the `right` or `left`, or only `up` or `down`; None where it stayed."""
    if was is None or now is None or was == now:
        return None
    across = (now in SUCCEEDS) - (was in SUCCEEDS)
    if across:
        return "right" if across > 0 else "left"
    return "up" if now in IMPORTANT else "down"


def move(state: str, field: int) -> None:
    """The card can be worked on from the close until the round is held."""
    _at_the_table(state)
    if field not in FIELDS:
        raise RuleBroken(N_("Choose one of the four fields"), field="field")


def choose(state: str, codes: Collection[str], written: Iterable[str]) -> None:
    """One to three statements; one that has been written about is not dropped."""
    _at_the_table(state)
    if not codes:
        raise RuleBroken(N_("Choose at least one statement"), field="statements")
    if len(codes) > MOST_CHOSEN:
        raise RuleBroken(N_("Choose at most three statements"), field="statements")
    if lost := sorted(set(written) - set(codes)):
        raise RuleBroken(
            N_("You have written about %(code)s. Empty its three answers first, if you want to drop it."),
            field="statements",
            code=lost[0],
        )


def write(state: str) -> None:
    """What a chosen statement means can be written from the close until the round is held."""
    _at_the_table(state)


def agree(state: str, owners: Collection[object], members: Collection[object], first: date, today: date) -> None:
    """An agreement is made after the close, by people of the group, with a day to look at it again."""
    if state == State.CANCELLED:
        raise RuleBroken(N_("The round has been called off"))
    if state == State.PLANNED:
        raise RuleBroken(N_("Close the preparation first"))
    if not owners or not set(owners) <= set(members):
        raise RuleBroken(N_("Choose who in the group takes care of it"), field="owners")
    _within_two_years(first, today, "first", N_("The first follow-up cannot be in the past"))


def close_agreement(state: str) -> None:
    """Closed once."""
    if state != AgreementState.OPEN:
        raise RuleBroken(N_("The agreement is closed already"))


def hold(state: str, next_talk: date, today: date) -> None:
    """A round ends when the group has said when it talks again."""
    _at_the_table(state)
    if next_talk <= today:
        raise RuleBroken(N_("Choose a day after today"), field="next_talk")
    _within_two_years(next_talk, today, "next_talk", "")


def _at_the_table(state: str) -> None:
    if state == State.CANCELLED:
        raise RuleBroken(N_("The round has been called off"))
    if state == State.PLANNED:
        raise RuleBroken(N_("Close the preparation first"))
    if state == State.HELD:
        raise RuleBroken(N_("The round has been held and can no longer be changed"))


def _within_two_years(day: date, today: date, field: str, past: str) -> None:
    if day < today:
        raise RuleBroken(past, field=field)
    if day > today + relativedelta(years=2):
        raise RuleBroken(N_("Choose a day within the next two years"), field=field)
