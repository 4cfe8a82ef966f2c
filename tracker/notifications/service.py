"""Telling people: an in-app item for each, exactly once, covered by an e-mail within their hours."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from tracker.kernel.errors import NotFound
from tracker.notifications import gathering
from tracker.notifications.models import Notice
from tracker.notifications.rules import STATES
from tracker.storage.outbox import FactRow
from tracker.storage.unit_of_work import UnitOfWork

DIGEST = gathering.TIMER
GATHERING, PLANNED, SENT, FAILED, EXPIRED, CANCELLED, DECLINED = STATES


def tell(uow: UnitOfWork, people: Iterable[UUID], kind: str, about: str, matter: UUID) -> None:
    """Tell some people of the fact being reacted to, each of them once. KeyError for an unknown kind."""
    if uow.cause is None:
        raise ValueError("people are told of facts only")
    fact = uow.session.get(FactRow, uow.cause)
    happened = (fact.due_at or fact.at) if fact else uow.now
    told = set(uow.session.scalars(select(Notice.person_id).where(Notice.fact_id == uow.cause)))
    new = sorted(set(people) - told)  # in one order, so that two at once do not lock each other out
    mails = gathering.cover(uow, new, kind, happened)
    same = {"fact_id": uow.cause, "kind": kind, "about": about, "matter": matter, "at": happened}
    rows = [same | {"id": uuid4(), "person_id": person, "mail_id": mails[person]} for person in new]
    if rows:
        uow.session.execute(insert(Notice), rows)


def close_digest(uow: UnitOfWork, mail_id: UUID) -> None:
    """See `gathering.close`. A timer's work."""
    gathering.close(uow, mail_id)


def settle(
    uow: UnitOfWork, matter: UUID, kinds: Iterable[str] | None = None, people: Iterable[UUID] | None = None
) -> None:
    """The matter is dealt with: its notices (of some kinds, for some people) are done, and their reminders stop."""
    query = update(Notice).where(Notice.matter == matter, Notice.done_at.is_(None))
    if kinds is not None:
        query = query.where(Notice.kind.in_(list(kinds)))
    if people is not None:
        query = query.where(Notice.person_id.in_(list(people)))
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


def read_until(uow: UnitOfWork, instant: datetime) -> None:
    """Whatever was told before an instant counts as read: the past of an organisation that is brought in."""
    query = update(Notice).where(Notice.at < instant, Notice.read_at.is_(None))
    uow.session.execute(query.values(read_at=uow.now))
