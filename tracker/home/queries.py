"""The front page's three questions, and whether the machinery is well."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from tracker.kernel.clocks import technical_now
from tracker.notifications import queries as notifications
from tracker.storage.outbox import Delivery, FactRow, Heartbeat, State
from tracker.storage.unit_of_work import UnitOfWork

LATE = timedelta(minutes=15)
ASLEEP = timedelta(minutes=5)


def front_page(uow: UnitOfWork) -> dict[str, Any]:
    """What waits for me, what did I agree, what is new."""
    return {"news": notifications.inbox(uow.session, uow.actor.me, limit=8, waiting_only=True)}


def health(uow: UnitOfWork) -> dict[str, Any]:
    """Counts and times of the machinery, technical time; `ok` is False when something is due and unsent for 15 minutes."""
    now = technical_now()
    waiting = Delivery.state == State.WAITING
    may_go = waiting & (Delivery.not_before.is_(None) | (Delivery.not_before <= uow.now))
    oldest = uow.session.scalar(select(func.min(Delivery.created_at)).where(may_go, Delivery.retry_at.is_(None)))
    unrelayed = uow.session.scalar(select(func.min(FactRow.recorded_at)).where(FactRow.relayed_at.is_(None)))
    beats = {row.part: row.at for row in uow.session.scalars(select(Heartbeat))}
    aside = uow.session.scalar(select(func.count()).where(Delivery.state == State.SET_ASIDE)) or 0
    late = [instant for instant in (oldest, unrelayed) if instant and now - instant > LATE]
    asleep = [part for part in ("clock", "relay") if part not in beats or now - beats[part] > ASLEEP]
    return {
        "ok": not late and not asleep and not aside,
        "oldest_waiting": oldest.isoformat() if oldest else None,
        "waiting": uow.session.scalar(select(func.count()).where(waiting)) or 0,
        "set_aside": aside,
        "last_seen": {part: at.isoformat() for part, at in beats.items()},
        "not_running": asleep,
        "business_time": uow.now.isoformat(),
    }
