"""From fact to in-app item, durable, against queues that do one small write a job (2 processes × 4 threads)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, sleep
from typing import Any
from uuid import UUID, uuid4

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from sqlalchemy import Engine, func, insert, select, text

from bench import peering
from bench.ground import PROGRAM, Ground, environment, processes
from bench.organisation import Organised, organise
from bench.rows import NotMeasured, Row, middle
from tracker.escalations.facts import EscalationClosed
from tracker.escalations.models import Escalation
from tracker.kernel.permissions import SYSTEM
from tracker.notifications.models import Notice
from tracker.storage.engine import make_engine
from workers.runtime import Runtime

JOBS = 3_000
ROUNDS = 3
PROCESSES = 2
GOAL = 0.5
PATIENCE_SECONDS = 120
DRAMATIQ = "fact → in-app item, by Dramatiq's jobs (not durable)"
PEERS = {
    peering.CELERY: ("fact → in-app item, by Celery's jobs (not durable)", 1),
    peering.PROCRASTINATE: ("fact → in-app item, by procrastinate's jobs (durable)", 3),
}
FLOOR_WORKER = """
import os, sys, time
os.environ["dramatiq_queue_prefetch"] = "100"
import dramatiq
from bench.road import floor_actor
actor = floor_actor(sys.argv[1], sys.argv[2])
dramatiq.Worker(actor.broker, worker_threads=4).start()
print("ready", flush=True)
time.sleep(600)
"""


def floor_actor(redis_url: str, database_url: str) -> dramatiq.Actor[[int], None]:
    """An actor that writes one small row, on Dramatiq's own broker."""
    engine = make_engine(database_url)

    def write(number: int) -> None:
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO bench_floor (number) VALUES (:number)"), {"number": number})

    broker = RedisBroker(url=redis_url, middleware=[])
    return dramatiq.actor(broker=broker, actor_name="write", queue_name="floor")(write)


def measure(ground: Ground) -> Iterator[Row | NotMeasured]:
    """Items a second by jobs a second, in turns."""
    peers = PEERS if peering.are_here() else {}
    with ground.runtime("postgresql", with_redis=True) as runtime:
        made = organise(runtime.store)
        with runtime.store.engine.begin() as connection:
            connection.execute(text("CREATE TABLE bench_floor (number integer)"))
        rounds = [
            (_ours(runtime, made), _floor(runtime, ground), *(_peer(peer, runtime, ground) for peer in peers))
            for _ in range(ROUNDS)
        ]
    yield Row(DRAMATIQ, *middle([(one[0], one[1]) for one in rounds]), GOAL, "per s", at_least=True)
    for place, (name, goal) in enumerate(peers.values(), start=2):
        yield Row(name, *middle([(one[0], one[place]) for one in rounds]), goal, "per s", at_least=True)
    if not peers:
        yield from peering.missing(*(name for name, _ in PEERS.values()))


def _peer(peer: str, runtime: Runtime, ground: Ground) -> float:
    ground.redis.clear()
    env = peering.surroundings(runtime.settings, ground)
    peering.fill(peer, JOBS, env)
    with _emptied(runtime.store.engine, "bench_floor"):
        return _throughput(runtime, peering.command(peer, "work"), env, "SELECT count(*) FROM bench_floor")


def _floor(runtime: Runtime, ground: Ground) -> float:
    ground.redis.clear()
    actor = floor_actor(ground.redis.url, runtime.settings.database_url)
    for number in range(JOBS):
        actor.send(number)
    command = [sys.executable, "-c", FLOOR_WORKER, ground.redis.url, runtime.settings.database_url]
    with _emptied(runtime.store.engine, "bench_floor"):
        return _throughput(runtime, command, environment(runtime.settings), "SELECT count(*) FROM bench_floor")


def _ours(runtime: Runtime, made: Organised) -> float:
    _record(runtime, made)
    counting = str(select(func.count()).select_from(Notice.__table__))
    with _emptied(runtime.store.engine, Notice.__tablename__):
        return _throughput(runtime, [str(PROGRAM), "worker"], environment(runtime.settings), counting)


@contextmanager
def _emptied(engine: Engine, table: str) -> Iterator[None]:
    yield
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {table}"))


def _record(runtime: Runtime, made: Organised) -> None:
    """Closed escalations with the fact that they were closed: whoever answered is told, once each."""
    leaders = made.leaders
    groups = [group for group, members in made.groups.items() for _ in members]
    with runtime.store.work(SYSTEM) as uow:
        rows = [_closed(groups[n % len(groups)], leaders[7 * n % len(leaders)], uow.now) for n in range(JOBS)]
        uow.session.execute(insert(Escalation), rows)
        for row in rows:
            uow.record(EscalationClosed(matter=row["id"], helped=True))


def _closed(group: UUID, person: UUID, now: object) -> dict[str, Any]:
    people: dict[str, Any] = {"raised_by": person, "answered_by": person, "owner_id": person}
    words = {"title": "Tema", "wording": "Sådan", "ask": "Dette", "lang": "da", "chain": ["HR"], "state": "closed"}
    place = {"id": uuid4(), "group_id": group, "raised_at": now, "level_since": now, "step": 0, "version": 1}
    return place | people | words


def _throughput(runtime: Runtime, command: list[str], env: dict[str, str], counting: str) -> float:
    """Rows a second between the first tenth and the last row, so that starting up is not measured."""
    with processes(command, {"PYTHONPATH": "."} | env, PROCESSES):
        first, begin = _until(runtime.store.engine, counting, JOBS // 10)
        last, end = _until(runtime.store.engine, counting, JOBS)
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
