"""Time → facts. Asks *due ≤ now and not done*; any number may run. Moves the business clock where allowed."""

import logging
from threading import Event
from time import monotonic

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from tracker.kernel.errors import ProductError
from tracker.storage.clock import next_due, read_target, set_now
from tracker.storage.outbox import Timer
from tracker.storage.unit_of_work import Store
from workers.relay import beat, is_idle
from workers.subscriptions import TIMERS

log = logging.getLogger("ledertrivsel.clock")

TICK_SECONDS = 1.0
DRAIN_SECONDS = 60.0


class Clock:
    """Lets what is due happen, over one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def run(self, stop: Event) -> None:
        """Until told to stop: tick, and obey when the business clock is to be moved."""
        while not stop.is_set():
            try:
                self.tick()
                if self.store.movable_clock:
                    self.obey(stop)
            except DBAPIError as error:
                log.warning("the database is away: %s", type(error).__name__)
            stop.wait(TICK_SECONDS)

    def tick(self) -> int:
        """Everything that is due, one transaction each. Returns how many."""
        done = 0
        while self._fire_next():
            done += 1
        with self.store.work() as uow:
            beat(uow, "clock")
        return done

    def _fire_next(self) -> bool:
        """Claim and do the earliest due timer; claiming and doing are one transaction, so it fires once."""
        with self.store.work() as uow:
            earliest = (
                select(Timer.id)
                .where(Timer.ended_at.is_(None), Timer.due_at <= uow.now)
                .order_by(Timer.due_at)
                .limit(1)
            )
            claim = update(Timer).where(Timer.id == earliest.with_for_update(skip_locked=True).scalar_subquery())
            claim = claim.where(Timer.ended_at.is_(None)).values(ended_at=uow.now)
            row = uow.session.execute(claim.returning(Timer.kind, Timer.matter)).first()
            if row is None:
                return False
            try:
                with uow.session.begin_nested():
                    TIMERS[row.kind](uow, row.matter)
            except ProductError as error:
                log.warning("timer %s of %s had nothing to do: %s", row.kind, row.matter, type(error).__name__)
        return True

    def obey(self, stop: Event) -> None:
        """Step from due to due until the target, letting the road drain in between."""
        while not stop.is_set():
            with self.store.work() as uow:
                target = read_target(uow.session)
                if target is None:
                    return
                step = min(target, next_due(uow.session, uow.now) or target)
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
