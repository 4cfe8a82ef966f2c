"""What happens to a seminar. The matter is the seminar's id; no fact says who took part, or with what."""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.facts import Fact, Readers, Urgency


@dataclass(frozen=True, kw_only=True)
class SeminarPlanned(Fact, name="seminars.planned", readers=Readers.PROGRESS, haste=Urgency.LATER):
    """A seminar was planned for a plan; those invited are told."""

    plan_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeminarMoved(Fact, name="seminars.moved", readers=Readers.PROGRESS):
    """It is at another step now: a `rules.State`."""

    state: str


@dataclass(frozen=True, kw_only=True)
class SeminarNears(Fact, name="seminars.nears", haste=Urgency.LATER):
    """A period closes in two working days; those invited who have not taken part are told, once."""


@dataclass(frozen=True, kw_only=True)
class SeminarClosed(Fact, name="seminars.closed", readers=Readers.PROGRESS):
    """Somebody closed it, or its last day had passed; what may be told of the ratings is published."""
