"""The rehearsal under fire: real processes that are killed, a Redis that is emptied, a mail server that goes away."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from random import Random
from socket import socket
from threading import Event, Timer
from time import monotonic

import redis
from sqlalchemy import select

from tracker.settings import PREFIX, Settings
from tracker.storage.clock import next_due, set_now
from tracker.storage.outside import Outside
from tracker.storage.unit_of_work import Store
from workers.clock import Clock
from workers.rehearsal.passing import Recorder, now, words_of
from workers.rehearsal.sink import Sink
from workers.relay import is_idle

PATIENCE = 300.0
LEASE_SECONDS = 5
IN_A_RUN, SLOTS_A_DAY, MOST_OFTEN = 40, 3, 0.25
"""about so many things happen in a run, spread over the slots of its agenda"""
OUTAGES, LONG = 2, 20
"""how often the mail server goes away in a run of so many days: each time costs a minute, until somebody asks again"""


class Processes:
    """An installation's own processes: one that does everything, or web, worker and clock where there is Redis."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self._folder = settings, folder
        self.names = ["web", "worker", "clock"] if settings.redis_url else ["web"]
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Start one of them."""
        options = ["--port", str(_free_port())] if name == "web" else []
        command = [sys.executable, "-c", "from workers.main import main; main()", name, *options]
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(command, env=self._environment(), stdout=log, stderr=log)  # noqa: S603

    def kill(self, name: str) -> None:
        """SIGKILL, and start it anew."""
        process = self._running[name]
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.start(name)

    def stop(self) -> None:
        """End them all."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _environment(self) -> dict[str, str]:
        given = {field.name: getattr(self.settings, field.name) for field in fields(self.settings) if field.init}
        own = {PREFIX + name.upper(): str(value) for name, value in given.items() if value not in ("", None)}
        return {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)} | own


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class UnderFire:
    """Time passes by our own steps, while others carry, and something happens to them now and then."""

    def __init__(self, store: Store, processes: Processes, sink: Sink, random: Random, days: int) -> None:
        self._store, self._settings, self._processes, self._sink = store, processes.settings, processes, sink
        self._random, self._outages = random, OUTAGES if days >= LONG else 0
        self._often = min(MOST_OFTEN, IN_A_RUN / (days * SLOTS_A_DAY))
        self._clock = Clock(store)
        self._pending: Timer | None = None
        self.done: Counter[str] = Counter()

    def to(self, instant: datetime) -> None:
        """From due to due; each step waits until the road is empty, however long somebody was away."""
        self._disturb()
        while True:
            with self._store.work() as uow:
                step = min(instant, next_due(uow.session, uow.now) or instant)
                set_now(uow.session, max(step, uow.now))
            self._clock.tick()
            self.settle()
            if step >= instant:
                return

    def settle(self) -> None:
        """Wait until nothing is left that may go."""
        if self._pending:
            self._pending.join()
        wait_for(lambda: _is_idle(self._store), "the road did not empty")

    def end(self) -> None:
        """Everybody is back; whatever waited for the mail server goes."""
        self._disturb_with("kill worker" if self._settings.redis_url else "kill web")
        self.settle()
        self._sink.open()
        wait_for(lambda: _is_there(self._store) and _is_idle(self._store), "the mails did not go")

    def _disturb(self) -> None:
        if self._random.random() < self._often:
            choices = [f"kill {name}" for name in self._processes.names]
            choices += ["empty Redis"] if self._settings.redis_url else []
            choices += ["mail server away"] if self.done["mail server away"] < self._outages else []
            self._disturb_with(self._random.choice(choices))

    def _disturb_with(self, what: str) -> None:
        self.done[what] += 1
        if self._pending:
            self._pending.join()
        self._pending = Timer(self._random.uniform(0, 0.3), self._happen, args=(what,))
        self._pending.start()

    def _happen(self, what: str) -> None:
        kind, _, name = what.partition(" ")
        if kind == "kill":
            self._processes.kill(name)
        elif kind == "empty":
            with redis.Redis.from_url(self._settings.redis_url) as client:
                client.flushdb()
        else:
            self._sink.close()
            Timer(self._random.uniform(5, 15), self._sink.open).start()


def wait_for(true: Callable[[], bool], what: str) -> None:
    """TimeoutError with `what` when it has not become true for long."""
    pause, deadline = Event(), monotonic() + PATIENCE
    while not true():
        if monotonic() > deadline:
            raise TimeoutError(what)
        pause.wait(0.02)


def _is_idle(store: Store) -> bool:
    with store.read() as uow:
        return is_idle(uow)


def _is_there(store: Store) -> bool:
    with store.read() as uow:
        return uow.session.scalar(select(Outside.listener).where(Outside.away_since.is_not(None)).limit(1)) is None


@contextmanager
def under_fire(store: Store, settings: Settings, recorder: Recorder, random: Random, days: int) -> Iterator[UnderFire]:
    """Processes and mail server of the rehearsal's own, while the block lasts."""

    def take(message: EmailMessage) -> None:
        at = now(store)
        recorder.note(message["Message-ID"], message["To"], at, words_of(message))

    sink = Sink(take)
    processes = Processes(replace(settings, smtp_url=sink.url, lease_seconds=LEASE_SECONDS), settings.data_dir)
    try:
        for name in processes.names:
            processes.start(name)
        yield UnderFire(store, processes, sink, random, days)
    finally:
        processes.stop()
        sink.close()
