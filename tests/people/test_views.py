"""One's own hours and leave, and what HR sets for all."""

from datetime import UTC, datetime, time

import pytest

from tests.worlds import World
from tracker.kernel.errors import Conflict, NotFound
from tracker.kernel.worktime import OFFICE, Hours
from tracker.people import calendar, queries, service

MONDAY_EVENING = datetime(2026, 2, 9, 19, 0, tzinfo=UTC)


def hours(world: World, key: str) -> Hours:
    with world.reading() as uow:
        return calendar.hours_of(uow.session, world.ids[key], uow.today, uow.zone)


def rhythm(world: World, key: str) -> calendar.Rhythm:
    with world.reading() as uow:
        return calendar.rhythms(uow.session, [world.ids[key]], uow.today, uow.zone)[world.ids[key]]


def test_whoever_chooses_nothing_has_the_organisations_hours(world):
    ann = world.client("ann")
    ann.get("/min-side/arbejdstid")
    ann.submit("/min-side/arbejdstid")
    hr = world.client("hr")
    hr.get("/indstillinger")
    hr.submit("/indstillinger", from_0="7", to_0="15.30", from_5="10:00", to_5="12", digest_time="9.15")
    assert (hr.status, hr.path) == (200, "/indstillinger")
    found = rhythm(world, "ann")
    assert found.hours.week == (
        (time(7), time(15, 30)),
        *OFFICE[1:5],
        (time(10), time(12)),
        None,
    )
    assert found.digest_time == time(9, 15)


def test_own_hours_zone_digest_time_and_language_hold_for_oneself(world):
    ann = world.client("ann")
    ann.get("/min-side/arbejdstid")
    ann.submit("/min-side/arbejdstid", from_4="", to_4="", digest_time="10", zone="America/Nuuk", language="en")
    assert "Working hours and leave" in ann.text
    found = rhythm(world, "ann")
    assert (found.hours.week[4], found.hours.zone.key, found.digest_time) == (None, "America/Nuuk", time(10))
    assert hours(world, "bo").week == OFFICE
    ann.get("/min-side/arbejdstid")
    assert ann.fields("/min-side/arbejdstid")[0]["digest_time"] == "10.00"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing is written
@pytest.mark.parametrize(
    ("written", "error"),
    [
        ({"from_0": "16", "to_0": "8"}, "Skriv både fra og til"),
        ({"to_0": ""}, "Skriv både fra og til"),
        ({"from_0": "25"}, "Skriv klokkeslættet med timer og minutter"),
        ({"from_0": "٨"}, "Skriv klokkeslættet med timer og minutter"),
        ({f"{end}_{day}": "" for end in ("from", "to") for day in range(7)}, "Skriv arbejdstiden for mindst én dag"),
        ({"zone": "Mars/Olympus"}, "Hvor er du?"),
    ],
)
def test_hours_that_make_no_sense_are_asked_about_again(world, written, error):
    ann = world.client("ann")
    ann.get("/min-side/arbejdstid")
    ann.submit("/min-side/arbejdstid", **written)
    assert ann.status == 422
    assert error in ann.page.select_one(".alert-error").get_text()
    assert hours(world, "ann").week == OFFICE


def test_leave_that_is_announced_keeps_mails_away_until_it_is_taken_back(world):
    ann = world.client("ann")
    ann.get("/min-side/arbejdstid")
    ann.submit("/min-side/orlov", starts="10.02.2026", ends="2026-02-13")
    assert "10. februar 2026 – 13. februar 2026" in ann.text
    assert hours(world, "ann").next_open(MONDAY_EVENING) == datetime(2026, 2, 16, 7, 0, tzinfo=UTC)
    ann.submit("/fjern")
    assert hours(world, "ann").next_open(MONDAY_EVENING) == datetime(2026, 2, 10, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing is written
@pytest.mark.parametrize(
    ("starts", "ends"), [("10.02.2026", "09.02.2026"), ("01.01.2026", "02.02.2026"), ("10.02.2026", "10.02.2036")]
)
def test_leave_backwards_over_or_endless_is_refused(world, starts, ends):
    ann = world.client("ann")
    ann.get("/min-side/arbejdstid")
    ann.submit("/min-side/orlov", starts=starts, ends=ends)
    assert ann.status == 422
    assert hours(world, "ann").next_open(MONDAY_EVENING) == datetime(2026, 2, 10, 7, 0, tzinfo=UTC)


def test_anothers_leave_cannot_be_taken_back(world):
    with world.acting("ann") as uow:
        service.announce_leave(uow, uow.today, uow.today)
    with world.reading() as uow:
        [(id_, _, _)] = calendar.my_habit(uow.session, world.ids["ann"], uow.today).leave
    bo = world.client("bo")
    bo.get("/min-side/arbejdstid")
    bo.post(f"/min-side/orlov/{id_}/fjern")
    assert bo.status == 404
    assert not hours(world, "ann").is_open(world.now)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing is written
@pytest.mark.parametrize("key", ["ann", "tm", "med", "sa"])
def test_only_hr_sees_and_sets_what_holds_for_all(world, key):
    browser = world.client(key)
    browser.get("/indstillinger")
    assert browser.status == 404
    browser.post("/indstillinger", digest_time="6", version="1", from_0="6", to_0="7")
    assert browser.status == 404
    with pytest.raises(NotFound), world.acting(key) as uow:
        service.set_hours(uow, week=OFFICE, digest_time=time(6), free_days=[], version=1)


def test_the_second_of_two_in_hr_who_save_is_told(world):
    for number in (0, 1):
        with world.acting("hr") as uow:
            service.set_hours(uow, week=OFFICE, digest_time=time(9, number), free_days=["05-01"], version=1 + number)
    with pytest.raises(Conflict), world.acting("hr2") as uow:
        service.set_hours(uow, week=OFFICE, digest_time=time(7), free_days=[], version=2)
    with world.reading() as uow:
        assert queries.organisation(uow.session).free_days == ["05-01"]
        first_of_may = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
        assert not calendar.hours_of(uow.session, world.ids["ann"], uow.today, uow.zone).is_open(first_of_may)
