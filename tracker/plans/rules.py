"""The decisions about a plan (domain §3)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.kernel.errors import N_, RuleBroken

RECOMMENDED, ADVISED_MOST = 2, 5
"""two themes is the recommendation; above five a reason is asked for"""
COLUMNS = ("LE", "LL", "LG", "MED", "TM")
THEME_ROWS = ("high", "low")
LEVELS = ("P", "I", "G", "L", "O")
ANSWERS = ("worries", "early_warnings", "special_support", "new_leaders")
"""what a plan settles besides its themes"""
_LONGEST = timedelta(days=365 * 6)
_LONGEST_HEARING = timedelta(days=183)


class State(StrEnum):
    """Where a theme stands."""

    PROPOSED = "proposed"
    IMPORTANT = "important"
    OUTSIDE = "outside"
    CHOSEN = "chosen"
    JOINED = "joined"


class Status(StrEnum):
    """Where an action stands; on track and late are worked out, the others are stored."""

    ON_TRACK = "on_track"
    LATE = "late"
    DONE = "done"
    STOPPED = "stopped"


def dates(themes_close: date, publish_by: date, next_status: date, ends: date, *, today: date) -> None:
    """The dates of a plan follow each other, and lie within six years."""
    if publish_by < themes_close:
        raise RuleBroken(N_("The plan cannot be published before the themes are in"), field="publish_by")
    if next_status < publish_by:
        raise RuleBroken(N_("The first status comes after the plan is published"), field="next_status")
    if ends <= publish_by or ends < next_status:
        raise RuleBroken(N_("The plan ends after it is published and after its first status"), field="ends")
    if not today - _LONGEST <= themes_close <= ends <= today + _LONGEST:
        raise RuleBroken(N_("Choose dates within the next six years"), field="ends")


def start(current_ends: date | None, today: date) -> None:
    """A new plan begins when none is current, or the current one has come to its end."""
    if current_ends is not None and today <= current_ends:
        raise RuleBroken(N_("There is a plan already. A new one can begin when it has ended"))


def assess(state: str, importance: str, success: str, reason: str) -> State:
    """What an assessment makes of a theme: only important ones go on, the others stay outside with a reason."""
    if importance not in {"L", "H"} or success not in {"L", "H"}:
        raise RuleBroken(N_("Choose both importance and success"))
    if importance == "L" and not reason.strip():
        raise RuleBroken(N_("Write why the theme stays outside, so that its proposer can read it"), field="reason")
    if importance == "L":
        return State.OUTSIDE
    return State.CHOSEN if state == State.CHOSEN else State.IMPORTANT


def choose(state: str, chosen: int, reason: str) -> None:
    """Only important themes are chosen; above five it takes a written reason."""
    if state == State.CHOSEN:
        raise RuleBroken(N_("The theme has been chosen already"))
    if state != State.IMPORTANT:
        raise RuleBroken(N_("Only themes assessed as important can go on"))
    if chosen >= ADVISED_MOST and not reason.strip():
        raise RuleBroken(
            N_("%(count)s themes are chosen already. Write why one more must go along"), field="reason", count=chosen
        )


def put_back(state: str) -> None:
    """Only a chosen theme is put back among the important ones."""
    if state != State.CHOSEN:
        raise RuleBroken(N_("The theme is not among the chosen ones"))


def join(state: str, other: str) -> None:
    """A theme nobody has decided about is put together with one that is still in play."""
    if state not in {State.PROPOSED, State.IMPORTANT} or other in {State.OUTSIDE, State.JOINED}:
        raise RuleBroken(N_("Only themes that are still in play can be joined"))


def split(state: str) -> None:
    """Only a joined theme is taken out again."""
    if state != State.JOINED:
        raise RuleBroken(N_("The theme stands by itself already"))


def place(state: str, column: str, row: str) -> None:
    """Important themes stand on the card, in one of its columns and in one of its two theme rows."""
    if state not in {State.IMPORTANT, State.CHOSEN}:
        raise RuleBroken(N_("Only important themes are placed on the card"), field="theme")
    if column not in COLUMNS or row not in THEME_ROWS:
        raise RuleBroken(N_("Choose a column and a row"))


def answer_row(row: str, said: str) -> None:
    """Each row of the card asks its own question of a theme, and of each column anew."""
    if not said.strip():
        asked = {"high": N_("Write what goes well, and can be carried over"), "low": N_("Write who does what")}
        raise RuleBroken(asked[row], field=row)


def qualify(state: str) -> None:
    """Only chosen themes are qualified."""
    if state != State.CHOSEN:
        raise RuleBroken(N_("Choose the theme before you qualify it"))


def spread(levels: Iterable[str]) -> dict[str, int]:
    """How many actions there are at each level."""
    found = Counter(levels)
    return {level: found[level] for level in LEVELS}


def all_on_the_individual(levels: Sequence[str]) -> bool:
    """Whether every action asks something of the individual leader alone."""
    return bool(levels) and set(levels) == {"I"}


def status(state: str, due: date | None, today: date, said: str | None = None) -> Status:
    """An action is late from the day after its date, or when its owner says so (`said`)."""
    if state in (Status.DONE, Status.STOPPED):
        return Status(state)
    is_late = said == Status.LATE or (due is not None and due < today)
    return Status.LATE if is_late else Status.ON_TRACK


@dataclass(frozen=True)
class ActionDraft:
    """Of an action, what publishing looks at."""

    has_person: bool
    has_date: bool
    level: str


@dataclass(frozen=True)
class ThemeDraft:
    """Of a chosen theme, what publishing looks at."""

    described: bool
    actions: tuple[ActionDraft, ...]


@dataclass(frozen=True)
class Missing:
    """Something a plan lacks: a code, the position of its theme (if any), and whether it stops publishing."""

    code: str
    theme: int | None = None
    blocks: bool = False


def missing(purpose: str, themes: Sequence[ThemeDraft], answers: Sequence[str]) -> list[Missing]:
    """What we may have forgotten. Only a plan without purpose or without a chosen theme cannot be published."""
    found = []
    if not purpose.strip():
        found.append(Missing("purpose", blocks=True))
    if not themes:
        found.append(Missing("themes", blocks=True))
    for position, theme in enumerate(themes):
        found += [Missing(code, position) for code in _lacks(theme)]
    if not all(answer.strip() for answer in answers):
        found.append(Missing("answers"))
    return found


def _lacks(theme: ThemeDraft) -> list[str]:
    codes = [] if theme.described else ["description"]
    if not theme.actions:
        return [*codes, "actions"]
    if not all(action.has_person and action.has_date for action in theme.actions):
        codes.append("who_when")
    if all_on_the_individual([action.level for action in theme.actions]):
        codes.append("spread")
    return codes


def publish(lacking: Sequence[Missing]) -> None:
    """Whether a version can be published."""
    if any(one.blocks for one in lacking):
        raise RuleBroken(N_("A plan needs a purpose and at least one chosen theme before it is published"))


def step(chosen: int, lacking: Sequence[Missing], *, published: bool) -> str:
    """The step the plan is at: prioritise, qualify, publish, or follow when it has been published."""
    if published:
        return "follow"
    if not chosen:
        return "prioritise"
    return "qualify" if any(one.theme is not None for one in lacking) else "publish"


def talked(on: date, *, asked: date, today: date) -> None:
    """A group has talked on a day from when it was asked until today."""
    if on > today:
        raise RuleBroken(N_("Choose the day you talked about it, not one to come"), field="talked_on")
    if on < asked:
        raise RuleBroken(N_("The plan was not published yet on that day"), field="talked_on")


def hear(deadline: date, today: date) -> None:
    """Those who are heard have until a day to come, within half a year."""
    if not today < deadline <= today + _LONGEST_HEARING:
        raise RuleBroken(N_("Choose a deadline after today and within half a year"), field="deadline")


def comment(*, is_open: bool, text: str) -> None:
    """There are words, and the hearing has not ended."""
    if not is_open:
        raise RuleBroken(N_("The hearing has ended"))
    if not text.strip():
        raise RuleBroken(N_("Write your comment"), field="text")


def reword(*, is_open: bool, answered: bool) -> None:
    """What has been answered stands as it was said."""
    if answered or not is_open:
        raise RuleBroken(N_("The comment has been answered, or the hearing has ended"))
