"""Browsers somebody has signed in with: strangers who guess at an account do not lock its owner out of them."""

import secrets
from uuid import UUID

from sqlalchemy import delete, select

from tracker.access import rules
from tracker.access.models import KnownDevice
from tracker.kernel.clocks import technical_now
from tracker.storage.unit_of_work import UnitOfWork

MOST = 10
"""how many browsers one is known in; the one used longest ago goes first"""


def is_known(uow: UnitOfWork, person_id: UUID, browser: str) -> bool:
    """Whether the person has signed in with this browser, with the password there is now."""
    return uow.session.get(KnownDevice, (rules.hash_of(browser), person_id)) is not None


def remember(uow: UnitOfWork, person_id: UUID, browser: str) -> str:
    """The person signed in with this browser; what it is known by from now on."""
    row = uow.session.get(KnownDevice, (rules.hash_of(browser), person_id))
    if row is None:
        browser = secrets.token_urlsafe(32)
        row = KnownDevice(token_hash=rules.hash_of(browser), person_id=person_id)
        uow.session.add(row)
    row.seen_at = technical_now()
    uow.session.flush()
    mine = select(KnownDevice.token_hash).where(KnownDevice.person_id == person_id)
    oldest = mine.order_by(KnownDevice.seen_at.desc()).offset(MOST)
    gone = list(uow.session.scalars(oldest))
    if gone:
        whose = delete(KnownDevice).where(KnownDevice.person_id == person_id)
        uow.session.execute(whose.where(KnownDevice.token_hash.in_(gone)))
    return browser


def forget(uow: UnitOfWork, person_id: UUID) -> None:
    """No browser is known any more: the password is another."""
    uow.session.execute(delete(KnownDevice).where(KnownDevice.person_id == person_id))
