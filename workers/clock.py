"""Time → facts. Asks *due ≤ now and not done*; any number may run. Moves the business clock where allowed.

While this machine's time is not to be believed, it fires nothing; another machine's clock goes on.
"""

import logging
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, Uuid, bindparam, select, update

from tracker.kernel.clocks import OURS, Steady, technical_now
from tracker.kernel.errors import ProductError, without_words
from tracker.storage.base import Instant
from tracker.storage.clock import next_due, read_target, set_now
from tracker.storage.machinery import note_trouble
from tracker.storage.outbox import Timer
from tracker.storage.unit_of_work import Store, UnitOfWork
from workers.auditor import auditing
from workers.relay import beat, is_idle
from workers.subscriptions import TIMERS
from workers.watch import Watch

log = logging.getLogger("ledertrivsel.clock")

TICK_SECONDS = 1.0
REST = timedelta(minutes=1)
DRAIN_SECONDS = 60.0
TOGETHER = 20
"""timers that are one transaction, which costs one commit; longer it would keep others from writing"""
_TIMER = cast(Table, Timer.__table__)
_NOW = bindparam("now", type_=Instant())
_EARLIEST = (
    select(_TIMER.c.id)
    .where(_TIMER.c.ended_at.is_(None), _TIMER.c.due_at <= _NOW)
    .where(_TIMER.c.id.not_in(bindparam("resting", type_=Uuid(), expanding=True)))
    .order_by(_TIMER.c.due_at)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(_TIMER)
    .where(_TIMER.c.id == _EARLIEST.scalar_subquery(), _TIMER.c.ended_at.is_(None))
    .values(ended_at=_NOW)
    .returning(_TIMER.c.id, _TIMER.c.kind, _TIMER.c.matter, _TIMER.c.due_at)
)


class Clock:
    """Lets what is due happen, over one store."""

    def __init__(self, store: Store, steady: Steady = OURS) -> None:
        self.store = store
        self.watch = Watch(store, steady)
        self._resting: dict[UUID, datetime] = {}
        """timers that failed, and until when (technical time) the others go before them"""

    def run(self, stop: Event) -> None:
        """Until told to stop: tick, and obey when the business clock is to be moved; an auditor works beside it."""
        with auditing(self.store, stop):
            self._run(stop)

    def _run(self, stop: Event) -> None:
        while not stop.is_set():
            try:
                self.tick()
                if self.store.movable_clock:
                    self.obey(stop)
            except Exception as error:  # noqa: BLE001 - whatever it is, the clock must not stand still
                log.warning("the clock stumbled: %s", without_words(error))
            stop.wait(TICK_SECONDS)

    def tick(self) -> int:
        """Everything that is due. Returns how many it tried."""
        done = 0
        while self.watch.is_sane() and (tried := self._fire()):
            done += tried
        with self.store.work() as uow:
            beat(uow, "clock")
        return done

    def _fire(self, most: int = TOGETHER) -> int:
        """Do the earliest due timers in one transaction; where one of them fails, each in its own. How many there were.

        One that fails by itself stays due and rests for a minute, so that the others are done. Raises when the
        database is away: not even the failure can be written down.
        """
        claimed: list[UUID] = []
        try:
            with self.store.work() as uow:
                while len(claimed) < most and (row := self._claim(uow)):
                    claimed.append(row.id)
                    uow.due_at = row.due_at
                    _call(uow, row.kind, row.matter)
                    uow.session.expunge_all()  # the next one reads the rows as they are now
        except Exception as error:
            if not claimed:
                raise
            if most == 1:
                self._rest(claimed[0], error)
            else:
                for _ in claimed:
                    self._fire(most=1)
        return len(claimed)

    def _rest(self, timer_id: UUID, error: Exception) -> None:
        log.warning("timer %s failed: %s", timer_id, without_words(error))
        self._resting[timer_id] = technical_now() + REST
        with self.store.work() as uow:
            note_trouble(uow.session, timer_id, type(error).__name__)

    def _claim(self, uow: UnitOfWork) -> Any:
        """Claiming and doing are one transaction, so that a timer fires once."""
        self._resting = {key: until for key, until in self._resting.items() if until > technical_now()}
        return uow.session.connection().execute(_CLAIM, {"now": uow.now, "resting": list(self._resting)}).first()

    def obey(self, stop: Event) -> None:
        """Step from due to due until the target, letting the road drain in between."""
        while not stop.is_set() and self.watch.is_sane():
            with self.store.work() as uow:
                target = read_target(uow.session)
                if target is None:
                    return
                step = min(target, next_due(uow.session, uow.now, but=self._resting) or target)
                set_now(uow.session, max(step, uow.now), arrived=step >= target)
            self.tick()
            self.drain(stop)

    def drain(self, stop: Event) -> None:
        """Wait until relay and workers have nothing left that may go."""
        deadline = monotonic() + DRAIN_SECONDS
        while not stop.is_set() and monotonic() < deadline:
            with self.store.read() as uow:
                if is_idle(uow):
                    return
            stop.wait(0.02)


def _call(uow: UnitOfWork, kind: str, matter: UUID) -> None:
    before = len(uow.facts)
    try:
        with uow.session.begin_nested():
            TIMERS[kind](uow, matter)
    except ProductError as error:
        del uow.facts[before:]  # they went with the rows
        log.warning("timer %s of %s had nothing to do: %s", kind, matter, type(error).__name__)
