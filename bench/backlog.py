"""Pages while ten thousand e-mails wait for a mail server that is away, against the same pages with none waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from bench.ground import DATABASES, PROGRAM, Ground, environment, processes
from bench.rows import Row, interleaved
from tests.servers import free_port
from tests.worlds import World
from tracker.kernel.facts import Urgency
from tracker.notifications.facts import MailPlanned
from tracker.notifications.models import Mail

WAITING = 10_000
GOAL = 1.2
PAGES = ("/", "/indbakke", "/eskaleringer")


def measure(ground: Ground) -> Iterator[Row]:
    """Each page's time, asked for in turns of two installations, each with its worker."""
    for database in DATABASES:
        with _installation(ground, database, WAITING) as full, _installation(ground, database, 0) as empty:
            ours, floor = full.client("head").http, empty.client("head").http
            for path in PAGES:
                asked = interleaved(partial(ours.get, path), partial(floor.get, path), rounds=60)
                yield Row(f"page with {WAITING:,} waiting: {path}, {database}", *asked, GOAL, "µs")


@contextmanager
def _installation(ground: Ground, database: str, waiting: int) -> Iterator[World]:
    """With Redis a worker process beside the pages; on SQLite the pages' process does the work, as it does there."""
    nobody = f"smtp://127.0.0.1:{free_port()}"
    with ground.world(database, with_redis=database == "postgresql", smtp_url=nobody) as world:
        _plan(world, waiting)
        if database == "postgresql":
            with processes([str(PROGRAM), "worker"], environment(world.runtime.settings)):
                yield world
        else:
            with world.runtime.working(clock=False):
                yield world


def _plan(world: World, number: int) -> None:
    """E-mails that may go at once, for people whose pages are not looked at."""
    with world.store.work() as uow:
        same = {"person_id": world.ids["sa"], "kind": "single", "state": "planned"}
        when = uow.now - timedelta(minutes=1)
        rows: list[dict[str, Any]] = [same | {"id": uuid4(), "due_at": when, "stop": uuid4()} for _ in range(number)]
        if rows:
            uow.session.execute(insert(Mail), rows)
        for row in rows:
            uow.record(MailPlanned(matter=row["id"], hurry=Urgency.LATER))
