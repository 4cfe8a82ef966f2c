"""Sessions: started, looked after and ended. The token goes into the cookie and is kept only as a hash."""

import secrets
from collections.abc import Container
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update

from tracker.access import rules
from tracker.access.facts import HatWorn, SessionsEnded
from tracker.access.models import Account, SignIn
from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork


def start(
    uow: UnitOfWork,
    person_id: UUID,
    *,
    hat: str | None = None,
    device: str = "",
    waits_for_code: bool = False,
    outside: str | None = None,
) -> str:
    """A new session's token; what is over of the person's others is swept out."""
    account = uow.session.get(Account, person_id)
    if account and account.disabled_at:
        raise NotFound
    now = technical_now()
    over = (SignIn.ends_at <= now) | (SignIn.seen_at <= now - rules.IDLE)
    uow.session.execute(delete(SignIn).where(SignIn.person_id == person_id, over))
    roles = people.roles_of(uow.session, person_id, uow.today)
    row = SignIn(person_id=person_id, hat=hat or rules.hats(roles)[0], roles=rules.granted(roles), device=device)
    row.started_at, row.seen_at, row.ends_at = now, now, now + rules.LONGEST
    row.waits_for_code, row.outside = waits_for_code, outside
    return _write(uow, row)


def _write(uow: UnitOfWork, row: SignIn) -> str:
    token = secrets.token_urlsafe(32)
    row.token_hash = rules.hash_of(token)
    uow.session.add(row)
    return token


def wear(uow: UnitOfWork, token: str, hat: str, hats: Container[str]) -> str:
    """The actor acts under another hat, in a session with a new token that ends when the old one would have."""
    if hat not in hats:
        raise NotFound
    row = _mine(uow, SignIn.token_hash == rules.hash_of(token))
    uow.record(HatWorn(matter=row.person_id, hat=hat))
    return anew(uow, row, hat=hat)


def anew(uow: UnitOfWork, row: SignIn, *, hat: str) -> str:
    """The same session under a new token; the old one opens nothing any more."""
    other = SignIn(person_id=row.person_id, hat=hat, roles=row.roles, device=row.device, outside=row.outside)
    other.started_at, other.seen_at, other.ends_at = row.started_at, technical_now(), row.ends_at
    uow.session.delete(row)
    return _write(uow, other)


def end(uow: UnitOfWork, session_id: UUID) -> None:
    """End one of the actor's sessions; NotFound for another's."""
    uow.session.delete(_mine(uow, SignIn.id == session_id))
    uow.record(SessionsEnded(matter=uow.actor.me, everywhere=False))


def end_all(uow: UnitOfWork) -> None:
    """End all of the actor's sessions, this one too."""
    end_of(uow, uow.actor.me)
    uow.record(SessionsEnded(matter=uow.actor.me, everywhere=True))


def end_of(uow: UnitOfWork, person_id: UUID) -> None:
    """A person is signed out everywhere."""
    uow.session.execute(delete(SignIn).where(SignIn.person_id == person_id))


def sign_out(uow: UnitOfWork, token: str) -> bool:
    """End the session of a token, if there is one; whether it came by single sign-on."""
    ended = delete(SignIn).where(SignIn.token_hash == rules.hash_of(token)).returning(SignIn.outside)
    return any(outside is not None for outside in uow.session.scalars(ended))


def touch(uow: UnitOfWork, token: str) -> None:
    """Note that the session is in use."""
    row = update(SignIn).where(SignIn.token_hash == rules.hash_of(token))
    uow.session.execute(row.values(seen_at=technical_now()))


def _mine(uow: UnitOfWork, which: ColumnElement[bool]) -> SignIn:
    row = uow.session.scalars(select(SignIn).where(which, SignIn.person_id == uow.actor.me)).one_or_none()
    if row is None:
        raise NotFound
    return row
