"""What goes from the rehearsal to the model: who was who, what people did, what was seen in the end. Plain data."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

SAVED, AGAIN, REFUSED = "saved", "again", "refused"
"""how a press ended: something was saved, it had been saved already by the same form, or nothing was changed"""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that holds from a day to a day, both included; `known` is the instant it was announced."""

    who: str
    what: str
    starts: date
    ends: date | None = None
    role: str = ""
    known: datetime | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass
class Register:
    """Who worked here when, in which groups and roles, under whom, and when they were on leave."""

    free_days: list[str] = field(default_factory=list)
    """the organisation's own, MM-DD"""
    employed: list[Span] = field(default_factory=list)
    members: list[Span] = field(default_factory=list)
    """`what` is the group, `role` leader or member"""
    roles: list[Span] = field(default_factory=list)
    """`what` is TM, HR, MED or SA"""
    leaves: list[Span] = field(default_factory=list)
    hours: dict[str, list[tuple[str, str] | None]] = field(default_factory=dict)
    """who does not work from 8 to 16, Monday to Friday: from and to of each weekday, Monday first"""
    nearest: dict[str, list[tuple[datetime, str | None]]] = field(default_factory=dict)
    """each person's nearest leader since an instant, oldest first"""


@dataclass(frozen=True, slots=True)
class Act:
    """A press: when, who, what, about what of the rehearsal's own names, and how it ended."""

    at: datetime
    slot: str
    who: str
    what: str
    matter: str
    said: dict[str, Any]
    outcome: str


class Notice(NamedTuple):
    """An in-app item that was there in the end."""

    who: str
    kind: str
    matter: str
    at: datetime
    mail: str | None
    done: bool


class Letter(NamedTuple):
    """An e-mail the product planned: what became of it by its own account."""

    id: str
    who: str
    kind: str
    state: str
    due: datetime
    reason: str | None


class Accepted(NamedTuple):
    """A message the mail server took, by its own account; `words` are those of others' that stood in it."""

    id: str
    to: str
    at: datetime
    words: str


class Event(NamedTuple):
    """Something the product says has happened."""

    name: str
    matter: str
    at: datetime


class Left(NamedTuple):
    """Something that waits in the end: what, for whom or what, until when, and what is said of it."""

    what: str
    matter: str
    until: datetime | None
    problem: str


@dataclass
class Seen:
    """All that was seen in the end."""

    ends: datetime
    notices: list[Notice] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def digest(acts: list[Act]) -> str:
    """A fingerprint of every decision: the same for the same seed, whatever the machine's pace."""
    found = hashlib.sha256()
    for act in acts:
        told = asdict(act) | {"at": act.slot}
        found.update(json.dumps(told, sort_keys=True, default=str).encode())
    return found.hexdigest()[:16]
