"""What happens to follow-ups. The matter is the round's or the theme's id, whose story tells of them.

`in_a_row` is how many times in a row, up to and with this, it was missed, moved later or answered "not".
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class FollowUpScheduled(Fact, name="followups.scheduled"):
    """A day was set on which it will be asked what became of an agreement or action (`about`)."""

    followup_id: UUID
    about: str
    due: date


@dataclass(frozen=True, kw_only=True)
class FollowUpReminded(Fact, name="followups.reminded"):
    """The day is two working days away."""

    followup_id: UUID


@dataclass(frozen=True, kw_only=True)
class FollowUpAsked(Fact, name="followups.asked"):
    """The day has come: its owners are asked what became of it. Stated once for an occurrence."""

    followup_id: UUID


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswered(Fact, name="followups.answered"):
    """An owner or the group's leader said what became of it: `outcome` is kept, partly or not."""

    followup_id: UUID
    outcome: str
    in_a_row: int


@dataclass(frozen=True, kw_only=True)
class FollowUpMissed(Fact, name="followups.missed"):
    """Nobody answered for five working days after `due`. It can still be answered."""

    followup_id: UUID
    due: date
    in_a_row: int


@dataclass(frozen=True, kw_only=True)
class FollowUpMoved(Fact, name="followups.moved"):
    """It was given another day, `due`."""

    followup_id: UUID
    due: date
    in_a_row: int


@dataclass(frozen=True, kw_only=True)
class FollowUpPlaced(Fact, name="followups.placed"):
    """Nobody who is asked works on its day any more, or somebody does again: it has another day, `due`."""

    followup_id: UUID
    due: date


@dataclass(frozen=True, kw_only=True)
class FollowUpTakenBack(Fact, name="followups.taken_back"):
    """Its answer was given by mistake and taken back the same day; `in_a_row` is as if it had never been given."""

    followup_id: UUID
    in_a_row: int


@dataclass(frozen=True, kw_only=True)
class FollowUpRhythmSet(Fact, name="followups.rhythm_set"):
    """It is asked about more or less often from its day on; `cadence` is None where that is only once."""

    followup_id: UUID
    cadence: str | None


@dataclass(frozen=True, kw_only=True)
class FollowUpHandedOver(Fact, name="followups.handed_over"):
    """Another member of the group answers from now on."""

    followup_id: UUID
    to_id: UUID


@dataclass(frozen=True, kw_only=True)
class FollowUpClosed(Fact, name="followups.closed"):
    """It is not asked about any more."""

    followup_id: UUID
