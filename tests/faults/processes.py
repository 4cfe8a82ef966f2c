"""The processes of an installation; one that dies is started again, as systemd would."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, RLock, Thread

from tests.faults.needs import Needs
from tests.faults.posting import NoAnswer, Pages
from tests.installations import PROGRAM
from tests.servers import free_port, wait_until
from tracker.settings import PREFIX, Settings

PATIENCE = 300.0
"""seconds for three processes to start on a machine that has much else to do"""
SHIM = Path(__file__).parent / "shim"
ROOT = Path(__file__).resolve().parents[2]


class Processes:
    """Web, worker and clock by name (`worker`, `worker-2`…)."""

    def __init__(
        self, settings: Settings, needs: Needs, home: Path, shift: Path, was_killed: Callable[[], None]
    ) -> None:
        self.settings = settings
        self.needs = needs
        self.home = home
        self.shift = shift
        self.was_killed = was_killed
        self.port = free_port()
        self.names = ["web", "worker", "clock"] if settings.redis_url else ["web"]
        self.paused = False
        """while true, what died stays dead"""
        self.stubborn = 0
        """how many did not stop within a minute of being told to"""
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = RLock()
        self._over = Event()
        self._keeper = Thread(target=self._keep, name="keeper", daemon=True)

    @property
    def worker(self) -> str:
        """The process that does the work."""
        return self.names[min(1, len(self.names) - 1)]

    def start(self) -> None:
        """Start them all; returns when the pages answer."""
        with self._lock:
            for name in self.names:
                self._spawn(name)
        if not self._keeper.is_alive():
            self._keeper.start()
        self.wait_for_pages()

    def wait_for_pages(self) -> None:
        """Until the web process answers."""
        wait_until(self._answers, "the web process answers", PATIENCE)

    def pid(self, name: str) -> int:
        """Of the process that runs under this name now."""
        with self._lock:
            return self._running[name].pid

    def signal(self, name: str, number: int) -> None:
        """Send it a signal; a SIGKILL counts."""
        with self._lock:
            process = self._running[name]
            if process.poll() is None:
                process.send_signal(number)
                if number == signal.SIGKILL:
                    self.was_killed()

    def kill(self, name: str) -> None:
        """SIGKILL: no goodbye."""
        self.signal(name, signal.SIGKILL)

    def stop(self) -> None:
        """End them all politely, to be started again."""
        with self._lock:
            self.paused = True
            for process in self._running.values():
                process.terminate()
            for process in self._running.values():
                try:
                    process.wait(60)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    self.stubborn += 1
            self._running.clear()
            self.paused = False

    def end(self) -> None:
        """It is over."""
        self._over.set()
        if self._keeper.is_alive():
            self._keeper.join()
        self.stop()

    def logs(self) -> str:
        """What all of them said."""
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.home.glob("*.log")))

    def _keep(self) -> None:
        while not self._over.wait(0.1):
            with self._lock:
                dead = [] if self.paused else [n for n, p in self._running.items() if p.poll() is not None]
                for name in dead:
                    ended = self._running[name].returncode
                    if ended == -signal.SIGKILL and "FAULTS_CRASH" in self.needs.environment:
                        self.was_killed()
                    if ended not in (0, -signal.SIGKILL):
                        self._over.wait(1)  # it cannot start just now: do not try too often
                    self._spawn(name)

    def _spawn(self, name: str) -> None:
        command, _, _ = name.partition("-")
        options = ["--port", str(self.port)] if command == "web" else []
        limits = ["prlimit", f"--{self.needs.limits}"] if self.needs.limits and self._concerns(name) else []
        with (self.home / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [*limits, PROGRAM, command, *options],
                env=self.environment(name),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _concerns(self, name: str) -> bool:
        return self.needs.only in ("", name)

    def environment(self, name: str) -> dict[str, str]:
        """What a process of this name finds."""
        names = ("data_dir", "database_url", "redis_url", "smtp_url", "secret_key", "movable_clock", "lease_seconds")
        own = {PREFIX + key.upper(): str(getattr(self.settings, key)) for key in names}
        faults = self.needs.environment if self._concerns(name) else {}
        own |= faults | {"PYTHONPATH": f"{SHIM}{os.pathsep}{ROOT}", "FAULTS_SHIFT": str(self.shift)}
        return {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)} | own

    def _answers(self) -> bool:
        try:
            return Pages(self.port).ask("GET", "/tilgaengelighed")[0] == 200
        except NoAnswer:
            time.sleep(0.1)
            return False
