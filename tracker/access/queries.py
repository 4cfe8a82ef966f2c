"""Who a session belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, SQLColumnExpression, bindparam
from sqlalchemy.orm import Session

from tracker.access import rules
from tracker.access.models import SignIn
from tracker.kernel.clocks import technical_now
from tracker.kernel.permissions import Actor
from tracker.people import queries as people
from tracker.storage.asking import ask

UnreadOf = Callable[[SQLColumnExpression[UUID]], ScalarSelect[int]]


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, under which hat, and what that gives."""

    person: people.Someone
    actor: Actor
    hat: str
    hats: list[str]
    seen_at: datetime
    unread: int


@lru_cache(maxsize=2)
def _signed_in(day: date, unread_of: UnreadOf) -> Select[*tuple[Any, ...]]:
    """Built once a day: putting it together takes longer than running it."""
    query = people.roles_select(day).join(SignIn)
    unread = unread_of(SignIn.person_id).label("unread")
    return query.add_columns(SignIn.hat, SignIn.seen_at, SignIn.ends_at, unread).where(
        SignIn.token_hash == bindparam("token_hash")
    )


def signed_in(session: Session, token: str, day: date, *, unread_of: UnreadOf) -> SignedIn | None:
    """Whom the token belongs to, with the roles held on the day, or None. Asked at every request (P11).

    How many items the person has not read is read along; its query is handed in, since the inbox is above sessions.
    """
    rows = ask(session, _signed_in(day, unread_of), token_hash=rules.hash_of(token)).all()
    held = people.read_roles(rows)
    if held is None or not rules.is_live(technical_now(), rows[0].seen_at, rows[0].ends_at):
        return None
    person, roles = held
    people.know(session, person)
    hats = rules.hats(roles)
    chosen = rows[0].hat
    hat = chosen if chosen in hats else hats[0]
    return SignedIn(person, Actor(person.id, rules.worn(roles, hat)), hat, hats, rows[0].seen_at, rows[0].unread)
