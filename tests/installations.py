"""A whole installation as real processes: web, worker and clock, over either database, with Redis or without."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup

from tests.browsing import HttpClient
from tests.servers import free_port, wait_until
from tests.worlds import Browser, World
from tracker.settings import PREFIX, Settings

PROGRAM = Path(sys.executable).parent / "ledertrivsel"


class Steady(Browser):
    """A browser that expects every form to be taken."""

    def submit(self, action: str, **values: object) -> BeautifulSoup:
        """Post a form; anything but a page in its place is a failure."""
        page = super().submit(action, **values)
        assert self.status == 200, f"{action} answered {self.status}: {self.text[:500]}"
        return page


class Installation:
    """Processes by name. Without Redis `web` does everything."""

    def __init__(self, settings: Settings, world: World) -> None:
        self.settings = settings
        self.world = world
        self.port = free_port()
        self.names = ["web", "worker", "clock"] if settings.redis_url else ["web"]
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def worker(self) -> str:
        """The process that does the work."""
        return self.names[min(1, len(self.names) - 1)]

    def start(self, *names: str) -> None:
        """Start some processes, or all; returns when the pages answer."""
        for name in names or self.names:
            options = ["--port", str(self.port)] if name == "web" else []
            log = (self.settings.data_dir / f"{name}.log").open("ab")
            self._running[name] = subprocess.Popen(
                [PROGRAM, name, *options], env=self._environment(), stdout=log, stderr=log
            )
            log.close()
        wait_until(self._answers, "the web process answers")

    def kill(self, name: str) -> None:
        """SIGKILL: no goodbye."""
        process = self._running.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End what still runs, politely."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait(timeout=30)
        self._running.clear()

    def browser(self, key: str) -> Browser:
        """A browser of a person, signed in by the form."""
        browser = Steady(HttpClient(f"http://127.0.0.1:{self.port}"))
        browser.get("/log-ind")
        browser.submit("/log-ind", email=f"{key}@example.org", password=PASSWORD)
        assert browser.path == "/", browser.text
        return browser

    def log(self, name: str) -> str:
        """What a process said."""
        return (self.settings.data_dir / f"{name}.log").read_text()

    def _answers(self) -> bool:
        try:
            return HttpClient(f"http://127.0.0.1:{self.port}").get("/tilgaengelighed").status_code == 200
        except OSError:
            return False

    def _environment(self) -> dict[str, str]:
        names = ("data_dir", "database_url", "redis_url", "smtp_url", "secret_key", "movable_clock", "lease_seconds")
        own = {PREFIX + name.upper(): str(getattr(self.settings, name)) for name in names}
        return {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)} | own


PASSWORD = "korrekt hest batteri"
