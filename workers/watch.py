"""Whether this process's clock is to be believed. While it is not, nothing that time triggers is done."""

import logging
import os
import platform
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, select

from tracker.kernel.clocks import OURS, Steady, technical_now
from tracker.storage.machinery import end_doubt, say_doubt
from tracker.storage.unit_of_work import Store

log = logging.getLogger("ledertrivsel.clock")

APART = timedelta(minutes=1)
"""how far the database server's clock may be from ours"""
EVERY_SECONDS = 10.0
JUMPED, APART_FROM_DATABASE = "jumped", "apart from the database"
Doubt = tuple[str, float, datetime]
"""why, by how many seconds, since when"""


class Watch:
    """Looks at the clocks, and says in the database what it thinks of them."""

    def __init__(self, store: Store, steady: Steady = OURS) -> None:
        self.store = store
        self.steady = steady
        self.process = f"{platform.node()}:{os.getpid()}:{uuid4().hex[:8]}"
        self._apart: Doubt | None = None
        self._compared: datetime | None = None
        self._said: tuple[str | None, datetime] | None = None

    def is_sane(self) -> bool:
        """Whether time may trigger anything now."""
        doubt = self._doubt()
        reason = doubt[0] if doubt else None
        now = technical_now()
        if self._said is None or self._said[0] != reason or (doubt and self._is_over(self._said[1], now)):
            self._say(doubt)
            self._said = (reason, now)
        return doubt is None

    def _say(self, doubt: Doubt | None) -> None:
        with self.store.work() as uow:
            if doubt is None:
                end_doubt(uow.session, self.process)
                return
            say_doubt(uow.session, self.process, *doubt)
        if self._said is None or self._said[0] != doubt[0]:
            log.error("the clock is not believed (%s, %.0f s): nothing that time triggers is done", *doubt[:2])

    def _doubt(self) -> Doubt | None:
        now = self.steady.now()
        if doubt := self.steady.doubt:
            return JUMPED, doubt.off, doubt.since
        if self._compared is None or self._is_over(self._compared, now):
            self._apart, self._compared = self._compare(now), now
        return self._apart

    def _compare(self, now: datetime) -> Doubt | None:
        """On SQLite there is one machine, and one clock: nothing to compare with."""
        if self.store.engine.dialect.name == "sqlite":
            return None
        with self.store.read() as uow:
            theirs = uow.session.execute(select(func.clock_timestamp())).scalar_one()
        off = self.steady.now() - theirs
        if abs(off) <= APART:
            return None
        return APART_FROM_DATABASE, off.total_seconds(), self._apart[2] if self._apart else now

    def _is_over(self, since: datetime, now: datetime) -> bool:
        return abs((now - since).total_seconds()) >= EVERY_SECONDS
