"""What happens to people's data as a whole. Never part of a story."""

from dataclasses import dataclass

from tracker.kernel.facts import Fact, Readers, Urgency


@dataclass(frozen=True, kw_only=True)
class CopyAsked(Fact, name="privacy.copy_asked", readers=Readers.NOBODY, haste=Urgency.SOON):
    """A person asked for a copy of their data; a worker makes it. The matter is the person."""


@dataclass(frozen=True, kw_only=True)
class CopyMade(Fact, name="privacy.copy_made", readers=Readers.NOBODY):
    """The copy can be fetched, once, within a day, by the person alone. The matter is the person."""


@dataclass(frozen=True, kw_only=True)
class CopyFetched(Fact, name="privacy.copy_fetched", readers=Readers.NOBODY):
    """The person has it; here it is gone. The matter is the person."""


@dataclass(frozen=True, kw_only=True)
class PersonForgotten(Fact, name="privacy.person_forgotten", readers=Readers.NOBODY):
    """Somebody who had left was forgotten, and their key deleted. The matter is the person."""


@dataclass(frozen=True, kw_only=True)
class KeepingSet(Fact, name="privacy.keeping_set", readers=Readers.NOBODY):
    """HR said how long things are kept. The matter is the unit at the top."""
