"""Puts the parts together: store, road, relay, clock, workers; in one process or in several."""

import fcntl
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import dramatiq

from tracker.access.delivery import LinkPost
from tracker.notifications.delivery import MailboxMailer, Mailer, Post
from tracker.notifications.smtp import SmtpMailer
from tracker.people.delivery import Imports
from tracker.settings import Settings, find
from tracker.storage.engine import make_engine
from tracker.storage.keeping import keep
from tracker.storage.unit_of_work import Store
from tracker.storage.vault import KeyRing
from tracker.web.catalogues import compile_catalogues
from workers.actors import Actors
from workers.broker import make_bell, make_broker
from workers.clock import Clock
from workers.probing import Prober
from workers.relay import Relay
from workers.road import Effect, Road

log = logging.getLogger("ledertrivsel")

WAKE_MILLISECONDS = 500
"""how often an idle worker looks whether it is to stop; what comes wakes it at once"""
PREFETCH_PER_THREAD = 4
"""messages of an urgency that a process may hold: measured, see docs/decisions/0012"""


class Runtime:
    """One process's parts, by its settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.bell = make_bell(settings.redis_url)
        ring = KeyRing.at(settings.keys_file or settings.data_dir / "keys.json")
        engine = make_engine(settings.database_url)
        self.store = Store(engine, ring, settings.zone, movable_clock=settings.movable_clock, doorbell=self.bell)
        mailer = self._mailer()
        head: dict[str, Any] = {
            "sender": settings.mail_from,
            "base_url": settings.base_url,
            "templates": find("templates"),
            "translations": compile_catalogues(settings.data_dir / "translations"),
        }
        post = Post(self.store, mailer, **head)
        links = LinkPost(self.store, mailer if settings.sends_links else None, **head)
        lease = timedelta(seconds=settings.lease_seconds)
        probe_every = timedelta(seconds=settings.mail_probe_seconds)
        effects: dict[str, Effect] = {"mail": post, "link": links, "import": Imports(self.store)}
        self.road = Road(self.store, effects, lease=lease, probe_every=probe_every)
        self.prober = Prober(self.road)
        self.broker = make_broker(settings.redis_url, prefetch=PREFETCH_PER_THREAD * settings.worker_threads)
        self.actors = Actors(self.broker, self.road)
        self.relay = Relay(self.store, self.actors, resend=lease)
        self.clock = Clock(self.store)

    def _mailer(self) -> Mailer:
        if not self.settings.smtp_url:
            return MailboxMailer(self.store)
        return SmtpMailer(
            self.settings.smtp_url, sender=self.settings.mail_from, budget=self.settings.mail_budget_seconds
        )

    @contextmanager
    def working(self, *, clock: bool) -> Iterator[None]:
        """Relay and workers run (and the clock, if asked) while the block does; then they finish what they hold."""
        stop = self.road.stops = Event()
        threads_of_work = self.settings.worker_threads
        worker = dramatiq.Worker(self.broker, worker_threads=threads_of_work, worker_timeout=WAKE_MILLISECONDS)
        worker.start()
        threads = [
            Thread(target=self.relay.run, args=(self.bell, stop), name="relay"),
            Thread(target=self.prober.run, args=(stop,), name="prober"),
        ]
        if clock:
            threads.append(Thread(target=self.clock.run, args=(stop,), name="clock"))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            self.bell.ring()
            for thread in threads:
                thread.join()
            worker.stop(timeout=1000 * self.settings.lease_seconds)
            self.broker.close()


def secret_key(settings: Settings) -> str:
    """The key that signs form cookies: the setting, or one made once and kept beside the data."""
    if settings.secret_key:
        return settings.secret_key
    return kept_secret(settings.data_dir / "secret_key")


def kept_secret(path: Path) -> str:
    """A random text, made at first use."""
    return keep(path, lambda: secrets.token_urlsafe(48))


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Without Redis one process does everything: a second one is refused."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / "embedded.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                "Already running here. Without LEDERTRIVSEL_REDIS_URL there can be one process only."
            ) from None
        yield
