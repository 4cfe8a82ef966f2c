"""What happens at the door. Machinery: never part of a story; the matter is the person."""

from dataclasses import dataclass

from tracker.kernel.facts import Fact, Readers, Urgency


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


@dataclass(frozen=True, kw_only=True)
class LinkAsked(Fact, name="access.link_asked", readers=Readers.NOBODY, haste=Urgency.NOW):
    """Somebody is to get a link to choose a password. The matter is the link, whether or not it is anybody's."""


@dataclass(frozen=True, kw_only=True)
class AccountInvited(Fact, name="access.account_invited", readers=Readers.NOBODY):
    """A person was invited to choose a password."""


@dataclass(frozen=True, kw_only=True)
class AccountDisabled(Fact, name="access.account_disabled", readers=Readers.NOBODY):
    """A person cannot sign in any more, and is signed out."""


@dataclass(frozen=True, kw_only=True)
class AccountEnabled(Fact, name="access.account_enabled", readers=Readers.NOBODY):
    """A person can sign in again."""


@dataclass(frozen=True, kw_only=True)
class SecondStepSet(Fact, name="access.second_step_set", readers=Readers.NOBODY):
    """A person signs in with a code from a phone, too."""


@dataclass(frozen=True, kw_only=True)
class SecondStepRemoved(Fact, name="access.second_step_removed", readers=Readers.NOBODY):
    """A person's second step is gone: by themselves, or by the administrator, where the phone was lost."""


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(Fact, name="access.recovery_codes_made", readers=Readers.NOBODY):
    """A person has new recovery codes; those from before open nothing."""


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Fact, name="access.recovery_code_used", readers=Readers.NOBODY):
    """A person took the second step with a recovery code."""


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(Fact, name="access.identity_linked", readers=Readers.NOBODY):
    """A person came by single sign-on for the first time, and is known there from now on."""


@dataclass(frozen=True, kw_only=True)
class IdentityForgotten(Fact, name="access.identity_forgotten", readers=Readers.NOBODY):
    """The administrator had a person's single sign-on begin anew."""
