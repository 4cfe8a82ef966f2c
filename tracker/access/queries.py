"""Who a session belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, SQLColumnExpression, bindparam, exists, select
from sqlalchemy.orm import Session

from tracker.access import rules
from tracker.access.models import Account, EntryLink, OutsideIdentity, SecondStep, SignIn
from tracker.kernel.clocks import technical_now
from tracker.kernel.permissions import Actor, Role
from tracker.people import queries as people
from tracker.storage.asking import Beside, ask

UnreadOf = Callable[[SQLColumnExpression[UUID]], ScalarSelect[int]]


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, under which hat, and what that gives."""

    person: people.Someone
    actor: Actor
    hat: str
    hats: dict[str, frozenset[Role]]
    session_id: UUID
    seen_at: datetime
    unread: int
    beside: tuple[Any, ...] = ()
    """what the page asked for along with who it is for, as far as it is there"""


@lru_cache(maxsize=8)
def _signed_in(day: date, unread_of: UnreadOf, beside: Beside | None) -> Select[*tuple[Any, ...]]:
    """Built once a day: putting it together takes longer than running it."""
    query = people.roles_select(day).join(SignIn)
    unread = unread_of(SignIn.person_id).label("unread")
    query = query.add_columns(SignIn.id.label("session_id"), SignIn.hat, SignIn.roles.label("noted"))
    query = query.add_columns(SignIn.seen_at, SignIn.ends_at, unread)
    query = query.where(SignIn.token_hash == bindparam("token_hash"), SignIn.waits_for_code.is_(False))
    return beside.along(query) if beside else query


def signed_in(
    session: Session, token: str, day: date, *, unread_of: UnreadOf, beside: Beside | None = None, **values: object
) -> SignedIn | None:
    """Whom the token belongs to, with the roles held on the day, or None. Asked at every request (P11).

    How many items the person has not read is read along; its query is handed in, since the inbox is above sessions.
    """
    query = _signed_in(day, unread_of, beside)
    rows = ask(session, query, token_hash=rules.hash_of(token), **values).all()
    held = people.read_roles(rows)
    if held is None or not rules.is_live(technical_now(), rows[0].seen_at, rows[0].ends_at):
        return None
    person, roles = held
    if rules.was_given_more(roles, rows[0].noted):
        return None
    people.know(session, person, rows, day)
    row, hats = rows[0], rules.within(roles)
    hat = row.hat if row.hat in hats else next(iter(hats))
    found = tuple(row[-len(beside.columns) :]) if beside else ()
    return SignedIn(person, Actor(person.id, hats[hat]), hat, hats, row.session_id, row.seen_at, row.unread, found)


@dataclass(frozen=True)
class Place:
    """Somewhere one is signed in."""

    id: UUID
    device: str
    started_at: datetime
    seen_at: datetime


def sessions(session: Session, person_id: UUID) -> list[Place]:
    """Where a person is signed in now, the one used last first."""
    now = technical_now()
    query = (
        select(SignIn)
        .where(SignIn.person_id == person_id, SignIn.waits_for_code.is_(False))
        .order_by(SignIn.seen_at.desc(), SignIn.id)
    )
    live = (row for row in session.scalars(query) if rules.is_live(now, row.seen_at, row.ends_at))
    return [Place(row.id, row.device, row.started_at, row.seen_at) for row in live]


def has_password(session: Session, person_id: UUID) -> bool:
    """Whether the person has a local account."""
    return session.scalar(select(exists().where(Account.person_id == person_id, Account.password_hash != ""))) or False


def is_closed(session: Session, person_id: UUID) -> bool:
    """Whether the administrator closed the person's account."""
    closed = exists().where(Account.person_id == person_id, Account.disabled_at.is_not(None))
    return session.scalar(select(closed)) or False


@dataclass(frozen=True)
class AccountOf:
    """A person's account as the administrator sees it: `state` is none, invited, active or disabled."""

    person: people.Someone
    state: str
    has_phone: bool
    has_identity: bool


def accounts(session: Session, day: date) -> list[AccountOf]:
    """The accounts of everybody who is here."""
    known = {row.person_id: row for row in session.scalars(select(Account))}
    live = EntryLink.ends_at > technical_now()
    invited = set(session.scalars(select(EntryLink.person_id).where(EntryLink.kind == rules.INVITE, live)))
    phones = set(session.scalars(select(SecondStep.person_id).where(SecondStep.confirmed)))
    linked = set(session.scalars(select(OutsideIdentity.person_id)))
    return [
        AccountOf(
            one,
            _state(known.get(one.id), invited=one.id in invited, linked=one.id in linked),
            one.id in phones,
            one.id in linked,
        )
        for one in people.employed(session, day)
    ]


def _state(account: Account | None, *, invited: bool, linked: bool) -> str:
    if account and account.disabled_at:
        return "disabled"
    if linked or (account and account.password_hash):
        return "active"
    return "invited" if invited else "none"
