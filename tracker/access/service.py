"""Signing in and out. Unknown account and wrong password take the same time and answer the same."""

import secrets
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import delete, update

from tracker.access import rules
from tracker.access.models import Account, SignIn
from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import N_, RuleBroken
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_nobody = _hasher.hash(secrets.token_hex())
SHORTEST_PASSWORD = 12


def set_password(uow: UnitOfWork, person_id: UUID, password: str) -> None:
    """Give a person a local account, or a new password; ends their sessions."""
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(N_("The password must have at least %(count)s characters"), count=SHORTEST_PASSWORD)
    account = uow.session.get(Account, person_id) or Account(person_id=person_id, password_hash="")
    account.password_hash = _hasher.hash(password)
    uow.session.add(account)
    uow.session.execute(delete(SignIn).where(SignIn.person_id == person_id))


def check_password(uow: UnitOfWork, email: str, password: str) -> UUID | None:
    """The person these belong to, or None; counts wrong guesses."""
    person_id = people.by_email(uow.session, email, uow.today)
    # Held until it is counted, so that many guesses at once are all counted.
    account = uow.session.get(Account, person_id, with_for_update=True) if person_id else None
    now = technical_now()
    locked = account is not None and rules.is_locked(now, account.failures, account.failing_since)
    right = _verify(account.password_hash if account and not locked else _nobody, password)
    if account is None or locked:
        return None
    if right:
        account.failures, account.failing_since = 0, None
        return person_id
    if account.failing_since is None or now - account.failing_since >= rules.GUESS_WINDOW:
        account.failures, account.failing_since = 0, now
    account.failures += 1
    return None


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


def sign_in(uow: UnitOfWork, person_id: UUID, *, hat: str | None = None) -> str:
    """Start a session; the token goes into the cookie and is kept only as a hash."""
    token = secrets.token_urlsafe(32)
    now = technical_now()
    roles = people.roles_of(uow.session, person_id, uow.today)
    session = SignIn(
        token_hash=rules.hash_of(token),
        person_id=person_id,
        hat=hat or rules.hats(roles)[0],
        started_at=now,
        seen_at=now,
        ends_at=now + rules.LONGEST,
    )
    uow.session.add(session)
    return token


def sign_out(uow: UnitOfWork, token: str) -> None:
    """End a session."""
    uow.session.execute(delete(SignIn).where(SignIn.token_hash == rules.hash_of(token)))


def touch(uow: UnitOfWork, token: str) -> None:
    """Note that the session is in use."""
    row = update(SignIn).where(SignIn.token_hash == rules.hash_of(token))
    uow.session.execute(row.values(seen_at=technical_now()))
