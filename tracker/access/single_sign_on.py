"""Coming in by the organisation's own provider: whom its subject is, what its groups give, and who left there."""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select

from tracker.access import second_step, sessions
from tracker.access.facts import IdentityForgotten, IdentityLinked
from tracker.access.models import Account, OutsideIdentity, SignIn
from tracker.access.proof import NotLetIn, Trust
from tracker.kernel.clocks import technical_now
from tracker.people import granting
from tracker.people import queries as people
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork

log = logging.getLogger("ledertrivsel.access")


def sign_in(
    uow: UnitOfWork, claims: Mapping[str, Any], trust: Trust, *, required: bool, device: str
) -> tuple[str, bool]:
    """A session's token for whom the claims prove, and whether it waits for a code first. NotLetIn where nobody is."""
    person_id = _whose(uow, claims, trust)
    given = trust.given(claims)
    left_out = granting.follow(uow, person_id, given) if given is not None else []
    for role, _, unit in left_out:
        log.warning("a group gives %s in %s, which %s cannot hold", role, unit or "the top unit", person_id)
    outside = str(claims.get("sid") or "")
    uow.session.flush()
    if trust.has_second_step(claims):
        return sessions.start(uow, person_id, device=device, outside=outside), False
    return second_step.sign_in(uow, person_id, required=required, device=device, outside=outside)


def _whose(uow: UnitOfWork, claims: Mapping[str, Any], trust: Trust) -> UUID:
    email = trust.email(claims)
    issuer, subject = str(claims["iss"]), str(claims["sub"])
    known = _linked(uow, issuer, subject)
    person_id = known or _found(uow, trust.key(claims), email)
    if person_id is None:
        raise NotLetIn("unknown")
    account = uow.session.get(Account, person_id)
    if people.with_roles(uow.session, person_id, uow.today) is None or (account and account.disabled_at):
        raise NotLetIn("closed")
    if known is None:
        _link(uow, issuer, subject, person_id)
    return person_id


def _linked(uow: UnitOfWork, issuer: str, subject: str) -> UUID | None:
    row = uow.session.get(OutsideIdentity, (issuer, subject), populate_existing=True)
    return row.person_id if row else None


def _found(uow: UnitOfWork, key: str, email: str) -> UUID | None:
    """Whom somebody is who comes for the first time: by the import's id, else by an address that is vouched for."""
    if key:
        return people.by_key(uow.session, key)
    return people.by_email(uow.session, email, uow.today) if email else None


def _link(uow: UnitOfWork, issuer: str, subject: str, person_id: UUID) -> None:
    """The first subject is the person's for good; whoever has the same address later is not let in as them."""
    if uow.session.scalar(select(OutsideIdentity.subject).where(OutsideIdentity.person_id == person_id)):
        raise NotLetIn("another's")
    row = {"issuer": issuer, "subject": subject, "person_id": person_id, "linked_at": technical_now()}
    insert_unless_there(uow.session, OutsideIdentity, [row])
    if _linked(uow, issuer, subject) != person_id:
        raise NotLetIn("another's")
    uow.record(IdentityLinked(matter=person_id))


def left(uow: UnitOfWork, issuer: str, subject: str, session_there: str) -> None:
    """Whoever signed out at the provider is signed out here, too: of that session, or of all that came by it."""
    whose = _linked(uow, issuer, subject) if subject else None
    which: list[ColumnElement[bool]] = [SignIn.outside.is_not(None)]
    which += [SignIn.outside == session_there] if session_there else []
    which += [SignIn.person_id == whose] if subject else []
    uow.session.execute(delete(SignIn).where(*which))


def forget(uow: UnitOfWork, person_id: UUID) -> None:
    """The next who comes with the person's address or id is the person; for an account that was made anew."""
    uow.session.execute(delete(OutsideIdentity).where(OutsideIdentity.person_id == person_id))
    sessions.end_of(uow, person_id)
    uow.record(IdentityForgotten(matter=person_id))
