"""Signing in and out. Unknown account and wrong password take the same time and answer the same."""

import re
import secrets
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from tracker.access import devices, guesses, rules, sessions
from tracker.access.facts import PasswordChanged
from tracker.access.models import Account
from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.permissions import Role
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_nobody = _hasher.hash(secrets.token_hex())
SHORTEST_PASSWORD = 12
HARD_ENOUGH = 3
"""of zxcvbn's 0 to 4: safely unguessable where guesses are counted and what is stored is hashed slowly"""
READ_AT_MOST = 100
KNOWN_WORDS = ("ledertrivsel", "trivsel", "leder", "kommune", "region", "adgangskode", "kodeord", "velkommen", "sommer")
"""what whoever guesses here tries first; one's own name and address count as known, too"""


def check_new_password(uow: UnitOfWork, person_id: UUID, password: str) -> None:
    """RuleBroken where it is too short, or is easily guessed: often used, a pattern on the keyboard, one's own name."""
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(
            N_("The password must have at least %(count)s characters"), field="new", count=SHORTEST_PASSWORD
        )
    from zxcvbn import zxcvbn  # noqa: PLC0415 - takes 15 MB, and few processes are ever told a password

    found = people.someone(uow.session, person_id)
    mine = [*found.name.split(), *re.split(r"[@.]", found.email)] if found else []
    known = [*KNOWN_WORDS, *(word for word in mine if word)]
    if zxcvbn(password[:READ_AT_MOST], user_inputs=known, max_length=READ_AT_MOST)["score"] < HARD_ENOUGH:
        raise RuleBroken(
            N_("That password is easily guessed. Take three or four words that have nothing to do with each other"),
            field="new",
        )


def set_password(uow: UnitOfWork, person_id: UUID, password: str) -> None:
    """Give a person a local account, or a new password; ends their sessions."""
    check_new_password(uow, person_id, password)
    account = uow.session.get(Account, person_id) or Account(person_id=person_id, password_hash="")
    account.password_hash = _hasher.hash(password)
    account.failures, account.failing_since = 0, None
    uow.session.add(account)
    sessions.end_of(uow, person_id)
    devices.forget(uow, person_id)
    uow.record(PasswordChanged(matter=person_id))


def change_password(uow: UnitOfWork, hat: str, password: str, *, device: str) -> str:
    """The actor's new password; every session ends, and the token is that of a new one here."""
    set_password(uow, uow.actor.me, password)
    return sessions.start(uow, uow.actor.me, hat=hat, device=device)


def knows_password(uow: UnitOfWork, password: str) -> bool:
    """Whether this is the actor's password; a wrong one counts as a guess."""
    return _tried(uow, uow.actor.me, password)


def check_password(
    uow: UnitOfWork, email: str, password: str, *, address: str = "", browser: str = "", all_may: bool = True
) -> UUID | None:
    """The person these belong to, or None; counts wrong guesses, by account and by where they come from.

    A browser the person has signed in with before has guesses of its own. Each time one hash is verified, and no more.
    Where passwords are the spare key, they let in administrators alone.
    """
    person_id = people.by_email(uow.session, email, uow.today)
    is_known = person_id is not None and devices.is_known(uow, person_id, browser)
    lane = f"browser {browser} {person_id}" if is_known else address and f"address {address}"
    place = guesses.at(uow, lane) if lane else None
    if place is not None and guesses.is_too_many(place):
        _verify(_nobody, password)
        return None
    right = (_tried_there if is_known else _tried)(uow, person_id, password)
    if right and (all_may or _is_administrator(uow, person_id)):
        return person_id
    if place is not None:
        place.failures += 1
    return None


def _is_administrator(uow: UnitOfWork, person_id: UUID | None) -> bool:
    return person_id is not None and Role.SA in people.roles_of(uow.session, person_id, uow.today)


def _tried_there(uow: UnitOfWork, person_id: UUID | None, password: str) -> bool:
    """Whether it is right, whatever strangers guess of the same account."""
    account = uow.session.get(Account, person_id)
    opens = account is not None and not account.disabled_at
    return _verify((opens and account and account.password_hash) or _nobody, password) and opens


def _tried(uow: UnitOfWork, person_id: UUID | None, password: str) -> bool:
    # Held until it is counted, so that many guesses at once are all counted.
    account = uow.session.get(Account, person_id, with_for_update=True) if person_id else None
    now = technical_now()
    closed = account is None or bool(account.disabled_at)
    locked = account is not None and rules.is_locked(now, account.failures, account.failing_since)
    right = _verify((account and not closed and not locked and account.password_hash) or _nobody, password)
    if account is None or closed or locked:
        return False
    if right:
        account.failures, account.failing_since = 0, None
        return True
    if account.failing_since is None or now - account.failing_since >= rules.GUESS_WINDOW:
        account.failures, account.failing_since = 0, now
    account.failures += 1
    return False


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


sign_in = sessions.start
sign_out = sessions.sign_out
touch = sessions.touch
