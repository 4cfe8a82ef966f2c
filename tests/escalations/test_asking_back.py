"""What lies between acknowledged and answered: a question to the group, another owner, a day that is followed up."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.escalations.sending import acknowledge, away, read, sent, told
from tests.escalations.test_rules import FREE, ZONE
from tests.worlds import World
from tracker.escalations import rules
from tracker.escalations.rules import State
from tracker.kernel.worktime import after_working_days

MINUTE = timedelta(minutes=1)


def asked(world: World) -> UUID:
    id_ = sent(world)
    acknowledge(world, "hr", id_)
    hr = world.client("hr", language="en")
    hr.get(f"/eskaleringer/{id_}")
    hr.submit("/spoerg", question="Hvor mange drejer det sig om?")
    assert hr.status == 200
    world.drain()
    return id_


def test_while_the_group_is_asked_the_clock_stands_still_and_goes_on_with_what_was_left(world):
    id_ = asked(world)
    assert (read(world, id_).state, read(world, id_).promised, read(world, id_).days_left) == ("asked_back", None, 20)
    world.move(days=60)
    assert (read(world, id_).state, read(world, id_).step) == (State.ASKED_BACK, 0)
    leader = world.client("head")
    leader.get("/")
    assert "Svar på det, din gruppe er spurgt om" in leader.text
    leader.get(f"/eskaleringer/{id_}")
    assert "Hvor mange drejer det sig om?" in leader.text
    leader.submit("/gensvar", reply="Ni ledere.")
    row = read(world, id_)
    with world.reading() as uow:
        assert row.promised == after_working_days(uow.today, 20, FREE)
    world.drain()
    assert told(world)["hr", "replied"] == 1
    hr = world.client("hr")
    hr.get(f"/eskaleringer/{id_}")
    assert "Ni ledere." in hr.text


def test_the_leader_replies_for_the_group_and_nobody_else(world):
    id_ = asked(world)
    assert {key for key, kind in told(world) if kind == "asked"} == {"head"}
    for key, expected in (("ann", 404), ("med", 404), ("tm", 404), ("hr", 404)):
        page = world.client(key)
        page.get("/")
        page.post(f"/eskaleringer/{id_}/gensvar", reply="Nej.", version=read(world, id_).version)
        assert page.status == expected
    assert read(world, id_).state == State.ASKED_BACK


@given(some.dates(date(2026, 1, 1), date(2026, 11, 1)), some.integers(1, 30), some.integers(0, 40))
def test_a_clock_that_stood_still_gives_back_exactly_the_days_it_had_left(start, limit, stood):
    first = rules.clock(start, limit, FREE, ZONE)
    left = rules.days_left(start, first.last_day, FREE)
    again = rules.clock_again(start + timedelta(days=stood), left, limit, FREE, ZONE)
    assert left == limit
    assert again.last_day == after_working_days(start + timedelta(days=stood), limit, FREE)
    assert again.remind_at is not None
    assert again.remind_at <= again.move_at


def test_one_reminded_already_is_not_reminded_again():
    assert rules.clock_again(date(2026, 2, 3), 1, 20, FREE, ZONE).remind_at is None


def test_another_receiver_takes_it_over_and_the_group_sees_who(world):
    id_ = sent(world)
    acknowledge(world, "hr", id_)
    other = world.client("hr2")
    other.get(f"/eskaleringer/{id_}")
    other.submit("/overtag")
    assert read(world, id_).owner_id == world.ids["hr2"]
    world.drain()
    assert told(world)["ann", "taken_over"] == 1


def test_what_hr_takes_care_of_has_a_day_and_is_asked_about_then(world):
    id_ = sent(world)
    acknowledge(world, "hr", id_)
    hr = world.client("hr", language="en")
    hr.get(f"/eskaleringer/{id_}")
    hr.submit("/svar", kind="handled", text="Det gør vi.")
    assert (hr.status, "Say by which day you have done it" in hr.text) == (422, True)
    hr.submit("/svar", kind="handled", text="Det gør vi.", by="02.03.2026")
    assert "Done by 2 March 2026" in hr.text
    world.move_to(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    hr.get("/opfolgninger")
    hr.follow("Zebratema")
    hr.follow("The escalation it answers")
    assert hr.path == f"/eskaleringer/{id_}"
    assert "To be followed up on 2 March 2026" in hr.text
    assert "No level is left" not in hr.text


def test_what_is_returned_says_what_the_group_may_do_itself(world):
    id_ = sent(world)
    acknowledge(world, "hr", id_)
    hr = world.client("hr", language="en")
    hr.get(f"/eskaleringer/{id_}")
    hr.submit("/svar", kind="returned", text="Ikke nu.")
    assert hr.status == 422
    hr.submit("/svar", kind="returned", text="Ikke nu.", yourselves="Aftal det med naboskolen.")
    leader = world.client("head")
    leader.get(f"/eskaleringer/{id_}")
    assert "Aftal det med naboskolen." in leader.text


@pytest.mark.parametrize(("addressed", "gone"), [("NL", "tm")])
def test_where_nobody_holds_the_role_the_next_gets_it_and_hr_is_told_without_its_words(world, addressed, gone):
    with world.store.work() as uow:
        today = uow.today
    away(world, gone, today, today + timedelta(days=30))
    id_ = sent(world, addressed)
    world.drain()
    passed_by = [key for key, kind in told(world) if kind == "nobody"]
    assert sorted(passed_by) == ["hr", "hr2"]
    hr = world.client("hr")
    hr.get("/indbakke")
    assert "Zebra" not in hr.text
    hr.get(f"/eskaleringer/{id_}/status")
    assert (hr.status, "Zebra" in hr.text) == (200, False)
