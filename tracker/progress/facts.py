"""What happens while progress is followed."""

from dataclasses import dataclass

from tracker.kernel.facts import Fact, Readers


@dataclass(frozen=True, kw_only=True)
class MedRemarked(Fact, name="progress.remarked"):
    """A representative said something about how it goes, to be answered by management. The matter is the remark."""


@dataclass(frozen=True, kw_only=True)
class RemarkAnswered(Fact, name="progress.remark_answered"):
    """Management answered it."""


@dataclass(frozen=True, kw_only=True)
class AnnualChanged(Fact, name="progress.annual_changed"):
    """The draft of a yearly discussion was begun or written on. The matter is the discussion."""


@dataclass(frozen=True, kw_only=True)
class AnnualHeld(Fact, name="progress.annual_held", readers=Readers.PROGRESS):
    """It was held, and stands as it is written."""


@dataclass(frozen=True, kw_only=True)
class WheelChanged(Fact, name="progress.wheel_changed", readers=Readers.PROGRESS):
    """HR put something into the wheel, changed it or took it out. The matter is the entry."""
