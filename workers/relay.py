"""Outbox → queue: the only place that sends. Fans facts out, and sweeps for what was sent but never done."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from operator import attrgetter
from threading import Event
from time import monotonic
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Table, bindparam, or_, select, update

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import without_words
from tracker.storage.asking import ask
from tracker.storage.base import Instant
from tracker.storage.inserting import insert_unless_there
from tracker.storage.outbox import WAITS, Delivery, FactRow, Heartbeat
from tracker.storage.outside import not_away
from tracker.storage.unit_of_work import Store, UnitOfWork
from workers.fanning import BATCH, EVERYTHING, Ready, fan_out, unrelayed
from workers.subscriptions import EFFECTS

log = logging.getLogger("ledertrivsel.relay")

PARCEL = 50
EFFECTS_PARCEL = 10
"""each takes long, and they go one after the other"""
IDLE_SECONDS = 1.0
_urgency = attrgetter("urgency")
EFFECT_NAMES = frozenset(name for names in EFFECTS.values() for name in names)


@dataclass(frozen=True)
class Parcel:
    """Deliveries that travel as one message."""

    ids: Sequence[UUID]
    urgency: int


class Queue(Protocol):
    """Where deliveries' ids go."""

    def takes(self) -> frozenset[int]:
        """The urgencies it has room for; may raise when it is away."""

    def send(self, parcels: Sequence[Parcel]) -> None:
        """Put parcels on the queue; may raise when it is away."""


class Cart:
    """A queue by hand: what is sent lies in it until somebody carries it on."""

    def __init__(self) -> None:
        self.sent: list[Sequence[UUID]] = []

    def takes(self) -> frozenset[int]:
        """Everything."""
        return EVERYTHING

    def send(self, parcels: Sequence[Parcel]) -> None:
        """Keep the ids."""
        self.sent.extend(one.ids for one in parcels)


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
        """Until told to stop: relay what is new at every ring, and sweep once a second (always, on a movable clock)."""
        swept = 0.0
        while not stop.is_set():
            sweeps = self.store.movable_clock or monotonic() - swept >= IDLE_SECONDS
            try:
                moved = self.relay_once(sweeps=sweeps)
            except Exception as error:  # noqa: BLE001 - whatever it is, the relay must not stand still
                log.warning("the relay stumbled: %s", without_words(error))
                moved = 0
                stop.wait(IDLE_SECONDS)
            if sweeps and moved < BATCH:
                swept = monotonic()
            if moved < PARCEL:  # there was no more: what was recorded meanwhile has rung
                ear.wait(max(0.01, swept + IDLE_SECONDS - monotonic()))

    def relay_once(self, *, sweeps: bool = True) -> int:
        """One pass: the new facts, and (where it sweeps) whatever else may go. Returns how many ids were sent."""
        takes = self.queue.takes()
        with self.store.statement() as uow:
            new = fan_out(uow, takes, technical_now() + self.resend)
        moved = self._send(new)
        return moved + self._sweep(takes) if sweeps else moved

    def _sweep(self, takes: frozenset[int]) -> int:
        with self.store.work() as uow:
            ready = take_ready(uow, self.resend, takes)
            beat(uow, "relay")
        return self._send(ready)

    def _send(self, ready: list[Ready]) -> int:
        if not ready:
            return 0
        try:
            self.queue.send(list(parcels(ready)))
        except Exception as error:  # noqa: BLE001 - the queue is only a doorbell: the sweep sends again
            log.warning("the queue is away: %s", type(error).__name__)
            return 0
        return len(ready)


def parcels(ready: Sequence[Ready]) -> Iterator[Parcel]:
    """What travels together, the urgent first: reactions of one urgency, and a few effects, which share a connection.

    What was claimed before without an outcome may have killed its worker: it travels alone, and takes nobody with it.
    """
    for urgency, some in groupby(sorted(ready, key=_urgency), key=_urgency):
        same = list(some)
        for size, is_effect in ((PARCEL, False), (EFFECTS_PARCEL, True)):
            calm = [one.id for one in same if not one.claims and (one.listener in EFFECT_NAMES) == is_effect]
            yield from (Parcel(calm[start : start + size], urgency) for start in range(0, len(calm), size))
        yield from (Parcel([one.id], urgency) for one in same if one.claims)


def take_ready(uow: UnitOfWork, resend: timedelta, takes: frozenset[int] = EVERYTHING) -> list[Ready]:
    """What may go now and is not on its way, urgent first: marked as queued, and sent again after `resend`."""
    now = technical_now()
    values = {"now": now, "business_now": uow.now, "until": now + resend, "takes": sorted(takes)}
    return [Ready(*row) for row in uow.session.connection().execute(_take_ready(), values)]


@cache
def _take_ready() -> Executable:
    """Put together once: it is asked every second, by everybody who relays."""
    now, business_now = bindparam("now", type_=Instant()), bindparam("business_now", type_=Instant())
    row = cast(Table, Delivery.__table__).c

    def past(column: ColumnElement[Any], instant: ColumnElement[Any]) -> ColumnElement[bool]:
        return or_(column.is_(None), column <= instant)

    ready = (
        select(row.id)
        .where(WAITS, past(row.queued_until, now), past(row.leased_until, now))
        .where(past(row.retry_at, now), past(row.not_before, business_now))
        .where(row.urgency.in_(bindparam("takes", expanding=True)), not_away())
        .order_by(row.urgency, row.created_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .cte("ready")
    )
    mark = update(Delivery.__table__).where(row.id.in_(select(ready.c.id)))  # type: ignore[arg-type]
    mark = mark.values(queued_until=bindparam("until", type_=Instant()))
    return mark.returning(row.id, row.listener, row.urgency, row.claims)


def beat(uow: UnitOfWork, part: str) -> None:
    """Write down that a part of the machinery ran, at most every few seconds."""
    now = technical_now()
    last: datetime | None = ask(uow.session, _LAST, part=part).scalar()
    if last is None:
        insert_unless_there(uow.session, Heartbeat, [{"part": part, "at": now}])
    elif abs(now - last) > timedelta(seconds=10):
        uow.session.execute(update(Heartbeat).where(Heartbeat.part == part).values(at=now))


_LAST = select(Heartbeat.at).where(Heartbeat.part == bindparam("part"))


def is_idle(uow: UnitOfWork) -> bool:
    """Whether the road is drained: nothing recorded, waiting or queued that may go at this business instant."""
    now = technical_now()
    if uow.session.scalar(select(FactRow.id).where(unrelayed()).limit(1)) is not None:
        return False
    may_go = or_(Delivery.not_before.is_(None), Delivery.not_before <= uow.now)
    may_retry = or_(Delivery.retry_at.is_(None), Delivery.retry_at <= now)
    query = select(Delivery.id).where(WAITS, may_go, may_retry, not_away()).limit(1)
    return uow.session.scalar(query) is None
