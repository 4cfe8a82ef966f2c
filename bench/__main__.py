"""`make bench`: measure, print a table, write `bench/latest.json`."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from pathlib import Path
from uuid import UUID

os.environ.setdefault("dramatiq_queue_prefetch", "100")

from bench import demo, pages, road
from bench.rows import Row
from tests.conftest import settings_for
from tests.plans.plan_year import published
from tests.servers import PostgresServer, RedisServer, fresh_database
from tests.worlds import GROUP, World
from tracker.knowledge import queries as knowledge
from tracker.rounds import service as rounds
from workers import migrate
from workers.runtime import Runtime

RESULT = Path(__file__).parent / "latest.json"


def main() -> None:
    """Every row, on both databases."""
    postgres, redis = PostgresServer(), RedisServer()
    try:
        with tempfile.TemporaryDirectory() as folder:
            rows = list(_rows(Path(folder), postgres, redis.url))
    finally:
        postgres.remove()
        redis.remove()
    print(f"{'':<58} {'ours':>10} {'floor':>10} {'':<8} {'ratio':>7}   goal")
    for row in rows:
        print(row.as_line())
    RESULT.write_text(json.dumps({"rows": [row.as_json() for row in rows]}, indent=2, ensure_ascii=False) + "\n")


def _rows(folder: Path, postgres: PostgresServer, redis_url: str) -> Iterator[Row]:
    for name, url in (("sqlite", f"sqlite:///{folder / 'bench.db'}"), ("postgres", fresh_database(postgres))):
        with _world(folder / name, url) as world:
            yield from _pages(world)
    (folder / "demo").mkdir()
    yield from demo.measure(folder / "demo")
    url = fresh_database(postgres)
    with _world(folder / "road", url, redis_url) as world:
        settings = settings_for(folder / "road", url, redis_url, movable_clock=False)
        yield from road.measure(settings, world.runtime, [world.group], world.ids["hr"])


@contextmanager
def _world(folder: Path, url: str, redis_url: str = "") -> Iterator[World]:
    folder.mkdir()
    runtime = Runtime(settings_for(folder, url, redis_url, movable_clock=False))
    migrate.upgrade(runtime.store.engine)
    yield World(runtime)
    runtime.store.engine.dispose()


def _pages(world: World) -> Iterator[Row]:
    number = _a_closed_round(world)
    published(world)
    engine = world.store.engine
    for name, key, path in (("the group's card", "head", f"/runder/{number}/kort"), ("progress", "med", "/fremdrift")):
        yield from pages.measure(name, world.app, world.client(key).http, engine, path)


def _a_closed_round(world: World) -> UUID:
    with world.acting("head") as uow:
        number = rounds.plan(uow, world.group, day=uow.today, at=time(13), show_mode="open")
    for place, key in enumerate(GROUP):
        for part, statement in enumerate(knowledge.statements()):
            with world.acting(key) as uow:
                succeeds, important = "LH"[(place + part) % 2], "LH"[(place * part) % 2]
                rounds.save_answer(uow, number, statement.code, succeeds=succeeds, important=important)
    with world.acting("head") as uow:
        rounds.close(uow, number)
    return number


if __name__ == "__main__":
    main()
