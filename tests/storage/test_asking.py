"""What is asked the short way is answered as by SQLAlchemy's own, on both databases."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Select, bindparam, event, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from tests.worlds import GROUP, World
from tracker.people.models import Membership, Organisation, Person
from tracker.storage.asking import IDS, ME, TODAY, ask, together
from tracker.storage.outbox import BusinessClock
from tracker.storage.unit_of_work import Store

SOME = select(Person.id, Person.name, Person.starts, Person.ends, Person.nearest_leader_id).where(Person.id.in_(IDS))
HERE = select(Membership.id, Membership.role).where(Membership.person_id == ME, Membership.starts <= TODAY)
KEPT = select(Organisation.free_days, Organisation.plan_is_open, Organisation.name)


def both_ways(world: World, query: Select[*tuple[Any, ...]], **values: object) -> Sequence[tuple[Any, ...]]:
    """What is found, after seeing that both ways find it."""
    with world.reading() as uow:
        short = [tuple(row) for row in ask(uow.session, query, **values)]
        long = [tuple(row) for row in uow.session.connection().execute(query, values)]
    assert short == long
    return short


@pytest.mark.parametrize("many", [3, 0, 1, 6])
def test_lists_of_any_length_are_asked_about(world: World, many: int) -> None:
    wanted = [world.ids[key] for key in GROUP[:many]]
    assert len(both_ways(world, SOME.order_by(Person.id), ids=wanted)) == many


def test_values_of_every_kind_come_back_as_they_went_in(world: World) -> None:
    with world.reading() as uow:
        today = uow.today
    assert both_ways(world, KEPT)[0][0] == ["12-24", "12-31"]
    assert both_ways(world, HERE, me=world.ids["ann"], today=today, unasked=1)[0][1] == "member"
    assert both_ways(world, HERE, me=uuid4(), today=today) == []
    both_ways(world, select(BusinessClock.target, BusinessClock.offset_microseconds))


def test_rows_have_names_and_counts_stand_side_by_side(world: World) -> None:
    people, groups = select(func.count().label("many")).select_from(Person), select(func.count(), func.max(Person.name))
    with world.reading() as uow:
        assert ask(uow.session, people).one().many == 14
        assert together(uow.session, people, groups) == [(14,), (14, "Tm Prøvesen")]


def test_what_cannot_be_asked_says_so_as_ever(world: World) -> None:
    wrong = select(Person.id).where(text("there_is_no_such_column = 1"))
    with world.reading() as uow, pytest.raises(DBAPIError):
        ask(uow.session, wrong)


def test_whoever_looks_on_sees_every_statement(world: World) -> None:
    seen: list[str] = []
    with world.reading() as uow:
        ask(uow.session, KEPT)
        event.listen(world.store.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
        ask(uow.session, KEPT)
    assert len(seen) == 1


def test_a_unit_of_work_that_reads_cannot_write(store: Store) -> None:
    with store.read() as uow, pytest.raises(TypeError):
        uow.session.execute(insert(BusinessClock).values(id=2, offset_microseconds=0))
    with store.read() as uow:
        uow.session.add(BusinessClock(id=2, offset_microseconds=0))
        with pytest.raises(TypeError):
            uow.session.flush()


def test_what_is_committed_meanwhile_is_seen_by_who_comes_after(world: World) -> None:
    later = select(Person.starts).where(Person.id == bindparam("id", type_=Person.id.type))
    with world.acting("hr") as uow:
        person = uow.get(Person, world.ids["ann"])
        moved = person.starts = person.starts + timedelta(days=1)
    assert both_ways(world, later, id=world.ids["ann"]) == [(moved,)]
