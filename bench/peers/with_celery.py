"""Celery on Redis, as threads: `fill` puts jobs on its queue, `work` does them, `send` enqueues when told to on stdin.

Run by the Python of .cache/peers, which knows nothing of ours. Prefetch is 100 a process; no results, no rate limits.
"""

import os
import sys
import threading
import warnings
from time import monotonic

import psycopg
from celery import Celery
from celery.signals import worker_ready

THREADS = 4
mine = threading.local()
app = Celery("peer", broker=os.environ["PEER_REDIS"])
app.conf.update(
    task_ignore_result=True,
    worker_disable_rate_limits=True,
    worker_prefetch_multiplier=100 // THREADS,
    worker_redirect_stdouts=False,
)


@app.task(name="write")
def write(number: int) -> None:
    """One small row."""
    if not hasattr(mine, "connection"):
        mine.connection = psycopg.connect(os.environ["PEER_DATABASE"], autocommit=True)
    mine.connection.execute("INSERT INTO bench_floor (number) VALUES (%s)", (number,))


@app.task(name="start")
def start() -> None:
    """Say when it began."""
    say("started", monotonic())


@worker_ready.connect
def ready(**_: object) -> None:
    """It listens now."""
    say("ready")


def say(*words: object) -> None:
    """A line to whoever measures."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def send() -> None:
    """Enqueue one at each line, and say when it was begun."""
    say("ready")
    for _ in sys.stdin:
        begun = monotonic()
        start.delay()
        say("sent", begun)


def work() -> None:
    """Be a worker until told to stop."""
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=ERROR")
    warnings.simplefilter("ignore")  # it minds root, which a container is
    app.worker_main(
        ["--quiet", "worker", "--pool=threads", f"--concurrency={THREADS}", f"--hostname={os.getpid()}@peer", *quiet]
    )


def fill(number: int) -> None:
    """So many jobs at once."""
    for each in range(number):
        write.delay(each)
    say("ready")


if sys.argv[1] == "fill":
    fill(int(sys.argv[2]))
else:
    {"work": work, "send": send}[sys.argv[1]]()
