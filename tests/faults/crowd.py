"""`python -m tests.faults.crowd 20`: that many processes of relay, clock and workers, until its input ends."""

import os
import signal
import sys

from tracker.settings import Settings
from workers.commands import stop_on_signals
from workers.runtime import Runtime


def main(size: int) -> None:
    """Fork before anything is opened: each child makes its own parts, as a process of its own would."""
    settings = Settings.from_environment()
    children = [child for _ in range(size) if (child := _one(settings))]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    for child in children:
        os.kill(child, signal.SIGTERM)
    for child in children:
        os.waitpid(child, 0)


def _one(settings: Settings) -> int:
    child = os.fork()
    if child == 0:
        stop = stop_on_signals()
        with Runtime(settings).working(clock=True):
            stop.wait()
        os._exit(0)
    return child


if __name__ == "__main__":
    main(int(sys.argv[1]))
