"""Compares, every few minutes, what people should have been told with what they were told, and seals the log.

Runs beside the clock.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import without_words
from tracker.notifications.audit import audit
from tracker.people.queries import is_founded
from tracker.plans.service import welcoming
from tracker.privacy.service import see_to_it
from tracker.storage.machinery import GRACE, confirmed
from tracker.storage.outbox import Heartbeat
from tracker.storage.unit_of_work import Store
from tracker.warnings.service import looking
from workers.relay import beat
from workers.sealing import seal

log = logging.getLogger("ledertrivsel.auditor")

EVERY = timedelta(minutes=5)
AGAIN = GRACE + timedelta(seconds=5)
AFTER_A_STUMBLE = timedelta(seconds=30)


class Auditor:
    """One of them works at a time, however many clocks there are."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def run(self, stop: Event) -> None:
        """Until told to stop: audit, and again in a minute where something may only have been on its way."""
        while not stop.is_set():
            try:
                wait = self.turn()
            except Exception as error:  # noqa: BLE001 - whatever it is: that it did not get through is seen by its age
                log.warning("the auditor stumbled: %s", without_words(error))
                wait = AFTER_A_STUMBLE
            stop.wait(wait.total_seconds())

    def turn(self) -> timedelta:
        """Seal the log, set what comes daily, and audit, unless another just has. Returns when to come back."""
        seal(self.store)
        set_what_comes_daily(self.store)
        with self.store.read() as uow:
            last = uow.session.get(Heartbeat, "auditor")
        if last is not None and abs(technical_now() - last.at) < AGAIN - timedelta(seconds=10):
            return AGAIN
        unsure = self.audit()
        return AGAIN if unsure else EVERY

    def audit(self) -> bool:
        """Audit now. Whether something has to be looked at again."""
        unsure = audit(self.store)
        with self.store.work() as uow:
            beat(uow, "auditor")
            found = confirmed(uow.session)
        for one in found:
            log.error("audit: %s %s since %s", one.kind, one.matter, one.first_seen.isoformat(timespec="seconds"))
        return unsure


def set_what_comes_daily(store: Store) -> None:
    """What is looked at each day has its next time, where nothing has set that yet."""
    with store.work() as uow:
        if is_founded(uow.session):
            see_to_it(uow)
            welcoming.see_to_it(uow)
            looking.see_to_it(uow)


@contextmanager
def auditing(store: Store, stop: Event) -> Iterator[None]:
    """An auditor works while the block does; `stop` ends it."""
    thread = Thread(target=Auditor(store).run, args=(stop,), name="auditor")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def report(store: Store) -> int:
    """Audit, and print what is amiss: kind, opaque id, since when. 1 when there is anything certain."""
    unsure = Auditor(store).audit()
    with store.read() as uow:
        found = confirmed(uow.session)
    for one in found:
        print(f"{one.kind}\t{one.matter}\t{one.first_seen.isoformat(timespec='seconds')}")
    print(f"{len(found)} amiss" + ("; something new is looked at again in a minute" if unsure else ""))
    return 1 if found else 0
