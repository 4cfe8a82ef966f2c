"""How long the demo takes to show its first page when it is started again."""

import os
import signal
import subprocess
from pathlib import Path
from threading import Event
from time import perf_counter

from bench.ground import PROGRAM, Ground
from bench.rows import Row
from tests.browsing import HttpClient
from tests.servers import free_port, wait_until
from tracker.settings import PREFIX
from workers.demo import run

MOST_SECONDS = 5.0


def measure(ground: Ground) -> list[Row]:
    """Seconds, by the most there may be; the better of three, since the first reads from a cold disk."""
    folder = ground.folder / "demo"
    folder.mkdir()
    run.prepare(run.settings_for(0, {f"{PREFIX}DATA_DIR": str(folder)}), Event())
    seconds = min(_second_start(folder) for _ in range(3))
    return [Row("demo: second start", seconds, MOST_SECONDS, 1, "s")]


def _second_start(folder: Path) -> float:
    port = free_port()
    begin = perf_counter()
    environment = os.environ | {f"{PREFIX}DATA_DIR": str(folder), "PORT": str(port)}
    process = subprocess.Popen([PROGRAM, "demo"], env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: _answers(port), "the demo answers")
        return perf_counter() - begin
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        return HttpClient(f"http://127.0.0.1:{port}").get("/personer").status_code == 200
    except OSError:
        return False
