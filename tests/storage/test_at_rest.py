"""Whoever has a dump, a backup, the log or Redis, and not the keys file, reads nothing that is sealed."""

import logging
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.conftest import START, settings_for
from tests.dialogues import acting as dialogues
from tests.rounds import acting
from tests.servers import RedisServer, database_name, find_postgres
from tests.worlds import World
from tracker.storage.clock import set_now
from tracker.warnings import service as warnings
from workers.runtime import Runtime

NOTE, SHARED, ASKED = "Qxnote7711Zq", "Qxshared7711Zq", "Qxasked7711Zq"
WORDS = (NOTE, SHARED, ASKED, *dialogues.PRIVATE, *dialogues.BETWEEN)
OPEN = "Prøvekommune"
"""what anybody finds who finds anything"""


@pytest.fixture
def ringing(database_url: str, tmp_path: Path, redis_server: RedisServer) -> Iterator[World]:
    """A world whose work goes over Redis."""
    redis_server.clear()
    runtime = Runtime(settings_for(tmp_path, database_url, redis_server.url))
    with runtime.store.work() as uow:
        set_now(uow.session, START, arrived=True)
    yield World(runtime)
    runtime.broker.close()
    runtime.store.engine.dispose()


def write(world: World) -> None:
    """Something confidential of each kind."""
    round_id = acting.plan(world)
    acting.answer(world, round_id, "ann", note=NOTE)
    acting.answer(world, round_id, "bo", note=SHARED, share=True)
    with world.acting("ann") as uow:
        warnings.ask(uow, support="coach", words=ASKED, lang="da")
    dialogues.private(world)
    dialogues.talked(world)


def leaks(data: bytes) -> list[str]:
    return [word for word in WORDS if word.encode() in data or word.encode("utf-16-le") in data]


def dumped(world: World, folder: Path) -> bytes:
    """Everything of the database: its files and a backup, or what pg_dump writes."""
    url = world.store.engine.url
    if url.drivername.startswith("sqlite"):
        copy = folder / "backup.db"
        with sqlite3.connect(str(url.database)) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        files = [Path(f"{url.database}{end}") for end in ("", "-wal", "-shm")]
        return copy.read_bytes() + b"".join(file.read_bytes() for file in files if file.exists())
    tool = find_postgres() / "pg_dump"
    if not tool.exists():
        tool = Path(shutil.which("pg_dump") or tool)
    where = ["--host", "127.0.0.1", "--port", str(url.port), "--username", "ledertrivsel"]
    return subprocess.run([tool, *where, database_name(str(url))], check=True, capture_output=True).stdout


def written_ahead(world: World) -> bytes:
    """What PostgreSQL has written ahead of its tables; SQLite's is among the files of a dump."""
    with world.store.engine.connect() as connection:
        folder = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one()) / "pg_wal"
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_what_postgresql_writes_ahead_holds_no_sealed_word(world: World) -> None:
    write(world)
    world.drain()
    data = written_ahead(world)
    assert OPEN.encode() in data
    assert leaks(data) == []


def test_a_dump_and_a_backup_hold_no_sealed_word(world: World, tmp_path: Path, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    write(world)
    world.drain()
    data = dumped(world, tmp_path)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    assert OPEN.encode() in data
    assert leaks(data) == []
    assert leaks(caplog.text.encode()) == []
    keys = (world.runtime.settings.data_dir / "keys.json").read_bytes()
    assert not any(key in data for key in world.store.ring.keys.values())
    assert leaks(keys) == []


def test_redis_holds_ids_alone(ringing: World, redis_server: RedisServer) -> None:
    write(ringing)
    while ringing.runtime.relay.relay_once():
        pass
    with redis.Redis.from_url(redis_server.url) as client:
        names = client.keys()
        held = [client.dump(name) or b"" for name in names]
        words = [part for name in names if client.type(name) == b"list" for part in client.lrange(name, 0, -1)]
    assert words
    assert leaks(b"".join([*held, *words])) == []
    assert "Ann" not in b"".join(words).decode(errors="replace")
