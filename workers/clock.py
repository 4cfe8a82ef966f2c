"""Time → facts. Asks *due ≤ now and not done*; any number may run. Moves the business clock where allowed.

While this machine's time is not to be believed, it fires nothing; another machine's clock goes on.
"""

import logging
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tracker.kernel.clocks import OURS, Steady, technical_now
from tracker.kernel.errors import ProductError, without_words
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
        """Everything that is due, one transaction each. Returns how many it tried."""
        done = 0
        while self.watch.is_sane() and self._fire_next():
            done += 1
        with self.store.work() as uow:
            beat(uow, "clock")
        return done

    def _fire_next(self) -> bool:
        """Do the earliest due timer. One that fails stays due and rests for a minute, so that the others are done.

        False when there was none. Raises when the database is away: not even the failure can be written down.
        """
        claimed: list[UUID] = []
        try:
            with self.store.work() as uow:
                row = self._claim(uow)
                if row is None:
                    return False
                claimed.append(row.id)
                uow.due_at = row.due_at
                _call(uow, row.kind, row.matter)
        except Exception as error:
            if not claimed:
                raise
            self._rest(claimed[0], error)
        return True

    def _rest(self, timer_id: UUID, error: Exception) -> None:
        log.warning("timer %s failed: %s", timer_id, without_words(error))
        self._resting[timer_id] = technical_now() + REST
        with self.store.work() as uow:
            note_trouble(uow.session, timer_id, type(error).__name__)

    def _claim(self, uow: UnitOfWork) -> Any:
        """Claiming and doing are one transaction, so that a timer fires once."""
        self._resting = {key: until for key, until in self._resting.items() if until > technical_now()}
        due = (Timer.ended_at.is_(None), Timer.due_at <= uow.now, Timer.id.not_in(self._resting))
        earliest = select(Timer.id).where(*due).order_by(Timer.due_at).limit(1).with_for_update(skip_locked=True)
        claim = update(Timer).where(Timer.id == earliest.scalar_subquery(), Timer.ended_at.is_(None))
        returned = claim.values(ended_at=uow.now).returning(Timer.id, Timer.kind, Timer.matter, Timer.due_at)
        return uow.session.execute(returned).first()

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
    try:
        with uow.session.begin_nested():
            TIMERS[kind](uow, matter)
    except ProductError as error:
        uow.facts.clear()  # they went with the rows
        log.warning("timer %s of %s had nothing to do: %s", kind, matter, type(error).__name__)
