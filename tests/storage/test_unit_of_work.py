"""One use case is one transaction: rows and facts together, or neither."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError, StatementError

from tests.worlds import World
from tracker.access.models import Account
from tracker.escalations import service
from tracker.escalations.models import Escalation
from tracker.escalations.rules import Draft
from tracker.kernel.errors import Conflict, NotFound, SaidBefore
from tracker.kernel.facts import Fact
from tracker.kernel.permissions import Standing
from tracker.storage.outbox import FactRow, Timer
from tracker.storage.records import Reading, SavedForm
from tracker.storage.unit_of_work import Store

DRAFT = Draft("Uklare bestillinger", "Vi får opgaver uden mål.", "En skabelon.", "HR")


class Bell:
    """Counts how often it was rung."""

    def __init__(self) -> None:
        self.rung = 0

    def ring(self) -> None:
        self.rung += 1


def counts(store: Store) -> list[int | None]:
    """How many escalations, facts and timers there are."""
    with store.read() as uow:
        return [uow.session.scalar(select(func.count()).select_from(row)) for row in (Escalation, FactRow, Timer)]


def raised(world: World) -> UUID:
    with world.acting("head") as uow:
        return service.raise_escalation(uow, world.group, DRAFT)


def test_rows_facts_and_timers_are_committed_together(world):
    raised(world)
    assert counts(world.store) == [1, 1, 2]


def raise_and_fail(world: World) -> None:
    with world.acting("head") as uow:
        service.raise_escalation(uow, world.group, DRAFT)
        uow.session.flush()
        _ = 1 // 0


def test_nothing_is_committed_when_the_use_case_raises(world):
    with pytest.raises(ZeroDivisionError):
        raise_and_fail(world)
    assert counts(world.store) == [0, 0, 0]


def raise_with(world: World, fact: Fact) -> None:
    with world.acting("head") as uow:
        service.raise_escalation(uow, world.group, DRAFT)
        uow.record(fact)


def test_nothing_is_committed_when_a_fact_cannot_be_written(world):
    @dataclass(frozen=True, kw_only=True)
    class Unwritable(Fact, name="tests.unwritable"):
        thing: object

    del Fact.registry["tests.unwritable"]
    with pytest.raises((StatementError, TypeError), match="JSON"):
        raise_with(world, Unwritable(matter=uuid4(), thing=object()))
    assert counts(world.store) == [0, 0, 0]


def test_the_bell_rings_after_a_commit_with_facts_and_only_then(world):
    world.store.doorbell = bell = Bell()
    with world.store.work():
        pass
    with pytest.raises(ZeroDivisionError):
        raise_and_fail(world)
    assert bell.rung == 0
    raised(world)
    assert bell.rung == 1


def test_reading_never_leaves_anything_behind(world):
    id_ = raised(world)
    with world.store.read() as uow:
        uow.get(Escalation, id_).title = "Ændret"
    with world.store.read() as uow:
        assert uow.get(Escalation, id_).title == DRAFT.title


def version(world: World, id_: UUID) -> int:
    with world.reading() as uow:
        return uow.get(Escalation, id_).version


def acknowledge(world: World, who: str, id_: UUID, at: int) -> None:
    with world.acting(who) as uow:
        service.acknowledge(uow, id_, version=at)


def test_the_second_of_two_who_save_the_same_thing_is_told_and_the_first_stands(world):
    id_ = raised(world)
    read = version(world, id_)
    acknowledge(world, "hr", id_, read)
    with pytest.raises(Conflict) as told:
        acknowledge(world, "hr2", id_, read)
    assert told.value.row_id == id_
    with world.reading() as uow:
        assert uow.get(Escalation, id_).owner_id == world.ids["hr"]


def overwrite_what_another_changes_meanwhile(world: World, id_: UUID) -> None:
    with world.acting("hr2") as slow:
        row = slow.get(Escalation, id_)
        acknowledge(world, "hr", id_, row.version)
        row.title = "Overskrevet"


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)  # SQLite lets one write at a time
def test_a_row_that_another_changed_meanwhile_is_a_conflict(world):
    id_ = raised(world)
    with pytest.raises(Conflict):
        overwrite_what_another_changes_meanwhile(world, id_)


def claim(world: World, who: str, key: UUID, location: object = None) -> None:
    with world.acting(who) as uow:
        uow.claim_form(key)
        if location:
            uow.form_led_to(key, location)  # type: ignore[arg-type]


def test_the_same_form_twice_leads_where_it_led_the_first_time(world):
    key = uuid4()
    claim(world, "head", key, "/eskaleringer/1")
    for _ in range(2):
        with pytest.raises(SaidBefore) as said:
            claim(world, "head", key, "/et-andet-sted")
        assert said.value.location == "/eskaleringer/1"


def test_anothers_form_key_is_not_found(world):
    key = uuid4()
    claim(world, "head", key, "/eskaleringer/1")
    with pytest.raises(NotFound):
        claim(world, "ann", key, "/eskaleringer/2")


def test_a_form_that_was_refused_can_be_sent_again_with_its_key(world):
    key = uuid4()
    with pytest.raises(SQLAlchemyError):
        claim(world, "head", key, object())
    claim(world, "head", key, "/eskaleringer/1")
    with world.reading() as uow:
        assert uow.session.get_one(SavedForm, key).location == "/eskaleringer/1"


def test_an_id_of_nothing_is_not_found(world):
    with pytest.raises(NotFound), world.acting("head") as uow:
        uow.get(Account, uuid4())


def test_what_the_table_does_not_grant_is_not_found_and_the_system_acts_freely(world):
    with pytest.raises(NotFound), world.acting("med") as uow:
        uow.require("R", "escalation", Standing(uow.actor.roles, frozenset({"addr", "grp"})))
    with world.store.work() as uow:
        uow.require("R", "escalation", Standing(frozenset()))


def test_looking_at_ones_own_is_not_written_down_and_at_others_it_is(world):
    with world.acting("hr") as uow:
        uow.saw("escalation", world.group, world.ids["hr"])
        uow.saw("escalation", world.group, world.ids["head"])
    with world.reading() as uow:
        [row] = uow.session.scalars(select(Reading))
        assert (row.reader_id, row.subject_id) == (world.ids["hr"], world.ids["head"])
