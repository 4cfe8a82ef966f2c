"""What happens to a group's collegial supervision as time passes, people come and go, and turns are swapped."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.supervision import acting
from tests.worlds import World
from tracker.kernel.errors import NotFound
from tracker.notifications.audit import compare
from tracker.people import service as people
from tracker.people.models import Membership
from tracker.people.past import Past
from tracker.supervision import queries, service
from tracker.supervision.models import Sitting
from tracker.supervision.owed import owed
from tracker.warnings.models import EarlyWarning

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""nothing in it differs from one database to the other"""


def nothing_amiss(world: World) -> bool:
    with world.reading() as uow:
        return compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()


def test_turns_are_swapped_by_two_who_agree(world: World):
    acting.begun(world)
    assert acting.order(world) == ["head", "ann", "bo", "cia", "dan", "eva"]
    with world.acting("head") as uow:
        service.offer(uow, world.group)
    world.drain()
    assert acting.told(world, "supervision.offered") == {"ann", "bo", "cia", "dan", "eva"}
    with world.acting("dan") as uow:
        service.take_offered(uow, world.group, world.ids["head"])
    world.drain()
    assert acting.order(world) == ["dan", "ann", "bo", "cia", "head", "eva"]
    assert acting.told(world, "supervision.swapped") == {"head"}


@ONE
def test_something_acute_goes_first_and_nobody_loses_a_turn(world: World):
    made = acting.begun(world)
    with world.acting("eva") as uow:
        service.take_next(uow, made)
    world.drain()
    assert (acting.focus(world, made), acting.told(world, "supervision.later")) == ("eva", {"head"})
    acting.wait_for_it(world)
    acting.hold(world, made, "eva")
    assert acting.order(world) == ["head", "ann", "bo", "cia", "dan", "eva"]
    assert acting.sitting(world, made).acute_id is None
    assert acting.focus(world, acting.ahead(world)) == "head"


@ONE
def test_leave_newcomers_and_leavers_change_whose_turn_it_is(world: World):
    made = acting.begun(world)
    with world.acting("head") as uow:
        people.announce_leave(uow, acting.FIRST, acting.FIRST)
    with world.store.work() as uow:
        world.employ(uow, "new", "head")
        values = {"group_id": world.group, "person_id": world.ids["new"], "role": "member"}
        uow.session.add(Membership(id=uuid4(), starts=uow.today, **values))
        gone = (Membership.person_id == world.ids["ann"], Membership.group_id == world.group)
        uow.session.execute(update(Membership).where(*gone).values(ends=uow.today - timedelta(days=1)))
    assert acting.order(world) == ["head", "bo", "cia", "dan", "eva", "new"]
    assert acting.focus(world, made) == "bo"
    acting.wait_for_it(world)
    acting.hold(world, made, "bo", who="bo")
    assert acting.order(world) == ["head", "cia", "dan", "eva", "new", "bo"]


@ONE
def test_what_nobody_speaks_of_is_asked_about_and_the_next_is_planned(world: World):
    made = acting.begun(world)
    assert nothing_amiss(world)
    world.move_to(datetime(2026, 2, 11, 9, tzinfo=UTC))
    assert acting.told(world, "supervision.turn") == {"head"}
    coming = acting.ahead(world)
    assert (coming != made, acting.sitting(world, coming).meant) == (True, date(2026, 3, 10))
    assert nothing_amiss(world)
    with world.acting("head") as uow:
        assert [item.id for item in queries.waiting(uow)] == [made]
    acting.hold(world, made)
    with world.reading() as uow:
        assert len(uow.session.scalars(select(Sitting)).all()) == 2
    assert nothing_amiss(world)


@ONE
def test_two_called_off_in_a_row_warn_the_leader_until_one_is_held(world: World):
    acting.call_off(world, acting.begun(world))
    assert acting.told(world, "supervision.off") == {"head", "ann", "bo", "cia", "dan", "eva"}
    assert acting.told(world, "warning.card") == set()
    acting.call_off(world, acting.ahead(world), "away")
    assert acting.told(world, "warning.card") == {"head"}
    head = world.client("head")
    with world.reading() as uow:
        warning = uow.session.scalars(select(EarlyWarning)).one()
    head.get(f"/varsler/{warning.id}")
    assert "10. februar 2026: aflyst eller ikke holdt 10. marts 2026" in head.text
    made = acting.ahead(world)
    world.move_to(acting.sitting(world, made).starts_at)
    acting.hold(world, made)
    with world.reading() as uow:
        assert uow.session.scalars(select(EarlyWarning.ended_at)).one() is not None


@ONE
def test_a_facilitator_runs_it_until_the_day_agreed_and_the_calendar_follows(world: World):
    made = acting.begun(world)
    with world.acting("head") as uow:
        service.ask_facilitator(uow, world.group, "nina@example.org", date(2026, 2, 12))
    world.drain()
    assert acting.told(world, "supervision.facilitator") == {"nina"}
    with world.acting("nina") as uow:
        assert [one.matter for one in queries.appointments(uow, uow.now)] == [made]
        version = uow.session.get_one(Sitting, made).version
        when = datetime(2026, 2, 11, 10)  # noqa: DTZ001 - a civil day and time
        service.move(uow, made, when.date(), when.time(), reason="busy", version=version)
    world.drain()
    assert acting.told(world, "supervision.moved") == {"head", "ann", "bo", "cia", "dan", "eva", "nina"}
    with world.acting("nina") as uow, pytest.raises(NotFound):
        service.offer(uow, world.group)
    world.move_to(datetime(2026, 2, 13, 9, tzinfo=UTC))
    with world.acting("nina") as uow, pytest.raises(NotFound):
        queries.place(uow, world.group)


@ONE
def test_who_comes_later_sees_nothing_of_what_was_before(world: World):
    made = acting.begun(world)
    acting.wait_for_it(world)
    acting.hold(world, made)
    world.move(days=2)
    with world.store.work() as uow:
        world.employ(uow, "new", "head")
        values = {"group_id": world.group, "person_id": world.ids["new"], "role": "member"}
        uow.session.add(Membership(id=uuid4(), starts=uow.today, **values))
    new = world.client("new")
    assert (new.get(f"/sparring/{made}"), new.status)[1] == 404
    new.get(f"/sparring/gruppe/{world.group}")
    assert (new.status, "Sådan er det gået" in new.text) == (200, False)


@ONE
def test_a_group_that_stops_has_nothing_ahead_and_can_begin_again(world: World):
    made = acting.begun(world)
    head = world.client("head")
    head.get(f"/sparring/gruppe/{world.group}/stop")
    head.submit("/stop")
    world.drain()
    assert (acting.sitting(world, made).state, acting.sitting(world, made).reason) == ("off", "ended")
    assert nothing_amiss(world)
    assert acting.begun(world, first=date(2026, 2, 17)) != made
    head.get(f"/sparring/gruppe/{world.group}")
    assert "17. februar 2026" in head.text
    assert "Sådan er det gået" not in head.text
