"""Asks the other side of an effect, when it is away, whether it is back: one process at a time, with nobody's work."""

import logging
from threading import Event

from tracker.kernel.errors import without_words
from tracker.storage.outside import came_back, claim_probe, due_probes, still_away
from workers.road import Road

log = logging.getLogger("ledertrivsel.road")

LOOK_SECONDS = 5.0


class Prober:
    """Probes what this road's effects need."""

    def __init__(self, road: Road) -> None:
        self.road = road

    def run(self, stop: Event) -> None:
        """Until told to stop."""
        while not stop.wait(min(LOOK_SECONDS, self.road.probe_every.total_seconds() / 2)):
            try:
                self.probe_once()
            except Exception as error:  # noqa: BLE001 - whatever it is, somebody must go on asking
                log.warning("the probe stumbled: %s", without_words(error))

    def probe_once(self) -> None:
        """Probe whatever is due, where no other process does."""
        with self.road.store.read() as uow:
            due = due_probes(uow.session, list(self.road.effects))
        for listener in due:
            with self.road.store.work() as uow:
                mine = claim_probe(uow.session, listener, self.road.probe_every)
            if mine:
                self._probe(listener)

    def _probe(self, listener: str) -> None:
        try:
            self.road.effects[listener].probe()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not back
            problem = getattr(error, "problem", type(error).__name__)
            log.info("%s is still away: %s", listener, problem)
            with self.road.store.work() as uow:
                still_away(uow.session, listener, problem)
        else:
            log.warning("%s is back", listener)
            with self.road.store.work() as uow:
                came_back(uow.session, listener)
