"""What happens at the door. Machinery: never part of a story; the matter is the person."""

from dataclasses import dataclass

from tracker.kernel.facts import Fact, Readers


@dataclass(frozen=True, kw_only=True)
class HatWorn(Fact, name="access.hat_worn", readers=Readers.NOBODY):
    """A person with several hats acts under another one from now on."""

    hat: str


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Fact, name="access.sessions_ended", readers=Readers.NOBODY):
    """A person signed out somewhere else, or everywhere."""

    everywhere: bool


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Fact, name="access.password_changed", readers=Readers.NOBODY):
    """A person has a new password; every session from before is over."""
