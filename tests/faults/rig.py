"""An installation that is made to suffer, the servers around it, people who write, and time that can jump."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Lock, Thread

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from tests.conftest import START, settings_for
from tests.faults.machine_clock import MachineClock
from tests.faults.needs import Needs, SetUp
from tests.faults.posting import Writer
from tests.faults.processes import Processes
from tests.faults.sink import Manner, Sink
from tests.installations import PASSWORD
from tests.servers import PostgresServer, RedisServer, drop_database, free_port, fresh_database, wait_until
from tests.worlds import LONG_AGO, World
from tracker.access import service as access
from tracker.people.calendar import hours_of
from tracker.people.models import Grant
from tracker.storage.clock import ask_for, read_target, set_now
from tracker.storage.outbox import Delivery, FactRow, State
from workers import migrate
from workers.runtime import Runtime

RECEIVERS = ["hr", "hr2", *(f"hr{number}" for number in range(3, 9))]
"""whom an escalation to HR reaches: enough that mails are many, although those that wait for one person go as one"""
MIGRATING = Lock()
"""Alembic migrates one database of a process at a time"""
PATIENCE = 360.0
"""seconds for everything to arrive after a fault: P4 says five minutes"""


@contextmanager
def repeating(what: Callable[[], object], every: float) -> Iterator[None]:
    """While the block runs it is done again and again."""
    over = Event()

    def go_on() -> None:
        while not over.wait(every):
            what()

    thread = Thread(target=go_on, name="again and again", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


class Rig:
    """One installation, its servers, its mail server and the people who write."""

    def __init__(self, setup: SetUp, needs: Needs, postgres: PostgresServer | None, *, brief: bool = False) -> None:
        self.setup = setup
        self.needs = needs
        self.brief = brief
        self.home = Path(tempfile.mkdtemp(prefix="faults-"))
        self.folder = needs.small_disk or self.home
        self.postgres = self._make_postgres(postgres)
        self.kills = 0
        self.notes: list[str] = []
        self.fault_ended: datetime | None = None
        self._database = self._make_database()
        self.runtime = Runtime(settings_for(self.home, self._database, movable_clock=needs.movable))
        self.clock = MachineClock(self.home / "off", self.runtime.store.engine)
        self.sink = Sink(self.clock.now)
        self.redis = RedisServer() if setup.redis and not needs.redis_away else None
        self.writers: list[Writer] = []
        self.settings = settings_for(
            self.folder,
            self._database,
            self._redis_url(),
            smtp_url=self.sink.url.replace("//", f"//{needs.smtp_credentials}"),
            lease_seconds=needs.lease,
            movable_clock=needs.movable,
        )
        self.world = self._people()
        self.processes = Processes(self.settings, needs, self.home, self.clock.path, self._was_killed)

    def some(self, count: int) -> int:
        """So many, or an eighth where it has to be brief."""
        return max(1, count // 8) if self.brief else count

    def _was_killed(self) -> None:
        self.kills += 1

    def note(self, text: str) -> None:
        """Something to say in the result."""
        self.notes.append(text)

    @contextmanager
    def load(self, *keys: str, between: float = 0.15, heals: bool = True) -> Iterator[list[Writer]]:
        """People write while the block runs; then the fault is over (if it `heals`), and they finish their form."""
        writers = [Writer(self.processes.port, key, self.clock.now, between) for key in keys or ("head", "lis")]
        self.writers += writers
        for writer in writers:
            writer.start()
        try:
            yield writers
        finally:
            self.fault_ended = self.clock.now()
            for writer in writers:
                writer.stop()
        if heals:
            self.heal()
        for writer in writers:
            writer.join()

    def heal(self) -> None:
        """Whatever was wrong is over: servers are back, and do as they should."""
        self.processes.paused = False
        self.sink.listen()
        if self.redis is not None and not self.redis.running:
            self.redis.start()
        if self.postgres is not None and not self.postgres.running:
            self.postgres.start()

    def replace_sink(self, manner: Manner) -> None:
        """The mail server is started anew: conversations it was in are cut off."""
        self.sink.refuse()
        self.sink.manner = manner
        self.sink.listen()

    def let_pass(self, by: timedelta) -> None:
        """Time passes by every clock, while the processes are stopped and started."""
        self.processes.stop()
        self.clock.jump(by)
        self.processes.start()

    def to_working_hours(self) -> None:
        """Move the business clock to the next time that mails may go, at once where that is now."""
        with self.world.store.work() as uow:
            opens = hours_of(uow.session, self.world.ids["hr"], uow.today, uow.zone).next_open(self.business(uow.now))
            if opens > self.business(uow.now):
                ask_for(uow.session, opens + timedelta(minutes=1))
        wait_until(self.quiet(self._arrived), "the business clock is moved", PATIENCE)

    def business(self, instant: datetime) -> datetime:
        """The business instant by the processes' clocks, from what it is by ours."""
        return instant + self.clock.ahead

    def wait_for_saved(self, count: int, patience: float = 300.0) -> None:
        """Until so many forms were saved, since the first writer began."""
        wait_until(lambda: len(self.saved()) >= count, f"{count} forms are saved", patience)

    def saved(self) -> list[str]:
        """The titles of what the pages called Gemt."""
        return [form.title for writer in self.writers for form in list(writer.forms) if form.saved]

    def drain(self, patience: float = PATIENCE) -> None:
        """Until nothing waits that may go."""
        wait_until(self.quiet(self._nothing_waits), "everything is delivered", patience)

    def to_next_morning(self, days: int = 1) -> None:
        """Move the business clock until after the next digests have gone."""
        with self.world.store.work() as uow:
            today = self.business(uow.now).astimezone(uow.zone)
            ask_for(uow.session, (today + timedelta(days=days)).replace(hour=10).astimezone(UTC))
        wait_until(self.quiet(self._arrived), "the business clock is moved", PATIENCE)
        self.drain()

    def waiting(self) -> int:
        """How many deliveries wait."""
        with self.world.reading() as uow:
            query = select(func.count()).where(Delivery.state == State.WAITING)
            return uow.session.scalar(query) or 0

    def close(self) -> None:
        """End everything, and take it away."""
        for writer in self.writers:
            writer.stop()
        self.processes.end()
        self.sink.refuse()
        self.runtime.store.engine.dispose()
        if self.redis is not None:
            self.redis.remove()
        if self.postgres is not None:
            if not self.postgres.running:
                self.postgres.start()
            drop_database(self.postgres, self._database)
        if self.needs.small_disk:
            if self.postgres is not None:
                self.postgres.remove()
            subprocess.run(["umount", "--lazy", self.needs.small_disk], check=True)
            self.needs.small_disk.rmdir()
        shutil.rmtree(self.home, ignore_errors=True)

    def _nothing_waits(self) -> bool:
        with self.world.reading() as uow:
            unheard = uow.session.scalar(select(FactRow.id).where(FactRow.relayed_at.is_(None)).limit(1))
            may_go = Delivery.not_before.is_(None) | (Delivery.not_before <= self.business(uow.now))
            owed = uow.session.scalar(select(Delivery.id).where(Delivery.state == State.WAITING, may_go).limit(1))
            return unheard is None and owed is None

    def _arrived(self) -> bool:
        with self.world.reading() as uow:
            return read_target(uow.session) is None

    def quiet(self, true: Callable[[], bool]) -> Callable[[], bool]:
        """A question that may come while the database is away or held."""

        def ask() -> bool:
            time.sleep(0.1)
            with suppress(DBAPIError):
                return true()
            return False

        return ask

    def _make_postgres(self, shared: PostgresServer | None) -> PostgresServer | None:
        if self.setup.database != "postgres":
            return None
        return PostgresServer(durable=True, under=self.needs.small_disk) if self.needs.small_disk else shared

    def _make_database(self) -> str:
        if self.postgres is not None:
            return fresh_database(self.postgres)
        return f"sqlite:///{self.folder / 'ledertrivsel.db'}"

    def _redis_url(self) -> str:
        if self.needs.redis_away:
            return f"redis://127.0.0.1:{free_port()}/0"
        return self.redis.url if self.redis else ""

    def _people(self) -> World:
        if self.needs.before is not None:
            self.kills = self.needs.before(self._database)
        with MIGRATING:
            migrate.upgrade(self.runtime.store.engine)
        if self.needs.movable:
            with self.runtime.store.work() as uow:
                set_now(uow.session, START, arrived=True)
        world = World(self.runtime)
        with world.store.work() as uow:
            for key in ("head", "lis", "hr"):
                access.set_password(uow, world.ids[key], PASSWORD)
            for key in RECEIVERS[2:]:
                world.employ(uow, key, "tm")
                seat = {"person_id": world.ids[key], "unit_id": world.ids["root"]}
                uow.session.add(Grant(role="HR", starts=LONG_AGO, **seat))
        return world
