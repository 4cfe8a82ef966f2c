"""From fact to in-app item, durable, against Dramatiq alone with one small write a job (2 × 4 threads)."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter, sleep
from uuid import uuid4

import dramatiq
import redis
from sqlalchemy import Engine, func, insert, select, text

from bench.rows import Row
from tracker.escalations.facts import EscalationClosed
from tracker.escalations.models import Escalation
from tracker.kernel.permissions import SYSTEM
from tracker.notifications.models import Notice
from tracker.settings import PREFIX, Settings
from tracker.storage.engine import make_engine
from workers.broker import make_broker
from workers.runtime import Runtime

JOBS = 2_000
PROCESSES = 2
GOAL = 0.5
PATIENCE_SECONDS = 120
FLOOR_WORKER = """
import sys, time, dramatiq
from bench.road import floor_actor
from workers.broker import make_broker
broker = make_broker(sys.argv[1])
floor_actor(broker, sys.argv[2])
worker = dramatiq.Worker(broker, worker_threads=4)
worker.start()
time.sleep(600)
"""


def floor_actor(broker: dramatiq.Broker, database_url: str) -> dramatiq.Actor[[int], None]:
    """An actor that writes one small row."""
    engine = make_engine(database_url)

    def write(number: int) -> None:
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO bench_floor (number) VALUES (:number)"), {"number": number})

    return dramatiq.actor(broker=broker, actor_name="write", queue_name="floor")(write)


def measure(settings: Settings, runtime: Runtime, groups: list[object], person: object) -> list[Row]:
    """Items a second by jobs a second."""
    floor = _floor(settings, runtime.store.engine)
    ours = _ours(settings, runtime, groups, person)
    return [Row("fact → in-app item, PostgreSQL and Redis", ours, floor, GOAL, "per s", at_least=True)]


def _floor(settings: Settings, engine: Engine) -> float:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bench_floor (number integer)"))
    broker = make_broker(settings.redis_url)
    actor = floor_actor(broker, settings.database_url)
    for number in range(JOBS):
        broker.enqueue(actor.message(number))
    command = [sys.executable, "-c", FLOOR_WORKER, settings.redis_url, settings.database_url]
    return _throughput(engine, command, "SELECT count(*) FROM bench_floor", dict(os.environ))


def _ours(settings: Settings, runtime: Runtime, groups: list[object], person: object) -> float:
    with redis.Redis.from_url(settings.redis_url) as client:
        client.flushall()
    _record(runtime, groups[0], person)
    names = ("data_dir", "database_url", "redis_url", "secret_key", "movable_clock")
    own = {PREFIX + name.upper(): str(getattr(settings, name)) for name in names}
    command = [str(Path(sys.executable).parent / "ledertrivsel"), "worker"]
    counting = str(select(func.count()).select_from(Notice.__table__))
    return _throughput(runtime.store.engine, command, counting, os.environ | own)


def _record(runtime: Runtime, group: object, person: object) -> None:
    """Closed escalations with the fact that they were closed: whoever answered is told, once each."""
    with runtime.store.work(SYSTEM) as uow:
        rows = [_closed(uuid4(), group, person, uow.now) for _ in range(JOBS)]
        uow.session.execute(insert(Escalation), rows)
        for row in rows:
            uow.record(EscalationClosed(matter=row["id"], helped=True))  # type: ignore[arg-type]


def _closed(row_id: object, group: object, person: object, now: object) -> dict[str, object]:
    people = {"raised_by": person, "answered_by": person, "owner_id": person}
    words = {"title": "Tema", "wording": "Sådan", "ask": "Dette", "lang": "da", "chain": ["HR"], "state": "closed"}
    return (
        {"id": row_id, "group_id": group, "raised_at": now, "level_since": now, "step": 0, "version": 1}
        | people
        | words
    )


def _throughput(engine: Engine, command: list[str], counting: str, environment: dict[str, str]) -> float:
    """Rows a second between the first tenth and the last row, so that starting up is not measured."""
    processes = [subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) for _ in range(PROCESSES)]
    try:
        first, begin = _until(engine, counting, JOBS // 10)
        last, end = _until(engine, counting, JOBS)
    finally:
        for process in processes:
            process.kill()
            process.wait()
    return (last - first) / (end - begin)


def _until(engine: Engine, counting: str, wanted: int) -> tuple[int, float]:
    deadline = perf_counter() + PATIENCE_SECONDS
    while perf_counter() < deadline:
        with engine.connect() as connection:
            count = connection.execute(text(counting)).scalar_one()
        if count >= wanted:
            return count, perf_counter()
        sleep(0.005)
    raise TimeoutError(f"{counting}: not {wanted} in {PATIENCE_SECONDS} s")
