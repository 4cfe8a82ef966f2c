"""Too little of something, or too much to do."""

import errno
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from uuid import uuid4

from tests.faults.faults import ALONE, ENDS, POSTGRES, fault
from tests.faults.needs import Needs
from tests.faults.posting import Pages
from tests.faults.rig import Rig
from tests.servers import Missing, wait_until
from tests.worlds import LONG_AGO
from tracker.escalations import service as escalations
from tracker.escalations.rules import Draft
from tracker.people.models import Grant

SMALL_DISK = "256m"
WAITING = 10_000
RECEIVERS = 25


def _small_disk() -> Needs:
    """A file system of its own, which can be filled without harm to anybody else."""
    if os.geteuid():
        raise Missing("a small disk can be mounted by root only")
    folder = Path(tempfile.mkdtemp(prefix="disk-", dir="/tmp"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", folder], check=False)
    if mounted.returncode:
        folder.rmdir()
        raise Missing("a small disk cannot be mounted here")
    folder.chmod(0o755)
    return Needs(small_disk=folder, lease=30)


@fault("disk full during commit", (ALONE, POSTGRES), needs=_small_disk)
def disk_full(rig: Rig) -> None:
    """Three times not a byte is left, and then there is room again."""
    with rig.load():
        for _ in range(3):
            rig.wait_for_saved(len(rig.saved()) + 8)
            with _filled(rig.folder):
                time.sleep(5)
            rig.heal()
        rig.wait_for_saved(len(rig.saved()) + 8)


@contextmanager
def _filled(folder: Path) -> Iterator[None]:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(b"\0" * size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                size //= 2
    try:
        yield
    finally:
        filler.unlink()


@fault("few file handles", ENDS, needs=lambda: Needs(limits="nofile=64:64", lease=30))
def few_handles(rig: Rig) -> None:
    """Connections that nobody closes use them up, again and again."""
    with rig.load():
        for _ in range(3):
            rig.wait_for_saved(len(rig.saved()) + 5)
            held: list[socket.socket] = []
            try:
                for _ in range(80):
                    with suppress(OSError):
                        held.append(socket.create_connection(("127.0.0.1", rig.processes.port), timeout=1))
                time.sleep(3)
            finally:
                for one in held:
                    one.close()


@fault("10,000 waiting items with users on the pages", ENDS)
def much_to_do(rig: Rig) -> None:
    """The mail server is away, and there is a lot; people read and write as before."""
    with rig.load():
        rig.wait_for_saved(20)
        before = _pages(rig)
    rig.drain()
    rig.sink.refuse()
    _raise_many(rig)
    wait_until(rig.quiet(lambda: rig.waiting() >= WAITING), f"{WAITING} items wait", 300)
    rig.note(f"{rig.waiting()} items wait")
    with rig.load(heals=False):
        rig.wait_for_saved(len(rig.saved()) + 40)
        meanwhile = _pages(rig)
    rig.note(f"a page before: median {before * 1000:.0f} ms; meanwhile {meanwhile * 1000:.0f} ms")
    assert meanwhile < 2 * before + 0.1, "what waits slows the pages down"
    rig.sink.listen()
    began = time.monotonic()
    rig.drain(900)
    took = time.monotonic() - began
    rig.note(f"{WAITING} went in {took:.0f} s, so 2,000 in about {took * 2000 / WAITING:.0f} s")
    rig.fault_ended = rig.clock.now()


def _pages(rig: Rig) -> float:
    """How long the inbox of somebody who has much in it takes, and a form: the median, in seconds."""
    reader = Pages(rig.processes.port)
    reader.sign_in("hr")
    for writer in rig.writers:
        writer.pages.clear()
    for _ in range(20):
        began = time.monotonic()
        assert reader.ask("GET", "/indbakke")[0] == 200
        rig.writers[0].pages.append(time.monotonic() - began)
        time.sleep(0.1)
    return median(seconds for writer in rig.writers for seconds in list(writer.pages))


def _raise_many(rig: Rig) -> None:
    """Escalations enough, to people enough, that so many mails wait."""
    with rig.world.store.work() as uow:
        for number in range(RECEIVERS - 2):
            rig.world.employ(uow, f"hr-{number}", "tm")
            unit, person = rig.world.ids["root"], rig.world.ids[f"hr-{number}"]
            new = {"starts": LONG_AGO, "known_from": uow.today}
            uow.session.add(Grant(person_id=person, role="HR", unit_id=unit, **new))
    for _ in range(WAITING // RECEIVERS):
        with rig.world.acting("head") as uow:
            escalations.raise_escalation(uow, rig.world.group, Draft(f"Sag {uuid4().hex[:12]}", "Ord.", "Bøn.", "HR"))
