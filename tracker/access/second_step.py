"""The second step of signing in: a code from a phone (TOTP), or one of a few recovery codes. Each counts once."""

import secrets
from uuid import UUID

import pyotp
from sqlalchemy import delete, func, select

from tracker.access import guesses, rules, sessions
from tracker.access.facts import RecoveryCodesMade, RecoveryCodeUsed, SecondStepRemoved, SecondStepSet
from tracker.access.models import RecoveryCode, SecondStep, SignIn
from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork

COLUMN = "second_step.secret"


def is_must(uow: UnitOfWork, person_id: UUID, *, required: bool) -> bool:
    """Whether a person has to have a second step."""
    return required and bool(people.roles_of(uow.session, person_id, uow.today) & rules.WITH_CODE)


def is_set(uow: UnitOfWork, person_id: UUID) -> bool:
    """Whether a person has one."""
    row = uow.session.get(SecondStep, person_id)
    return row is not None and row.confirmed


def sign_in(
    uow: UnitOfWork, person_id: UUID, *, required: bool, device: str, outside: str | None = None
) -> tuple[str, bool]:
    """After the right password: a session's token, and whether it waits for a code first."""
    waits = is_set(uow, person_id) or is_must(uow, person_id, required=required)
    if waits:
        begin(uow, person_id)
    return sessions.start(uow, person_id, device=device, waits_for_code=waits, outside=outside), waits


def begin(uow: UnitOfWork, person_id: UUID) -> None:
    """A secret for the person's phone, where there is none; it counts from the first right code on."""
    if uow.session.get(SecondStep, person_id) is None:
        sealed = uow.seal(person_id, COLUMN, person_id, pyotp.random_base32())
        uow.session.add(SecondStep(person_id=person_id, secret=sealed, confirmed=False, last_step=0))


def waiting(uow: UnitOfWork, token: str) -> UUID | None:
    """Who gave the right password in this browser, and has not taken the second step yet."""
    row = _waiting(uow, token)
    return row.person_id if row else None


def _waiting(uow: UnitOfWork, token: str) -> SignIn | None:
    row = uow.session.get(SignIn, rules.hash_of(token))
    if row is None or not row.waits_for_code or technical_now() - row.started_at >= rules.CODE_WAITS:
        return None
    return row if people.with_roles(uow.session, row.person_id, uow.today) else None


def secret_to_show(uow: UnitOfWork, person_id: UUID) -> str | None:
    """The secret, as long as no code of it was given; afterwards nobody sees it again."""
    row = uow.session.get(SecondStep, person_id)
    return None if row is None or row.confirmed else uow.unseal(person_id, COLUMN, person_id, row.secret)


def address_for_phone(secret: str, email: str) -> str:
    """What the picture for the phone says."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Ledertrivsel")


def take(uow: UnitOfWork, token: str, code: str) -> str | None:
    """The second step: a new session's token, or None for a wrong code."""
    row = _waiting(uow, token)
    if row is None:
        raise NotFound
    return sessions.anew(uow, row, hat=row.hat) if is_right(uow, row.person_id, code) else None


def is_right(uow: UnitOfWork, person_id: UUID, code: str) -> bool:
    """Whether this is the person's code now, or a recovery code; either is used up. A wrong one counts as a guess."""
    place = guesses.at(uow, f"code {person_id}")
    if guesses.is_too_many(place):
        return False
    code = "".join(code.split()).replace("-", "").lower()
    if _is_from_phone(uow, person_id, code) or _is_recovery(uow, person_id, code):
        return True
    place.failures += 1
    return False


def _is_from_phone(uow: UnitOfWork, person_id: UUID, code: str) -> bool:
    row = uow.session.get(SecondStep, person_id, with_for_update=True, populate_existing=True)
    if row is None:
        return False
    phone = pyotp.TOTP(uow.unseal(person_id, COLUMN, person_id, row.secret))
    step = rules.fitting_step(technical_now(), row.last_step, code, phone.generate_otp)
    if step is None:
        return False
    row.last_step = step
    if not row.confirmed:
        row.confirmed = True
        uow.record(SecondStepSet(matter=person_id))
    return True


def _is_recovery(uow: UnitOfWork, person_id: UUID, code: str) -> bool:
    mine = (RecoveryCode.person_id == person_id, RecoveryCode.code_hash == rules.hash_of(f"{person_id} {code}"))
    if uow.session.execute(delete(RecoveryCode).where(*mine).returning(RecoveryCode.code_hash)).first() is None:
        return False
    uow.record(RecoveryCodeUsed(matter=person_id))
    return True


def new_recovery_codes(uow: UnitOfWork, person_id: UUID) -> list[str]:
    """Ten codes in place of those there were; they cannot be read again."""
    uow.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [secrets.token_hex(8) for _ in range(rules.RECOVERY_CODES)]
    for code in codes:
        uow.session.add(RecoveryCode(code_hash=rules.hash_of(f"{person_id} {code}"), person_id=person_id))
    uow.record(RecoveryCodesMade(matter=person_id))
    return ["-".join(code[start : start + 4] for start in range(0, 16, 4)) for code in codes]


def codes_left(uow: UnitOfWork, person_id: UUID) -> int:
    """How many recovery codes are not used yet."""
    return uow.session.scalar(select(func.count()).where(RecoveryCode.person_id == person_id)) or 0


def remove(uow: UnitOfWork, person_id: UUID, *, required: bool) -> None:
    """The person signs in with the password alone from now on; RuleBroken where the second step is a must."""
    if is_must(uow, person_id, required=required):
        raise RuleBroken(N_("With your role you sign in with a code, too"))
    forget(uow, person_id)


def forget(uow: UnitOfWork, person_id: UUID) -> None:
    """The person's phone and recovery codes open nothing any more."""
    for model in (SecondStep, RecoveryCode):
        uow.session.execute(delete(model).where(model.person_id == person_id))
    uow.record(SecondStepRemoved(matter=person_id))
