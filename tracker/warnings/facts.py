"""What happens to early warnings and to those who ask for support. The matter is the warning's, rule's or request's id.

What somebody answered, and what somebody asked for, stands in no fact.
"""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.facts import Fact, Readers, Urgency


@dataclass(frozen=True, kw_only=True)
class WarningRaised(Fact, name="warnings.raised"):
    """A rule saw a sign that a group may need help."""

    rule: str
    group_id: UUID


@dataclass(frozen=True, kw_only=True)
class WarningCameBack(Fact, name="warnings.came_back"):
    """The group's leader said "later", and later has come."""


@dataclass(frozen=True, kw_only=True)
class WarningAnswered(Fact, name="warnings.answered"):
    """The group's leader answered it."""


@dataclass(frozen=True, kw_only=True)
class WarningEnded(Fact, name="warnings.ended"):
    """The sign is gone: what the rule looked at goes well again, or is closed."""


@dataclass(frozen=True, kw_only=True)
class PersonWarned(Fact, name="warnings.person_warned", readers=Readers.NOBODY):
    """A rule saw a sign between a leader and the nearest leader, or one that was put off has come back."""


@dataclass(frozen=True, kw_only=True)
class PersonalWarningAnswered(Fact, name="warnings.personally_answered", readers=Readers.NOBODY):
    """Whoever it was told to answered it."""


@dataclass(frozen=True, kw_only=True)
class PersonalWarningEnded(Fact, name="warnings.personally_ended", readers=Readers.NOBODY):
    """The sign is gone."""


@dataclass(frozen=True, kw_only=True)
class WarningRuleSwitched(Fact, name="warnings.rule_switched"):
    """A rule was switched on or off."""

    rule: str
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class SupportRequested(Fact, name="warnings.support_requested", readers=Readers.NOBODY, haste=Urgency.NOW):
    """A leader asked HR for support. What for is sealed."""


@dataclass(frozen=True, kw_only=True)
class SupportOffered(Fact, name="warnings.support_offered", readers=Readers.NOBODY):
    """HR offered support to whoever asked for it, or "later" has come. What, is sealed."""


@dataclass(frozen=True, kw_only=True)
class OfferAnswered(Fact, name="warnings.offer_answered", readers=Readers.NOBODY):
    """It was answered; only a yes is told to anybody, and no fact says what the answer was."""


@dataclass(frozen=True, kw_only=True)
class SomebodyNoticed(Fact, name="warnings.somebody_noticed", readers=Readers.NOBODY):
    """Somebody close wrote to somebody of what they have noticed."""


@dataclass(frozen=True, kw_only=True)
class NoticedRemoved(Fact, name="warnings.noticed_removed", readers=Readers.NOBODY):
    """One of the two took the note away."""


@dataclass(frozen=True, kw_only=True)
class SupportWithdrawn(Fact, name="warnings.support_withdrawn", readers=Readers.NOBODY):
    """The leader took it back, and its words are gone."""
