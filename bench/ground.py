"""What the measurements stand on: servers of their own, and databases with an organisation in them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from tests.conftest import settings_for
from tests.servers import PostgresServer, RedisServer, fresh_database
from tests.worlds import World
from tracker.settings import PREFIX, Settings
from workers import migrate
from workers.runtime import Runtime

PROGRAM = Path(sys.executable).parent / "ledertrivsel"
DATABASES = ("sqlite", "postgresql")
_PASSED_ON = ("data_dir", "database_url", "redis_url", "smtp_url", "secret_key", "movable_clock")


class Ground:
    """Servers are started when the first measurement asks for them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._number = 0

    @cached_property
    def postgres(self) -> PostgresServer:
        """PostgreSQL, whose commits do not wait for the disk."""
        return PostgresServer()

    @cached_property
    def redis(self) -> RedisServer:
        """Redis."""
        return RedisServer()

    def remove(self) -> None:
        """Stop the servers that were started."""
        for name in ("postgres", "redis"):
            if name in self.__dict__:
                self.__dict__[name].remove()

    @contextmanager
    def runtime(self, database: str, *, with_redis: bool = False, **more: object) -> Iterator[Runtime]:
        """The parts of one process over a fresh database."""
        self._number += 1
        folder = self.folder / str(self._number)
        folder.mkdir()
        url = fresh_database(self.postgres) if database == "postgresql" else f"sqlite:///{folder / 'bench.db'}"
        if with_redis:
            self.redis.clear()
        values: dict[str, object] = {"movable_clock": False} | more
        made = Runtime(settings_for(folder, url, self.redis.url if with_redis else "", **values))
        migrate.upgrade(made.store.engine)
        yield made
        made.broker.close()
        made.store.engine.dispose()

    @contextmanager
    def world(self, database: str, *, with_redis: bool = False, **more: object) -> Iterator[World]:
        """The tests' small organisation."""
        with self.runtime(database, with_redis=with_redis, **more) as runtime:
            yield World(runtime)


def environment(settings: Settings) -> dict[str, str]:
    """What a process of the same installation is started with."""
    own = {PREFIX + name.upper(): str(getattr(settings, name)) for name in _PASSED_ON}
    return {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)} | own


@contextmanager
def processes(
    command: list[str], env: dict[str, str], number: int = 1, *, told: bool = False
) -> Iterator[list[subprocess.Popen[str]]]:
    """So many processes while the block runs; they say on their output that they are there. `told`: by their input."""
    told_by = subprocess.PIPE if told else None
    started = [
        subprocess.Popen(command, env=env, text=True, stdin=told_by, stdout=subprocess.PIPE) for _ in range(number)
    ]
    try:
        for process in started:
            assert process.stdout is not None
            process.stdout.readline()
        yield started
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.communicate(timeout=60)
