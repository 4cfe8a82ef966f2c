"""Telling people: an in-app item for each, exactly once, covered by an e-mail within their hours."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from tracker.kernel.errors import NotFound
from tracker.notifications import gathering, telling
from tracker.notifications.models import Notice
from tracker.notifications.rules import KINDS, STATES
from tracker.storage.unit_of_work import UnitOfWork

DIGEST = gathering.TIMER
GATHERING, PLANNED, SENT, FAILED, EXPIRED, CANCELLED, DECLINED = STATES


def tell(uow: UnitOfWork, people: Iterable[UUID], kind: str, about: str, matter: UUID) -> None:
    """Tell some people of the fact being reacted to, each of them once; written when the unit of work ends.

    KeyError for an unknown kind.
    """
    if uow.cause is None:
        raise ValueError("people are told of facts only")
    if kind not in KINDS:
        raise KeyError(kind)
    telling.book(uow).tell(telling.Telling(uow.cause, frozenset(people), kind, about, matter))


def close_digest(uow: UnitOfWork, mail_id: UUID) -> None:
    """See `gathering.close`. A timer's work."""
    gathering.close(uow, mail_id)


def settle(
    uow: UnitOfWork, matter: UUID, kinds: Iterable[str] | None = None, people: Iterable[UUID] | None = None
) -> None:
    """The matter is dealt with: its notices (of some kinds, for some people) are done, and their reminders stop."""
    if people is None:
        telling.book(uow).settle(uow, matter, kinds)
        return
    telling.book(uow).write(uow)
    query = update(Notice).where(Notice.matter == matter, Notice.done_at.is_(None), Notice.person_id.in_(list(people)))
    if kinds is not None:
        query = query.where(Notice.kind.in_(list(kinds)))
    uow.session.execute(query.values(done_at=uow.now))


def open_notice(uow: UnitOfWork, notice_id: UUID) -> Notice:
    """Read one's own notice; NotFound for anybody else's."""
    notice = uow.get(Notice, notice_id)
    if notice.person_id != uow.actor.me:
        raise NotFound
    notice.read_at = notice.read_at or uow.now
    return notice


def mark_done(uow: UnitOfWork, notice_id: UUID) -> None:
    """Put one's own notice aside."""
    open_notice(uow, notice_id).done_at = uow.now


def mark_all_done(uow: UnitOfWork, notice_ids: Iterable[UUID]) -> None:
    """Put several of one's own notices aside; others' are passed over."""
    query = update(Notice).where(Notice.id.in_(list(notice_ids)), Notice.person_id == uow.actor.me)
    uow.session.execute(query.where(Notice.done_at.is_(None)).values(done_at=uow.now))


def read_until(uow: UnitOfWork, instant: datetime) -> None:
    """Whatever was told before an instant counts as read: the past of an organisation that is brought in."""
    query = update(Notice).where(Notice.at < instant, Notice.read_at.is_(None))
    uow.session.execute(query.values(read_at=uow.now))
