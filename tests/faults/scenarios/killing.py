"""Processes that die."""

import random
import signal
import time
from email.message import EmailMessage
from itertools import count
from threading import Lock

from tests.faults.faults import ALL, ALONE, ENDS, WHOLE, fault
from tests.faults.needs import Needs
from tests.faults.rig import Rig
from tests.faults.sink import Manner

STORM_SECONDS = 600
THREADS = 4
"""of a worker: so many mails may be on their way when it is killed"""


def _dies(moment: str, chance: float = 0.25) -> Needs:
    return Needs(environment={"FAULTS_CRASH": f"{moment}:waitress:{chance}"}, only="web")


@fault("web killed between commit and response", ALL, needs=lambda: _dies("after"), twice_per_kill=THREADS)
def web_after_commit(rig: Rig) -> None:
    """One form in four is committed, and its page never comes."""
    with rig.load():
        rig.wait_for_saved(rig.some(25))


@fault("web killed before commit", ENDS, needs=lambda: _dies("before"), twice_per_kill=THREADS)
def web_before_commit(rig: Rig) -> None:
    """One form in four has done its work, and is not committed."""
    with rig.load():
        rig.wait_for_saved(rig.some(25))


@fault("random storm over all processes", ALL, twice_per_kill=THREADS, quick=(ALONE,))
def storm(rig: Rig, kills: int = 25) -> None:
    """Whoever it hits, whenever it hits."""
    chance = random.Random(kills)
    with rig.load():
        rig.wait_for_saved(5)
        for _ in range(rig.some(kills)):
            rig.processes.kill(chance.choice(rig.processes.names))
            time.sleep(chance.uniform(0, 3))
        rig.wait_for_saved(len(rig.saved()) + 5)


@fault("random storm for ten minutes", (WHOLE,), twice_per_kill=THREADS, takes_long=True)
def long_storm(rig: Rig) -> None:
    """Web, worker, clock, Redis and PostgreSQL, by chance."""
    chance = random.Random(STORM_SECONDS)
    over = time.monotonic() + STORM_SECONDS
    with rig.load(between=0.5):
        while time.monotonic() < over:
            time.sleep(chance.uniform(1, 12))
            _strike(rig, chance.choice([*rig.processes.names, "redis", "postgres"]))
        rig.wait_for_saved(len(rig.saved()) + 5)


def _strike(rig: Rig, name: str) -> None:
    """Kill a process, which is started again; or a server, and start it."""
    server = {"redis": rig.redis, "postgres": rig.postgres}.get(name)
    if server is None:
        rig.processes.kill(name)
        return
    server.kill()
    rig.kills += 1
    time.sleep(0.5)
    server.start()


class KillsAfterAccepting(Manner):
    """Takes a message, answers 250, and sees to it that who sent it never reads that."""

    def __init__(self, rig: Rig, times: int) -> None:
        self.rig = rig
        self.times = times
        self.struck = 0
        self._stopped: set[str] = set()
        self._taken = count(1)
        self._lock = Lock()

    def data(self, message: EmailMessage) -> str:
        """From the next instruction on the worker stands still."""
        with self._lock:
            if next(self._taken) % 3 == 0 and self.struck < self.times:
                self.struck += 1
                self._stopped.add(message["Message-ID"])
                self.rig.processes.signal(self.rig.processes.worker, signal.SIGSTOP)
        return super().data(message)

    def said(self, message: EmailMessage) -> None:
        """The 250 lies in its socket; it dies."""
        if message["Message-ID"] in self._stopped:
            self._stopped.clear()
            self.rig.processes.kill(self.rig.processes.worker)


@fault("worker killed after the 250 and before the mark", ALL, twice_per_kill=THREADS, quick=(WHOLE,))
def worker_after_250(rig: Rig) -> None:
    """Every third mail is accepted by the server, and the worker never learns of it."""
    rig.sink.manner = manner = KillsAfterAccepting(rig, times=rig.some(8))
    with rig.load():
        rig.wait_for_saved(rig.some(30))
    rig.drain()
    rig.sink.manner = Manner()
    assert manner.struck, "no worker was killed"


class Slow(Manner):
    """Thinks for two seconds before it takes a message."""

    def pace(self, line: bytes) -> list[tuple[float, bytes]]:
        """Only the last word is slow."""
        return [(2.0 if line.startswith(b"250 2.0.0 Taken") else 0.0, line)]


@fault("SIGTERM during a send", ENDS)
def terminated_while_sending(rig: Rig) -> None:
    """Who is told to stop while the mail server thinks finishes that mail, and writes down that it went."""
    rig.sink.manner = Slow()
    with rig.load(between=1.0):
        rig.wait_for_saved(4)
        for _ in range(3):
            before = rig.sink.conversations
            while rig.sink.conversations == before:
                time.sleep(0.05)
            rig.processes.signal(rig.processes.worker, signal.SIGTERM)
            rig.wait_for_saved(len(rig.saved()) + 2)
    rig.sink.manner = Manner()
