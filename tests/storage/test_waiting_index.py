"""What waits is found by the partial index over what waits, not by looking at all that ever was delivered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import event, text

from tests.workers.roads import delivery
from tests.worlds import World
from tracker.home.health import is_late
from tracker.storage.clock import next_due
from tracker.storage.unit_of_work import UnitOfWork
from workers.relay import is_idle, take_ready

ENDED = """
    INSERT INTO delivery (id, fact_id, listener, urgency, state, attempts, claims, fence, created_at)
    SELECT {new}, {new}, 'mail', 1, 'done', 1, 0, 1, '2025-01-01 00:00:00' FROM ({numbers}) AS many"""
NEW = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i FROM n",
    "postgresql": "SELECT generate_series(1, 3000)",
}
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}


def fill(world: World, dialect: str) -> None:
    """A road on which much has ended, and little waits."""
    delivery(world)
    with world.store.work() as uow:
        uow.session.execute(text(ENDED.format(new=NEW[dialect], numbers=NUMBERS[dialect])))
        uow.session.execute(text("ANALYZE"))


ACTS: list[Callable[[UnitOfWork], Any]] = [
    lambda uow: take_ready(uow, timedelta(0)),
    is_idle,
    is_late,
    lambda uow: next_due(uow.session, uow.now),
]


def test_what_waits_is_found_by_its_index(world: World):
    dialect = world.store.engine.dialect.name
    fill(world, dialect)
    plans: list[str] = []

    def explain(_c: Any, cursor: Any, statement: str, parameters: Any, _x: object, _m: object) -> None:
        if "delivery" in statement:
            cursor.execute(EXPLAIN[dialect] + statement, parameters)
            plans.append("\n".join(str(row) for row in cursor.fetchall()))

    event.listen(world.store.engine, "before_cursor_execute", explain)
    try:
        for act in ACTS:
            with world.store.work() as uow:
                act(uow)
    finally:
        event.remove(world.store.engine, "before_cursor_execute", explain)
    assert len(plans) == len(ACTS)
    for plan in plans:
        assert "ix_delivery_waiting" in plan
        assert "SCAN delivery'" not in plan
        assert "Seq Scan on delivery" not in plan
