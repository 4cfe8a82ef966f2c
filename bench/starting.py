"""From a commit to the moment its handler starts, in another process, while nothing else happens."""

import sys
from collections.abc import Iterator
from random import Random
from statistics import median, quantiles
from time import monotonic, sleep
from uuid import uuid4

from bench.ground import Ground, processes
from bench.rows import Row
from tracker.escalations.facts import EscalationClosed

STARTS = 200
FLOOR_P50, FLOOR_P99 = 3.8, 23.0
"""milliseconds from enqueueing to starting with Celery, measured beside the others once: see the README's table"""
LISTENER = """
import sys, time
from tracker.settings import Settings
from workers import subscriptions
from workers.runtime import Runtime
from workers.subscriptions import HANDLERS

def note(_uow, fact):
    print(fact.matter, time.monotonic(), flush=True)

HANDLERS["notifications.on_escalation_closed"] = note
with Runtime(Settings.from_environment()).working(clock=False):
    print("ready", flush=True)
    sys.stdin.read()
"""


def measure(ground: Ground) -> Iterator[Row]:
    """Milliseconds, the middle and the slowest hundredth."""
    with ground.runtime("postgresql", with_redis=True) as runtime:
        command = [sys.executable, "-c", LISTENER]
        with processes(command, runtime.settings) as [process]:
            waits = []
            random = Random(7)
            for number in range(STARTS + 20):
                sleep(0.02 + random.random() / 20)
                with runtime.store.work() as uow:
                    uow.record(EscalationClosed(matter=uuid4(), helped=True))
                committed = monotonic()
                assert process.stdout is not None
                started = float(process.stdout.readline().split()[1])
                if number >= 20:
                    waits.append(1000 * (started - committed))
    yield Row("commit → handler starts, p50 (floor: Celery, noted)", median(waits), FLOOR_P50, 1, "ms")
    yield Row("commit → handler starts, p99 (floor: Celery, noted)", quantiles(waits, n=100)[98], FLOOR_P99, 2, "ms")
