"""Who a session belongs to."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.access import rules
from tracker.access.models import SignIn
from tracker.kernel.clocks import technical_now
from tracker.kernel.permissions import Actor
from tracker.people import queries as people


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, under which hat, and what that gives."""

    person: people.Someone
    actor: Actor
    hat: str
    hats: list[str]
    seen_at: datetime


def signed_in(session: Session, token: str, day: date) -> SignedIn | None:
    """Whom the token belongs to, with the roles held on the day, or None. Asked at every request (P11)."""
    row = session.get(SignIn, rules.hash_of(token))
    if row is None or not rules.is_live(technical_now(), row.seen_at, row.ends_at):
        return None
    held = people.with_roles(session, row.person_id, day)
    if held is None:
        return None
    person, roles = held
    hats = rules.hats(roles)
    hat = row.hat if row.hat in hats else hats[0]
    return SignedIn(person, Actor(person.id, rules.worn(roles, hat)), hat, hats, row.seen_at)
