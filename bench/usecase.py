"""A use case that leaves a row and a fact, against the same with the row alone."""

from collections.abc import Iterator
from uuid import uuid4

from bench.ground import DATABASES, Ground
from bench.rows import Row, interleaved
from tests.worlds import World
from tracker.rounds.facts import PreparationFinished
from tracker.storage.records import Reading

GOAL = 1.15
ROUNDS = 400


def measure(ground: Ground) -> Iterator[Row]:
    """Microseconds a transaction, through the unit of work."""
    for database in DATABASES:
        with ground.world(database) as world:
            ours, floor = interleaved(lambda: _commit(world, fact=True), lambda: _commit(world), rounds=ROUNDS)
        yield Row(f"use case: row and fact, {database}", ours, floor, GOAL, "µs")


def _commit(world: World, *, fact: bool = False) -> None:
    me = world.ids["ann"]
    with world.store.work() as uow:
        row = Reading(at=uow.now, reader_id=me, subject_id=world.ids["bo"], kind="bench", object_id=uuid4())
        uow.session.add(row)
        if fact:
            uow.record(PreparationFinished(matter=row.object_id, person_id=me))
