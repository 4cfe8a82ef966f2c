"""The business clock: the machine's time, plus an offset in the database where it may be moved."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.kernel.clocks import technical_now
from tracker.storage.asking import ask
from tracker.storage.outbox import WAITS, BusinessClock, Delivery, Timer

MICROSECOND = timedelta(microseconds=1)
_OFFSET = select(BusinessClock.offset_microseconds)


def business_now(session: Session, *, movable: bool) -> datetime:
    """The business instant, UTC. Without `movable` it is the machine's, at no query."""
    now = technical_now()
    if not movable:
        return now
    offset = ask(session, _OFFSET).scalar()
    return now + (offset or 0) * MICROSECOND


def read_target(session: Session) -> datetime | None:
    """Where the clock is being moved to, or None when it just runs."""
    return session.scalar(select(BusinessClock.target))


def ask_for(session: Session, target: datetime) -> None:
    """Ask the clock process to move the business clock to `target`; earlier than now is its own refusal."""
    _row(session).target = target


def set_now(session: Session, instant: datetime, *, arrived: bool = False) -> None:
    """Put the business clock at `instant`; `arrived` ends the move. Only the clock process and the seed do this."""
    row = _row(session)
    row.offset_microseconds = (instant - technical_now()) // MICROSECOND
    if arrived:
        row.target = None


def next_due(session: Session, now: datetime, *, but: Collection[UUID] = ()) -> datetime | None:
    """The business instant at which the next thing becomes due: a timer (`but` some), or a mail that waits."""
    timer = session.scalar(select(func.min(Timer.due_at)).where(Timer.ended_at.is_(None), Timer.id.not_in(but)))
    later = (WAITS, Delivery.not_before > now)
    waiting = session.scalar(select(func.min(Delivery.not_before)).where(*later))
    return min((instant for instant in (timer, waiting) if instant), default=None)


def _row(session: Session) -> BusinessClock:
    row = session.get(BusinessClock, 1)
    if row is None:
        row = BusinessClock(id=1)
        session.add(row)
    return row
