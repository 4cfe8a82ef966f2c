"""What happens between a leader and the nearest leader. The matter is the dialogue's or the request's id.

Of interview notes, agreements with oneself and check-ins there are no facts at all: nobody is to know of them.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.kernel.facts import Fact, Readers


@dataclass(frozen=True, kw_only=True)
class DialogueSet(Fact, name="dialogues.set", readers=Readers.NOBODY):
    """One of the two set a day for their dialogue."""

    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class DialogueMoved(Fact, name="dialogues.moved", readers=Readers.NOBODY):
    """One of the two moved it."""

    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class DialogueCalledOff(Fact, name="dialogues.called_off", readers=Readers.NOBODY):
    """One of the two called it off, or they are leader and nearest leader no more (then nobody did)."""


@dataclass(frozen=True, kw_only=True)
class DialogueNear(Fact, name="dialogues.near", readers=Readers.NOBODY):
    """It is two working days away."""


@dataclass(frozen=True, kw_only=True)
class DialogueHeld(Fact, name="dialogues.held", readers=Readers.NOBODY):
    """One of the two said that they have talked."""


@dataclass(frozen=True, kw_only=True)
class AgreementMade(Fact, name="dialogues.agreement_made", readers=Readers.NOBODY):
    """One of the two wrote down what they agreed."""

    by_id: UUID


@dataclass(frozen=True, kw_only=True)
class CheckInShared(Fact, name="dialogues.checkin_shared", readers=Readers.NOBODY):
    """Somebody chose to share one check-in with somebody. The matter is the sharing; the check-in stands nowhere."""


@dataclass(frozen=True, kw_only=True)
class CheckInTakenBack(Fact, name="dialogues.checkin_taken_back", readers=Readers.NOBODY):
    """It is shared no more."""


@dataclass(frozen=True, kw_only=True)
class LeaderAsked(Fact, name="dialogues.leader_asked", readers=Readers.NOBODY):
    """A nearest leader asked one of their leaders to prepare by a dialogue, or offered the tool to somebody."""

    person_id: UUID
    is_offer: bool


@dataclass(frozen=True, kw_only=True)
class RequestEnded(Fact, name="dialogues.request_ended", readers=Readers.NOBODY):
    """Whoever was asked put it aside, or it was taken back."""
