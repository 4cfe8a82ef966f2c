"""The log of readings and decisions: written with what it tells of, never changed, and found out where somebody did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.escalations.sending import acknowledge, read, sent
from tests.worlds import World
from tracker.kernel.clocks import technical_now
from tracker.kernel.decisions import DECISIONS
from tracker.kernel.facts import Fact
from tracker.storage import append_only, audit
from tracker.storage.audit import Act, Seal
from tracker.storage.records import Reading
from tracker.tables import metadata
from workers import sealing, subscriptions


def readings(world: World, many: int = 3) -> None:
    with world.acting("hr") as uow:
        for _ in range(many):
            uow.saw("support", uuid4(), world.ids["ann"])


def verdict(world: World) -> audit.Verdict:
    with world.reading() as uow:
        return audit.verify(uow.session, world.store.ring)


def behind_the_back(world: World, *statements: object) -> None:
    """As somebody who has the database, and takes its guards down."""
    tables = [table for table in metadata.sorted_tables if table.info.get("append_only")]
    with world.store.engine.begin() as connection:
        for table in tables:
            for trigger in (f"{table.name}_stays", f"{table.name}_unchanged"):
                on = "" if connection.dialect.name == "sqlite" else f" ON {table.name}"
                connection.execute(text(f"DROP TRIGGER {trigger}{on}"))
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


def test_what_somebody_decides_is_logged_with_it_and_what_the_system_does_is_not(world: World) -> None:
    escalation = sent(world)
    acknowledge(world, "hr", escalation)
    world.drain()
    with world.reading() as uow:
        acts = {(row.actor_id, row.what, row.object_id) for row in uow.session.scalars(select(Act))}
    wanted = {("head", "escalations.raised"), ("hr", "escalations.acknowledged")}
    assert {(world.ids[who], what, escalation) for who, what in wanted} <= acts
    assert {what for _, what, _ in acts} <= DECISIONS.keys()


def test_every_decision_in_the_list_is_a_fact_there_is() -> None:
    assert subscriptions.REACTIONS
    assert DECISIONS.keys() <= Fact.registry.keys()


def test_a_decision_that_cannot_be_logged_is_not_made(world: World) -> None:
    escalation = sent(world)
    with world.store.engine.begin() as connection:
        connection.execute(text("DROP TABLE act"))
    with pytest.raises(DBAPIError):
        acknowledge(world, "hr", escalation)
    assert read(world, escalation).acknowledged_at is None


@pytest.mark.parametrize("kind", [Reading, Act, Seal])
def test_the_database_takes_nothing_back(world: World, kind: type) -> None:
    sent(world)
    readings(world)
    sealing.seal(world.store)
    column = {"Reading": "kind", "Act": "what", "Seal": "digest"}[kind.__name__]
    for statement in (delete(kind), update(kind).values({column: "another"})):
        with pytest.raises(DBAPIError, match="only added to"), world.store.work() as uow:
            uow.session.execute(statement)
    with world.reading() as uow:
        assert uow.session.scalar(select(func.count()).select_from(kind))


def test_nobody_empties_a_table_of_the_log_at_one_go(world: World) -> None:
    if world.store.engine.dialect.name == "sqlite":
        return
    with pytest.raises(DBAPIError, match="only added to"), world.store.engine.begin() as connection:
        connection.execute(text("TRUNCATE reading"))


def test_an_entry_gets_its_seal_once(world: World) -> None:
    readings(world)
    sealing.seal(world.store)
    with pytest.raises(DBAPIError, match="only added to"), world.store.work() as uow:
        uow.session.execute(update(Reading).values(batch=7))


def test_the_guards_stand_again_after_every_migration(world: World) -> None:
    behind_the_back(world)
    with world.store.engine.begin() as connection:
        append_only.put_up(connection, metadata)
    readings(world)
    with pytest.raises(DBAPIError, match="only added to"), world.store.work() as uow:
        uow.session.execute(delete(Reading))


def test_all_that_was_logged_is_sealed_batch_upon_batch_and_found_whole(world: World, capsys) -> None:
    for _ in range(3):
        readings(world)
        sealing.seal(world.store)
    readings(world, 2)
    found = verdict(world)
    assert (found.seals, found.entries, found.waiting, found.broken, found.unmarked) == (3, 9, 2, [], 0)
    assert sealing.report(world.store) == 0
    assert "3 seals over 9 entries, 0 broken; 2 wait for one" in capsys.readouterr().out


def test_many_are_sealed_some_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "AT_A_TIME", 2)
    readings(world, 5)
    sealing.seal(world.store)
    assert (verdict(world).seals, verdict(world).waiting) == (3, 0)


def test_auditors_who_seal_at_once_do_so_one_after_the_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "AT_A_TIME", 2)
    readings(world, 12)
    together = Barrier(4)

    def seal() -> None:
        together.wait(60)
        sealing.seal(world.store)

    with ThreadPoolExecutor(4) as auditors:
        for each in [auditors.submit(seal) for _ in range(4)]:
            each.result(60)
    found = verdict(world)
    assert (found.seals, found.entries, found.waiting, found.broken) == (6, 12, 0, [])


def one_of(world: World, batch: int) -> UUID:
    with world.reading() as uow:
        return uow.session.scalars(select(Reading.id).where(Reading.batch == batch).limit(1)).one()


@pytest.mark.parametrize("how", ["changed", "removed", "inserted", "new batch", "seal removed", "last seal", "digest"])
def test_whatever_is_changed_in_the_log_is_found(world: World, how: str, capsys) -> None:
    for _ in range(3):
        readings(world)
        sealing.seal(world.store)
    row = {"id": uuid4(), "at": world.now, "reader_id": world.ids["hr"], "subject_id": world.ids["ann"]}
    row |= {"kind": "support", "object_id": uuid4()}
    second = Reading.id == one_of(world, 2)
    with_all_seals = verdict(world)
    done = {
        "changed": update(Reading).where(second).values(reader_id=world.ids["bo"]),
        "removed": delete(Reading).where(second),
        "inserted": insert(Reading).values(row | {"batch": 2}),
        "new batch": insert(Reading).values(row | {"batch": 9}),
        "seal removed": delete(Seal).where(Seal.number == 2),
        "last seal": delete(Seal).where(Seal.number == 3),
        "digest": update(Seal).where(Seal.number == 3).values(digest="0" * 64),
    }
    assert with_all_seals.broken == []
    behind_the_back(world, done[how])
    assert verdict(world).broken
    assert sealing.report(world.store) == 1
    assert "seal" in capsys.readouterr().out


def test_whoever_works_the_chain_out_again_without_the_key_is_found(world: World) -> None:
    readings(world)
    sealing.seal(world.store)
    behind_the_back(world, update(Reading).values(reader_id=world.ids["bo"]))
    with world.reading() as uow:
        forged = audit._digest(audit.START, audit._lines(uow.session, 1, 1))  # noqa: SLF001 - as a forger would
    with world.store.engine.begin() as connection:
        connection.execute(update(Seal).values(digest=forged))
    assert verdict(world).broken == [(1, "mark")]


def test_a_key_that_was_dropped_leaves_the_chain_to_look_at(world: World) -> None:
    readings(world)
    sealing.seal(world.store)
    world.store.ring.add()
    world.store.ring.drop("k1")
    assert (verdict(world).broken, verdict(world).unmarked) == ([], 1)


def test_what_is_old_and_sealed_may_go_and_the_seals_stay(world: World) -> None:
    readings(world)
    sealing.seal(world.store)
    long_ago = technical_now() - timedelta(days=append_only.FLOOR_DAYS + 10)
    behind_the_back(world, update(Reading).values(at=long_ago))
    with world.reading() as uow:
        digest = audit._digest(audit.START, audit._lines(uow.session, 1, 1))  # noqa: SLF001 - as it was then
    name, mark = world.store.ring.mark(digest.encode())
    with world.store.engine.begin() as connection:
        connection.execute(update(Seal).values(sealed_at=long_ago, digest=digest, mark=mark, ring_id=name))
        append_only.put_up(connection, metadata)
    readings(world, 1)
    sealing.seal(world.store)
    assert verdict(world).broken == []
    with world.store.work() as uow:
        assert audit.forget(uow.session, technical_now() - timedelta(days=append_only.FLOOR_DAYS)) == 3
    found = verdict(world)
    assert (found.seals, found.entries, found.broken) == (2, 1, [])
