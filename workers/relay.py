"""Outbox → queue: the only place that sends. Fans facts out, and sweeps for what was sent but never done."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import without_words
from tracker.kernel.facts import Fact
from tracker.storage.inserting import insert_unless_there
from tracker.storage.outbox import Delivery, FactRow, Heartbeat, State
from tracker.storage.unit_of_work import Store, UnitOfWork
from workers.subscriptions import EFFECTS, listeners

log = logging.getLogger("ledertrivsel.relay")

BATCH = 500
PARCEL = 25
IDLE_SECONDS = 1.0
EFFECT_NAMES = frozenset(name for names in EFFECTS.values() for name in names)


class Queue(Protocol):
    """Where deliveries' ids go."""

    def send(self, delivery_ids: Sequence[UUID], *, effect: bool) -> None:
        """Put some ids on the queue, to be done together; may raise when the queue is away."""


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
            except Exception as error:  # noqa: BLE001 - whatever it is, the relay must not stand still
                log.warning("the relay stumbled: %s", without_words(error))
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
        return sum(self._send(ids, effect=effect) for ids, effect in parcels(ready))

    def _send(self, delivery_ids: Sequence[UUID], *, effect: bool) -> int:
        try:
            self.queue.send(delivery_ids, effect=effect)
        except Exception as error:  # noqa: BLE001 - the queue is only a doorbell: the sweep sends again
            log.warning("the queue is away: %s", type(error).__name__)
            return 0
        return len(delivery_ids)


@dataclass(frozen=True)
class Ready:
    """A delivery that may go. `claims` counts those that ended without an outcome."""

    id: UUID
    listener: str
    claims: int


def parcels(ready: Sequence[Ready]) -> Iterator[tuple[list[UUID], bool]]:
    """What travels together, and whether it is an effect: reactions in parcels, each effect alone.

    What was claimed before without an outcome may have killed its worker: it travels alone, and takes nobody with it.
    """
    calm = [one.id for one in ready if one.listener not in EFFECT_NAMES and not one.claims]
    yield from ((calm[start : start + PARCEL], False) for start in range(0, len(calm), PARCEL))
    kept = set(calm)
    yield from (([one.id], one.listener in EFFECT_NAMES) for one in ready if one.id not in kept)


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


def take_ready(uow: UnitOfWork, resend: timedelta) -> list[Ready]:
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
    columns = (Delivery.id, Delivery.listener, Delivery.claims)
    return [Ready(*row) for row in uow.session.execute(query.returning(*columns))]


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
