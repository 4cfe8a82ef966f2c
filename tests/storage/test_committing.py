"""On PostgreSQL facts travel with their commit: all of it holds, or nothing does, and the connection serves on."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.worlds import World
from tracker.people.facts import RoleGranted
from tracker.rounds.facts import PreparationFinished
from tracker.storage.committing import FEW
from tracker.storage.outbox import FactRow
from tracker.storage.records import Reading
from tracker.storage.unit_of_work import UnitOfWork

ON_POSTGRES = [pytest.param("postgres", marks=pytest.mark.postgres)]
on_postgres = pytest.mark.parametrize("database_url", ON_POSTGRES, indirect=True)
"""what only a database server can do"""


def finished(uow: UnitOfWork, number: int = 1) -> None:
    for _ in range(number):
        uow.record(PreparationFinished(matter=uuid4(), person_id=uuid4()))


def read(uow: UnitOfWork) -> None:
    some = {"reader_id": uuid4(), "subject_id": uuid4(), "object_id": uuid4()}
    uow.session.add(Reading(at=uow.now, kind="tests", **some))


def counted(world: World) -> tuple[int, int]:
    with world.reading() as uow:
        return (
            uow.session.scalar(select(func.count()).select_from(FactRow)) or 0,
            uow.session.scalar(select(func.count()).select_from(Reading)) or 0,
        )


@pytest.mark.parametrize("number", [1, 2, FEW, FEW + 1])
def test_a_use_case_of_facts_alone_or_with_rows_is_whole(world: World, number: int):
    facts, rows = counted(world)
    for _ in range(2):
        with world.store.work() as uow:
            finished(uow, number)
        with world.store.work() as uow:
            read(uow)
            finished(uow, number)
    assert counted(world) == (facts + 4 * number, rows + 2)


def test_a_fact_keeps_its_words_and_quotes(world: World):
    kept = RoleGranted(matter=uuid4(), role="HR's \"æ\\'; --", unit_id=uuid4())
    with world.store.work() as uow:
        uow.record(kept)
    with world.reading() as uow:
        row = uow.session.scalars(select(FactRow).where(FactRow.matter == kept.matter)).one()
        assert RoleGranted.revive(row.matter, row.payload) == kept
        assert row.recorded_at.tzinfo is not None


def test_a_fact_that_the_database_refuses_takes_its_rows_with_it_and_the_connection_serves_on(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    before = counted(world)
    same = uuid4()

    def twice(_self: UnitOfWork, fact: Any, due_at: Any) -> dict[str, object]:
        return original(_self, fact, due_at) | {"id": same}

    original = UnitOfWork._as_row  # noqa: SLF001 (no fact of ours is refused)

    def use_case() -> None:
        with world.store.work() as uow:
            read(uow)
            finished(uow, 2)

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "_as_row", twice)
        with pytest.raises(IntegrityError):
            use_case()
    assert counted(world) == before
    with world.store.work() as uow:
        finished(uow)
    assert counted(world) == (before[0] + 1, before[1])


@on_postgres
def test_what_the_commit_itself_refuses_is_known_and_nothing_holds(world: World):
    before = counted(world)
    with world.store.work() as uow:
        uow.session.execute(text("CREATE TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"))

    def use_case() -> None:
        with world.store.work() as uow:
            read(uow)
            uow.session.execute(text("INSERT INTO late VALUES (1), (1)"))
            finished(uow)

    with pytest.raises(IntegrityError):
        use_case()
    assert counted(world) == before


@on_postgres
def test_a_connection_that_is_lost_on_the_way_is_said_and_replaced(world: World):
    engine: Engine = world.store.engine
    before = counted(world)

    def use_case() -> None:
        with world.store.work() as uow:
            read(uow)
            uow.session.flush()
            mine = uow.session.scalar(text("SELECT pg_backend_pid()"))
            with engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid, 60000)"), {"pid": mine})
            finished(uow)

    with pytest.raises(DBAPIError):
        use_case()
    assert counted(world) == before
    with world.store.work() as uow:
        finished(uow)
    assert counted(world) == (before[0] + 1, before[1])
