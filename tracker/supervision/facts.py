"""What happens to a group's collegial supervision. The matter is the session's id, or the group's where it says so.

No fact holds anything of what is said there: there is nothing to hold.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.kernel.facts import Fact, Readers


@dataclass(frozen=True, kw_only=True)
class FrameSet(Fact, name="supervision.frame_set"):
    """The frame was set up or changed. The matter is the group's id."""


@dataclass(frozen=True, kw_only=True)
class FrameEnded(Fact, name="supervision.frame_ended"):
    """The group stopped, or there is nobody left in it. The matter is the group's id."""


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(Fact, name="supervision.session_planned"):
    """The next session has a day."""

    group_id: UUID
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class SessionMoved(Fact, name="supervision.session_moved"):
    """It was moved, for one of the kinds of reason (empty where the frame changed)."""

    starts_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class SessionCalledOff(Fact, name="supervision.session_called_off"):
    """It was not, or will not be, held; `in_a_row` counts those called off since the last one held."""

    group_id: UUID
    reason: str
    in_a_row: int


@dataclass(frozen=True, kw_only=True)
class SessionNears(Fact, name="supervision.session_nears", readers=Readers.NOBODY):
    """It is two working days away."""


@dataclass(frozen=True, kw_only=True)
class SessionHeld(Fact, name="supervision.session_held"):
    """Somebody of the group said that it was held."""

    group_id: UUID


@dataclass(frozen=True, kw_only=True)
class SessionPassed(Fact, name="supervision.session_passed", readers=Readers.NOBODY):
    """Its day has passed and nobody has said whether it was held."""


@dataclass(frozen=True, kw_only=True)
class TurnTaken(Fact, name="supervision.turn_taken", readers=Readers.NOBODY):
    """Somebody has an acute case; `instead_of` has the turn the next time."""

    person_id: UUID
    instead_of: UUID | None


@dataclass(frozen=True, kw_only=True)
class TurnGivenBack(Fact, name="supervision.turn_given_back", readers=Readers.NOBODY):
    """It is no longer acute; `to_id` has the turn again."""

    to_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class TurnOffered(Fact, name="supervision.turn_offered", readers=Readers.NOBODY):
    """Somebody would like to swap turns. The matter is the group's id."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class TurnOfferWithdrawn(Fact, name="supervision.turn_offer_withdrawn", readers=Readers.NOBODY):
    """They keep it after all. The matter is the group's id."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class TurnsSwapped(Fact, name="supervision.turns_swapped", readers=Readers.NOBODY):
    """Somebody took a turn that was offered: the two have each other's. The matter is the group's id."""

    by_id: UUID
    with_id: UUID


@dataclass(frozen=True, kw_only=True)
class FacilitatorAsked(Fact, name="supervision.facilitator_asked", readers=Readers.NOBODY):
    """The group's leader asked somebody from outside. The matter is the group's id."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class FacilitatorReleased(Fact, name="supervision.facilitator_released", readers=Readers.NOBODY):
    """They are asked no more, and see nothing from now on. The matter is the group's id."""

    person_id: UUID
