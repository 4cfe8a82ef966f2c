"""From a commit to the moment its handler starts, in another process, while nothing else happens."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from random import Random
from statistics import median, quantiles
from time import monotonic, sleep
from uuid import uuid4

import redis

from bench.ground import Ground, processes
from bench.rows import Row
from tracker.escalations.facts import EscalationClosed

STARTS = 200
CELERY_P50, CELERY_P99 = 3.8 / 0.7, 23 / 1.6
"""how much longer than a raw Redis list Celery took from enqueueing to starting: measured side by side, once"""
RAW = """
import sys, time, redis
client = redis.Redis.from_url(sys.argv[1])
print("ready", flush=True)
while True:
    _, number = client.blpop("bench:raw")
    print(number.decode(), time.monotonic(), flush=True)
"""
LISTENER = """
import signal, time
from tracker.settings import Settings
from workers import subscriptions
from workers.runtime import Runtime
from workers.subscriptions import HANDLERS

def note(_uow, fact):
    print(fact.matter, time.monotonic(), flush=True)

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
HANDLERS["notifications.on_escalation_closed"] = note
with Runtime(Settings.from_environment()).working(clock=False):
    print("ready", flush=True)
    signal.sigwait({signal.SIGTERM})
"""


def measure(ground: Ground) -> Iterator[Row]:
    """Milliseconds, the middle and the slowest hundredth; ours and a raw Redis list in turns."""
    with (
        ground.runtime("postgresql", with_redis=True) as runtime,
        redis.Redis.from_url(ground.redis.url) as client,
        processes([sys.executable, "-c", LISTENER], runtime.settings) as [worker],
        processes([sys.executable, "-c", RAW, ground.redis.url], runtime.settings) as [raw],
    ):

        def commit() -> float:
            with runtime.store.work() as uow:
                uow.record(EscalationClosed(matter=uuid4(), helped=True))
            return monotonic()

        def push() -> float:
            begun = monotonic()
            client.rpush("bench:raw", 1)
            return begun

        random = Random(7)
        pairs = [(_wait(commit, worker, random), _wait(push, raw, random)) for _ in range(STARTS + 20)][20:]
    ours, floor = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    yield Row(
        "commit → handler starts, p50 (Celery, from raw Redis)", median(ours), CELERY_P50 * median(floor), 1, "ms"
    )
    slowest = CELERY_P99 * _hundredth(floor)
    yield Row("commit → handler starts, p99 (Celery, from raw Redis)", _hundredth(ours), slowest, 2, "ms")


def _wait(act: Callable[[], float], process: subprocess.Popen[str], random: Random) -> float:
    """Milliseconds from the moment that an act names to its work begun."""
    sleep(0.02 + random.random() / 20)
    since = act()
    assert process.stdout is not None
    return 1000 * (float(process.stdout.readline().split()[1]) - since)


def _hundredth(waits: list[float]) -> float:
    return quantiles(waits, n=100)[98]
