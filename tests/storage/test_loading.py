"""Rows loaded the short way say what the long way says, and belong to no session."""

from uuid import uuid4

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, object_session

from tests.worlds import GROUP, World
from tracker.people.models import Group, Membership, Organisation, Person
from tracker.storage import loading
from tracker.storage.asking import IDS
from tracker.storage.base import Base

SOME = select(Person).where(Person.id.in_(IDS)).order_by(Person.id)
WITH_GROUP = select(Person, Membership.role.label("role"), Membership).outerjoin(
    Membership, and_(Membership.person_id == Person.id, Membership.role == "leader")
)


def values(row: Base | None) -> dict[str, object]:
    return {} if row is None else {column.key: getattr(row, column.key) for column in row.__mapper__.column_attrs}


def the_long_way(session: Session, query: Select[Person], **given: object) -> list[dict[str, object]]:
    return [values(row) for row in session.scalars(query, given)]


def test_a_page_gets_the_same_rows_as_whoever_writes(world: World) -> None:
    wanted = [world.ids[key] for key in GROUP]
    with world.reading() as uow:
        short = [values(row) for row in loading.rows(uow.session, SOME, ids=wanted)]
        long = the_long_way(uow.session, SOME, ids=wanted)
    assert short == long
    assert len(short) == len(GROUP)


def test_what_an_outer_join_did_not_find_is_none_and_single_values_keep_their_place(world: World) -> None:
    query: Select[Person, str, Membership] = WITH_GROUP.order_by(Person.id)
    with world.reading() as uow:
        short = loading.tuples(uow.session, query)
        long = [(one, role, seat) for one, role, seat in uow.session.execute(query)]
    told = [[(values(one), role, values(seat)) for one, role, seat in rows] for rows in (short, long)]
    assert told[0] == told[1]
    assert {role for _, role, _ in short} == {None, "leader"}


def test_what_a_page_loads_is_nobodys_to_write_and_what_a_use_case_loads_is_written(world: World) -> None:
    with world.reading() as uow:
        [read] = loading.rows(uow.session, select(Organisation))
        assert object_session(read) is None
    with world.store.work() as uow:
        group = loading.row(uow.session, Group, world.group)
        assert group is not None
        group.name = "Nyt navn"
    with world.reading() as uow:
        assert uow.get(Group, world.group).name == "Nyt navn"
        assert uow.get(Group, world.group) is uow.get(Group, world.group)


def test_an_id_of_nothing_is_none_both_ways(world: World) -> None:
    with world.reading() as uow:
        assert loading.row(uow.session, Person, uuid4()) is None
    with world.store.work() as uow:
        assert loading.row(uow.session, Person, uuid4()) is None
