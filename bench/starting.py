"""From a commit to the moment its handler starts, in another process, while nothing else happens."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from random import Random
from statistics import median, quantiles
from time import monotonic, sleep
from uuid import uuid4

from bench import peering
from bench.ground import Ground, processes
from bench.rows import NotMeasured, Row
from tracker.escalations.facts import EscalationClosed
from workers.runtime import Runtime

STARTS = 200
P50, P99 = "commit → handler starts, p50, by Celery's enqueue → start", "commit → handler starts, p99, by Celery's"
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


def measure(ground: Ground) -> Iterator[Row | NotMeasured]:
    """Milliseconds, the middle and the slowest hundredth; ours and Celery in turns."""
    if not peering.are_here():
        yield from peering.missing(P50, P99)
        return
    with ground.runtime("postgresql", with_redis=True) as runtime:
        pairs = _pairs(runtime, peering.surroundings(runtime.settings, ground))
    ours, floor = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    yield Row(P50, median(ours), median(floor), 1, "ms")
    yield Row(P99, _hundredth(ours), _hundredth(floor), 2, "ms")


def _pairs(runtime: Runtime, env: dict[str, str]) -> list[tuple[float, float]]:
    with (
        processes([sys.executable, "-c", LISTENER], env) as [worker],
        processes(peering.command(peering.CELERY, "work"), env) as [peer],
        processes(peering.command(peering.CELERY, "send"), env, told=True) as [sender],
    ):

        def commit() -> float:
            with runtime.store.work() as uow:
                uow.record(EscalationClosed(matter=uuid4(), helped=True))
            return monotonic()

        def enqueue() -> float:
            assert sender.stdin is not None
            sender.stdin.write("\n")
            sender.stdin.flush()
            return _said(sender)

        random = Random(7)
        return [(_wait(commit, worker, random), _wait(enqueue, peer, random)) for _ in range(STARTS + 20)][20:]


def _wait(act: Callable[[], float], process: subprocess.Popen[str], random: Random) -> float:
    """Milliseconds from the moment that an act names to its work begun."""
    sleep(0.02 + random.random() / 20)
    since = act()
    return 1000 * (_said(process) - since)


def _said(process: subprocess.Popen[str]) -> float:
    """The moment in the next line of a process."""
    assert process.stdout is not None
    return float(process.stdout.readline().split()[1])


def _hundredth(waits: list[float]) -> float:
    return quantiles(waits, n=100)[98]
