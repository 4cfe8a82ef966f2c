"""Who is reminded before a load begins, and asked when it is over."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from tests.preparedness.expecting import day, expected, row, said
from tests.worlds import World
from tracker.notifications.audit import compare
from tracker.notifications.models import Notice
from tracker.people import service as people
from tracker.people.models import Membership
from tracker.people.past import Past
from tracker.preparedness import queries, service
from tracker.preparedness.owed import owed
from tracker.storage.outbox import Timer


def told(world: World, kind: str, *, done: bool = False) -> list[UUID]:
    """Who was told, of what still waits for them."""
    world.drain()
    with world.reading() as uow:
        query = select(Notice.person_id).where(Notice.kind == kind)
        return list(uow.session.scalars(query if done else query.where(Notice.done_at.is_(None))))


def test_whoever_is_to_see_to_it_is_told_at_once_unless_they_put_it_down(world: World) -> None:
    expected(world)
    assert told(world, "load.yours") == []
    expected(world, seer_id=world.ids["ann"])
    assert told(world, "load.yours") == [world.ids["ann"]]


def test_the_reminder_comes_on_the_working_day_that_was_chosen(world: World) -> None:
    """Ten working days before Tuesday 3 March is Tuesday 17 February."""
    load = expected(world, seer_id=world.ids["ann"], starts=day("2026-03-03"), ends=day("2026-03-06"))
    world.move(days=13)
    assert told(world, "load.near") == []
    world.move(days=1)
    assert told(world, "load.near") == [world.ids["ann"]]
    with world.acting("ann") as uow:
        assert [item.id for item in queries.waiting(uow)] == [load]


def test_leave_that_is_announced_moves_it_before(world: World) -> None:
    with world.acting("ann") as uow:
        people.announce_leave(uow, day("2026-02-16"), day("2026-02-18"))
    expected(world, seer_id=world.ids["ann"], starts=day("2026-03-03"), ends=day("2026-03-06"))
    world.move_to(world.now.replace(month=2, day=12))
    assert told(world, "load.near") == [world.ids["ann"]]


def test_where_they_are_away_that_morning_the_groups_leader_is_told_too(world: World) -> None:
    expected(world, seer_id=world.ids["ann"], starts=day("2026-03-03"), ends=day("2026-03-06"))
    with world.acting("ann") as uow:
        people.announce_leave(uow, day("2026-02-16"), day("2026-02-20"))
    world.move(days=15)
    assert set(told(world, "load.near")) == {world.ids["ann"], world.ids["head"]}


def test_who_left_the_group_is_told_no_more_and_its_leader_is(world: World) -> None:
    load = expected(world, seer_id=world.ids["ann"], starts=day("2026-03-03"), ends=day("2026-03-06"))
    with world.store.work() as uow:
        mine = select(Membership).where(Membership.person_id == world.ids["ann"])
        uow.session.scalars(mine).one().ends = world.now.date()
    world.move(days=15)
    assert told(world, "load.near") == [world.ids["head"]]
    with world.acting("ann") as uow:
        assert queries.waiting(uow) == []
    left = world.client("ann")
    left.get(f"/beredskab/{load}")
    assert left.status == 404


def test_when_it_is_over_one_question_is_asked_once(world: World) -> None:
    load = expected(world, seer_id=world.ids["ann"])
    world.move(days=60)
    assert told(world, "load.over") == [world.ids["ann"]]
    assert told(world, "load.near") == []
    with world.acting("ann") as uow:
        service.look_back(uow, load, enough="yes", learned="", lang="da", version=row(world, load).version)
    assert told(world, "load.over") == []
    assert told(world, "load.over", done=True) == [world.ids["ann"]]


def test_a_unit_without_a_leader_of_its_own_falls_to_hr(world: World) -> None:
    load = expected(world, "hr", unit="root", seer_id=world.ids["head"])
    with world.store.work() as uow:
        query = select(Membership).where(Membership.person_id == world.ids["head"])
        uow.session.scalars(query).one().ends = world.now.date()
    world.move(days=1)
    with world.store.work() as uow:
        found = service.audience(uow, load)
    assert found is not None
    assert set(found[1]) == {world.ids["hr"], world.ids["hr2"]}


def test_other_days_move_the_reminder_and_another_person_takes_it_over(world: World) -> None:
    load = expected(world, seer_id=world.ids["ann"])
    assert told(world, "load.yours") == [world.ids["ann"]]
    later = world.now.date() + timedelta(days=90)
    changed = said(world, seer_id=world.ids["bo"], starts=later, ends=later)
    with world.acting("head") as uow:
        service.change(uow, load, changed, version=row(world, load).version)
    assert told(world, "load.yours") == [world.ids["bo"]]
    world.move(days=60)
    assert told(world, "load.near") == []
    world.move(days=20)
    assert told(world, "load.near") == [world.ids["bo"]]


def test_what_was_taken_off_tells_nobody(world: World) -> None:
    load = expected(world, seer_id=world.ids["ann"])
    world.drain()
    with world.acting("head") as uow:
        service.take_off(uow, load, version=1)
    world.move(days=60)
    assert told(world, "load.yours") == told(world, "load.near") == told(world, "load.over") == []
    with world.reading() as uow:
        assert uow.session.scalars(select(Timer.id).where(Timer.matter == load, Timer.ended_at.is_(None))).all() == []


def test_the_audit_finds_nothing_amiss_and_misses_what_was_not_told(world: World) -> None:
    load = expected(world)
    world.drain()
    for days in (0, 20, 40):
        world.move(days=days)
        with world.reading() as uow:
            assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()
    with world.store.work() as uow:
        for notice in uow.session.scalars(select(Notice).where(Notice.kind == "load.over")):
            uow.session.delete(notice)
    with world.reading() as uow:
        assert ("not_told", load) in compare(uow.session, owed(uow, Past(uow.session, uow.today)))
