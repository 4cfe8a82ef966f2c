"""A person's secret calendar address: made, replaced, closed, and what is found behind it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select

from tracker.access import queries as access
from tracker.kernel.permissions import Actor
from tracker.notifications import calendar_book as book
from tracker.notifications.facts import CalendarClosed, CalendarOpened
from tracker.notifications.models import CalendarFeed
from tracker.people import queries as people
from tracker.storage.unit_of_work import Store, UnitOfWork

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Feed:
    """What is behind an address."""

    language: str
    entries: list[book.Entry]

    @property
    def fingerprint(self) -> str:
        """Another one whenever anything in it is."""
        seen = [(entry.id, entry.sequence) for entry in self.entries]
        return sha256(repr((self.language, seen)).encode()).hexdigest()[:32]


def make_address(uow: UnitOfWork) -> str:
    """A new secret for the actor's calendar; the one before it opens nothing any more. It cannot be read again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    close_address(uow)
    uow.session.add(CalendarFeed(person_id=uow.actor.me, token_hash=_hash(token), made_at=uow.now))
    uow.record(CalendarOpened(matter=uow.actor.me))
    return token


def close_address(uow: UnitOfWork) -> None:
    """The actor's address opens nothing any more."""
    if made_at(uow) is not None:
        uow.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == uow.actor.me))
        uow.record(CalendarClosed(matter=uow.actor.me))


def made_at(uow: UnitOfWork) -> datetime | None:
    """When the actor's address was made; None where there is none."""
    return uow.session.scalar(select(CalendarFeed.made_at).where(CalendarFeed.person_id == uow.actor.me))


def is_mine(uow: UnitOfWork, token: str) -> bool:
    """Whether it is the secret of the actor's own calendar."""
    query = select(CalendarFeed.token_hash).where(CalendarFeed.person_id == uow.actor.me)
    return uow.session.scalar(query) == _hash(token)


def behind(store: Store, token: str) -> Feed | None:
    """What the address shows now. None for an unknown and a closed one, and where its owner has left or is shut out.

    Writes only where something is new since it was last asked for.
    """
    with store.read() as uow:
        if (owner := _owner(uow, token)) is None:
            return None
        language, me = owner
        entries = book.read(me, wanted := book.mine(me))
    if entries is None:
        with store.work() as uow:
            entries = book.write(book.acting(uow, me.actor), wanted)
    return Feed(language, entries)


def _owner(uow: UnitOfWork, token: str) -> tuple[str, UnitOfWork] | None:
    person_id = uow.session.scalar(select(CalendarFeed.person_id).where(CalendarFeed.token_hash == _hash(token)))
    held = people.with_roles(uow.session, person_id, uow.today) if person_id else None
    if held is None or access.is_closed(uow.session, held[0].id):
        return None
    person, roles = held
    return person.language, book.acting(uow, Actor(person.id, roles))


def _hash(token: str) -> str:
    """The token is random, so a plain hash is enough."""
    return sha256(token.encode(errors="replace")).hexdigest()
