"""What the tests share: databases of both kinds, a small organisation to act in, and the road run by hand."""

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from waitress.server import create_server

from tests import worlds
from tracker.settings import Settings
from tracker.storage.clock import set_now
from tracker.storage.unit_of_work import Store
from workers import migrate
from workers.runtime import Runtime

if TYPE_CHECKING:  # pytest imports the plugin itself, so that its assertions are explained
    from tests.servers import PostgresServer

pytest_plugins = ["tests.servers"]
START = datetime(2026, 2, 3, 8, 0, tzinfo=UTC)
"""a Tuesday at 09:00 in Denmark"""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """The tests' own folders are in memory, where the machine has room."""
    from tests.servers import quick_folder

    if config.option.basetemp is None and quick_folder() != Path("/tmp"):
        config.option.basetemp = str(quick_folder() / f"ledertrivsel-{uuid4().hex}")
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


@pytest.fixture
def say_at_end(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """A line for the summary of the run; it goes with the test's report, from whatever process."""
    return lambda line: request.node.user_properties.append(("said", line))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the lines that were said."""
    for report in terminalreporter.stats.get("passed", []):
        for name, line in report.user_properties:
            if name == "said":
                terminalreporter.write_line(line)


def settings_for(folder: Path, database_url: str, redis_url: str = "", **more: object) -> Settings:
    """Settings of one installation under test; nothing is taken from the environment."""
    values = {"data_dir": folder, "database_url": database_url, "redis_url": redis_url, "secret_key": "test" * 8}
    return Settings.from_environment({}, **({"movable_clock": True} | values | more))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite database to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: "PostgresServer") -> str:
    """An empty, migrated PostgreSQL database to copy."""
    from tests.servers import database_name, fresh_database

    url = fresh_database(postgres_server)
    _migrate(url)
    return database_name(url)


def _migrate(url: str) -> None:
    from tracker.storage.engine import make_engine

    engine = make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database; every test that asks runs on both kinds."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    from tests.servers import drop_database, fresh_database

    server = request.getfixturevalue("postgres_server")
    url = fresh_database(server, template=request.getfixturevalue("postgres_template"))
    yield url
    drop_database(server, url)


@pytest.fixture
def runtime(database_url: str, tmp_path: Path) -> Iterator[Runtime]:
    """The parts of one process, without Redis; the business clock stands at START."""
    made = Runtime(settings_for(tmp_path, database_url))
    with made.store.work() as uow:
        set_now(uow.session, START, arrived=True)
    yield made
    made.store.engine.dispose()


@pytest.fixture
def store(runtime: Runtime) -> Store:
    """The database."""
    return runtime.store


@pytest.fixture
def engine(store: Store) -> Engine:
    """Its engine."""
    return store.engine


@pytest.fixture
def world(runtime: Runtime) -> worlds.World:
    """A small organisation: see `tests/worlds.py`."""
    return worlds.World(runtime)


@pytest.fixture
def base(world: worlds.World) -> Iterator[str]:
    """The product on a free port of this machine, for a browser to come to."""
    server = create_server(world.app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()
    thread.join()
