"""What signing in at the organisation's own provider proves, and what its groups give. Plain values in and out."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hmac import compare_digest
from typing import Any

from tracker.kernel.permissions import Role

BEGUN_SECONDS = 600
"""how long somebody may take at the provider"""
SEATS = {"": None, "LEDER": "leader", "LEADER": "leader", "TR": "TR", "AMR": "AMR"}
GIVEN = ("TM", "HR", "MED", "SA")


class ProviderAway(Exception):
    """The provider does not answer, or not with what one can use; `args` says where, without anybody's words."""


class NotProven(Exception):
    """What came back does not prove who it is."""


class NotLetIn(Exception):
    """Who it is is proven, and they have no access here; `args` says why, for the log."""


@dataclass(frozen=True)
class Begun:
    """A sign-in that was begun in one browser, and what its end must fit."""

    state: str
    nonce: str
    verifier: str
    at: float

    def as_dict(self) -> dict[str, Any]:
        """What the form cookie keeps meanwhile."""
        return asdict(self)


def begun(kept: Mapping[str, Any] | None, state: str) -> Begun:
    """What a browser began, where this state is its own and not too old; NotProven otherwise."""
    try:
        found = Begun(**(kept or {}))
    except TypeError:
        raise NotProven("nothing begun") from None
    if not compare_digest(found.state.encode(), state.encode()) or time.time() - found.at > BEGUN_SECONDS:
        raise NotProven("state")
    return found


Given = tuple[Role, str | None, str]
"""a role, its seat, and the import's id of its unit (empty: the one at the top)"""


@dataclass(frozen=True)
class Trust:
    """What this installation believes of a provider's claims."""

    email_claim: str = "email"
    person_claim: str = ""
    groups_claim: str = "groups"
    roles: Mapping[str, Given] | None = None
    """what each group gives; None where groups give nothing here"""
    domains: frozenset[str] = frozenset()
    """the e-mail domains that are let in; empty for all"""
    any_email: bool = False
    """whether the provider vouches for addresses without saying so"""
    second_step: bool = False
    """whether the provider sees to a second step by itself"""

    def email(self, claims: Mapping[str, Any]) -> str:
        """The address one may be known by: of a domain that is let in, and vouched for by the provider."""
        email = str(claims.get(self.email_claim) or "").strip().lower()
        if self.domains and email.rpartition("@")[2] not in self.domains:
            raise NotLetIn("domain")
        return email if self.any_email or claims.get("email_verified") is True else ""

    def key(self, claims: Mapping[str, Any]) -> str:
        """The import's id of the person, where a claim is said to hold it."""
        return str(claims.get(self.person_claim) or "").strip() if self.person_claim else ""

    def given(self, claims: Mapping[str, Any]) -> set[Given] | None:
        """What the groups give; None where groups give nothing here, or the provider did not send all of them."""
        sources = claims.get("_claim_names")
        if self.roles is None or claims.get("hasgroups") or (isinstance(sources, Mapping) and "groups" in sources):
            return None
        groups = claims.get(self.groups_claim) or []
        names = groups if isinstance(groups, list) else [groups]
        return {self.roles[str(name)] for name in names if str(name) in self.roles}

    def has_second_step(self, claims: Mapping[str, Any]) -> bool:
        """Whether a second step was taken at the provider."""
        amr = claims.get("amr")
        return self.second_step or (isinstance(amr, list) and "mfa" in amr)


def read_roles(text: str) -> dict[str, Given] | None:
    """What each group gives: `group=ROLE` or `group=MED:TR@unit`, with `;` between. ValueError holds what is not."""
    found = {}
    for entry in filter(None, (part.strip() for part in text.split(";"))):
        group, _, what = entry.rpartition("=")
        role, _, unit = what.partition("@")
        name, _, seat = role.strip().upper().partition(":")
        if not group.strip() or name not in GIVEN or seat not in SEATS or (seat and name != "MED"):
            raise ValueError(entry)
        found[group.strip()] = (Role(name), SEATS[seat], unit.strip())
    return found or None
