"""What happens to expected loads. The matter is the load's id; no fact says what it is or what is planned."""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class LoadExpected(Fact, name="preparedness.expected"):
    """Somebody (`by_id`) put a load on the horizon, and said who sees to it."""

    seer_id: UUID
    by_id: UUID


@dataclass(frozen=True, kw_only=True)
class LoadChanged(Fact, name="preparedness.changed"):
    """Somebody changed it; `is_handed_over` where another sees to it than before."""

    seer_id: UUID
    by_id: UUID
    is_handed_over: bool


@dataclass(frozen=True, kw_only=True)
class LoadNears(Fact, name="preparedness.nears"):
    """It begins in so many working days as was said."""


@dataclass(frozen=True, kw_only=True)
class LoadPassed(Fact, name="preparedness.passed"):
    """Its last day is over: whoever saw to it is asked whether the support sufficed. Stated once."""


@dataclass(frozen=True, kw_only=True)
class LoadLookedBackOn(Fact, name="preparedness.looked_back_on"):
    """Somebody said whether the support sufficed; what they said stands in no fact."""


@dataclass(frozen=True, kw_only=True)
class LoadTakenOff(Fact, name="preparedness.taken_off"):
    """It did not come, or should not have been put down: it is deleted."""
