"""What a process under test finds in place of the machine's clock, and where it dies; the product knows nothing of it.

FAULTS_SHIFT is a file with the seconds that this process's clock is off, read again and again.
FAULTS_CRASH says where to end as a power cut would: "before" or "after" a commit, in threads of some name, how often.
"""

import os
import random
import signal
import threading
import time
from pathlib import Path
from typing import Any


def follow(path: Path) -> None:
    """Let every clock of this process but the monotonic one be off by what the file says, from now on."""
    import time_machine  # noqa: PLC0415 - most processes have their clocks left alone

    def off() -> float:
        return float(path.read_text() or 0)

    held = off()
    traveller = time_machine.travel(time.time() + held, tick=True).start()

    def watch() -> None:
        nonlocal held
        pause = threading.Event()
        while not pause.wait(0.1):
            if (wanted := off()) != held:
                traveller.shift(wanted - held)
                held = wanted

    threading.Thread(target=watch, name="clock's hand", daemon=True).start()


def crash(moment: str, threads: str, chance: float) -> None:
    """End this process before or after a commit of some threads, now and then."""
    from sqlalchemy.engine.default import DefaultDialect  # noqa: PLC0415 - as above

    commit = DefaultDialect.do_commit
    dice = random.Random(os.getpid())

    def struck() -> bool:
        thread = threading.current_thread()
        return threads in f"{type(thread).__name__} {thread.name}" and dice.random() < chance

    def do_commit(self: Any, connection: Any) -> None:
        hit = struck()
        if hit and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        commit(self, connection)
        if hit:
            os.kill(os.getpid(), signal.SIGKILL)

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


if "FAULTS_SHIFT" in os.environ:
    follow(Path(os.environ["FAULTS_SHIFT"]))
if "FAULTS_CRASH" in os.environ:
    _moment, _threads, _chance = os.environ["FAULTS_CRASH"].split(":")
    crash(_moment, _threads, float(_chance))
