"""Claiming the next hundred of a million timers, against the same of ten thousand."""

from collections.abc import Iterator

from sqlalchemy import text

from bench.ground import DATABASES, Ground
from bench.rows import Row, interleaved
from tracker.storage.unit_of_work import Store
from workers.clock import Clock

MANY, FEW, NEXT = 1_000_000, 10_000, 100
GOAL = 1.2
FILL = {
    "postgresql": """
        INSERT INTO timer (id, kind, matter, due_at, cancelled)
        SELECT gen_random_uuid(), 'followups.ask', gen_random_uuid(),
               timestamptz '2020-01-01' + n * interval '1 minute', false FROM generate_series(1, :number) AS n""",
    "sqlite": """
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :number)
        INSERT INTO timer (id, kind, matter, due_at, cancelled)
        SELECT lower(hex(randomblob(16))), 'followups.ask', lower(hex(randomblob(16))),
               strftime('%Y-%m-%d %H:%M:%S.000000', '2020-01-01', n || ' minutes'), 0 FROM numbers""",
}


def measure(ground: Ground) -> Iterator[Row]:
    """Microseconds for a hundred claims in one transaction, which is then left as it was."""
    for database in DATABASES:
        with ground.runtime(database) as many, ground.runtime(database) as few:
            _fill(many.store, MANY)
            _fill(few.store, FEW)
            ours, floor = interleaved(lambda: _claim(many.store), lambda: _claim(few.store), rounds=30)
        yield Row(f"claim the next {NEXT} of {MANY:,}, {database}", ours, floor, GOAL, "µs")


def _fill(store: Store, number: int) -> None:
    columns = {"number": number}
    with store.work() as uow:
        uow.session.execute(text(FILL[store.engine.dialect.name]), columns)
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE timer"))


def _claim(store: Store) -> None:
    clock = Clock(store)
    with store.work() as uow:
        for _ in range(NEXT):
            assert clock._claim(uow) is not None  # noqa: SLF001 (the very statement is what is measured)
        uow.session.rollback()
