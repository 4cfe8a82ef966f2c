"""Outbox → queue: the only place that sends. Fans facts out, and sweeps for what was sent but never done."""

import logging
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute

from tracker.kernel.clocks import technical_now
from tracker.kernel.facts import Fact
from tracker.storage.inserting import insert_unless_there
from tracker.storage.outbox import Delivery, FactRow, Heartbeat, State
from tracker.storage.unit_of_work import Store, UnitOfWork
from workers.subscriptions import EFFECTS, listeners

log = logging.getLogger("ledertrivsel.relay")

BATCH = 500
IDLE_SECONDS = 1.0
EFFECT_NAMES = frozenset(name for names in EFFECTS.values() for name in names)


class Queue(Protocol):
    """Where deliveries' ids go."""

    def send(self, delivery_id: UUID, *, effect: bool) -> None:
        """Put one id on the queue; may raise when the queue is away."""


class Ear(Protocol):
    """The listening side of the doorbell."""

    def wait(self, seconds: float) -> None:
        """Return when the bell rings, or after this long."""


class Relay:
    """Moves what is recorded onto the queue."""

    def __init__(self, store: Store, queue: Queue, *, resend: timedelta = timedelta(seconds=60)) -> None:
        self.store = store
        self.queue = queue
        self.resend = resend

    def run(self, ear: Ear, stop: Event) -> None:
        """Until told to stop: relay, and wait for the bell when there was nothing."""
        while not stop.is_set():
            try:
                moved = self.relay_once()
            except Exception as error:  # whatever it is, the relay must not stand still
                log.warning("the relay stumbled: %s", type(error).__name__, exc_info=not isinstance(error, DBAPIError))
                moved = 0
                stop.wait(IDLE_SECONDS)
            if not moved:
                ear.wait(IDLE_SECONDS)

    def relay_once(self) -> int:
        """One pass. Returns how many ids were sent."""
        with self.store.work() as uow:
            fan_out(uow)
            ready = take_ready(uow, self.resend)
            beat(uow, "relay")
        return sum(self._send(delivery_id, effect=listener in EFFECT_NAMES) for delivery_id, listener in ready)

    def _send(self, delivery_id: UUID, *, effect: bool) -> bool:
        try:
            self.queue.send(delivery_id, effect=effect)
        except Exception as error:  # noqa: BLE001 - the queue is only a doorbell: the sweep sends again
            log.warning("the queue is away: %s", type(error).__name__)
            return False
        return True


def fan_out(uow: UnitOfWork) -> None:
    """One delivery per (fact, listener) for facts not yet relayed; safe to run anywhere, any number of times.

    A fact this process has never heard of waits for a newer one, which knows who hears it.
    """
    query = select(FactRow.id, FactRow.name).where(_unrelayed()).order_by(FactRow.recorded_at).limit(BATCH)
    rows = uow.session.execute(query.with_for_update(skip_locked=True)).all()
    if not rows:
        return
    now = technical_now()
    values = [_delivery(row.id, listener, now) for row in rows for listener in listeners(row.name)]
    insert_unless_there(uow.session, Delivery, values)
    uow.session.execute(update(FactRow).where(FactRow.id.in_([row.id for row in rows])).values(relayed_at=now))


def _unrelayed() -> ColumnElement[bool]:
    return and_(FactRow.relayed_at.is_(None), FactRow.name.in_(Fact.registry))


def _delivery(fact_id: UUID, listener: str, now: datetime) -> dict[str, object]:
    counts = {"attempts": 0, "claims": 0, "fence": 0}
    return counts | {"id": uuid4(), "fact_id": fact_id, "listener": listener, "state": State.WAITING, "created_at": now}


def take_ready(uow: UnitOfWork, resend: timedelta) -> list[tuple[UUID, str]]:
    """What may go now and is not on its way: marked as queued, and sent again after `resend`."""
    now = technical_now()

    def past(column: InstrumentedAttribute[datetime | None], instant: datetime) -> ColumnElement[bool]:
        return or_(column.is_(None), column <= instant)

    ready = (
        select(Delivery.id)
        .where(Delivery.state == State.WAITING, past(Delivery.queued_until, now), past(Delivery.leased_until, now))
        .where(past(Delivery.retry_at, now), past(Delivery.not_before, uow.now))
        .order_by(Delivery.created_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    query = update(Delivery).where(Delivery.id.in_(ready.scalar_subquery())).values(queued_until=now + resend)
    return [(row.id, row.listener) for row in uow.session.execute(query.returning(Delivery.id, Delivery.listener))]


def beat(uow: UnitOfWork, part: str) -> None:
    """Write down that a part of the machinery ran, at most every few seconds."""
    now = technical_now()
    row = uow.session.get(Heartbeat, part)
    if row is None:
        insert_unless_there(uow.session, Heartbeat, [{"part": part, "at": now}])
    elif now - row.at > timedelta(seconds=10):
        row.at = now


def is_idle(uow: UnitOfWork) -> bool:
    """Whether the road is drained: nothing recorded, waiting or queued that may go at this business instant."""
    now = technical_now()
    if uow.session.scalar(select(FactRow.id).where(_unrelayed()).limit(1)) is not None:
        return False
    may_go = or_(Delivery.not_before.is_(None), Delivery.not_before <= uow.now)
    may_retry = or_(Delivery.retry_at.is_(None), Delivery.retry_at <= now)
    query = select(Delivery.id).where(Delivery.state == State.WAITING, may_go, may_retry).limit(1)
    return uow.session.scalar(query) is None
