"""Sessions: they end when they end, and so do roles."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.escalations.sending import TITLE, no_longer, sent
from tests.moving import technically
from tests.worlds import World
from tracker.access.models import SignIn
from tracker.kernel.clocks import technical_now
from tracker.people.models import Membership, Person
from tracker.web.transaction import COOKIE

MINUTE = timedelta(minutes=1)
YESTERDAY = date(2026, 2, 2)


def sessions(world: World) -> int | None:
    with world.reading() as uow:
        return uow.session.scalar(select(func.count()).select_from(SignIn))


def test_a_session_that_is_not_used_for_half_an_hour_is_over(world):
    browser = world.client("ann")
    start = technical_now()
    with technically(start + 29 * MINUTE):
        browser.get("/indbakke")
        assert browser.path == "/indbakke"
    with technically(start + 60 * MINUTE):
        browser.get("/indbakke")
    assert browser.path == "/log-ind"


@pytest.mark.parametrize("how", ["reading", "observing"])
def test_a_session_in_use_goes_on_for_ten_hours_and_not_longer(world, how):
    id_ = sent(world)
    browser = world.client("head")
    start = technical_now()
    for minutes in range(20, 600, 20):
        with technically(start + minutes * MINUTE):
            browser.get("/indbakke" if how == "reading" else f"/eskaleringer/{id_}")
            assert browser.path != "/log-ind"
    with technically(start + 601 * MINUTE):
        browser.get("/indbakke")
    assert browser.path == "/log-ind"


def test_signing_out_ends_the_session_and_a_kept_cookie_opens_nothing(world):
    browser = world.client("ann")
    browser.get("/indbakke")
    kept = browser.http.get_cookie(COOKIE).value
    browser.submit("/log-ud")
    assert browser.path == "/log-ind"
    assert sessions(world) == 0
    browser.http.set_cookie(COOKIE, kept)
    browser.get("/indbakke")
    assert browser.path == "/log-ind"


def test_a_made_up_cookie_opens_nothing(world):
    browser = world.client(None)
    for token in ("", "x", "0" * 43, "æøå", "' OR 1=1 --"):
        browser.http.set_cookie(COOKIE, token)
        browser.get("/indbakke")
        assert (browser.status, browser.path) == (200, "/log-ind")


def test_a_role_that_ended_gives_nothing_from_the_next_request(world):
    sent(world)
    browser = world.client("hr")
    browser.get("/eskaleringer")
    assert TITLE in browser.text
    no_longer(world, "hr", YESTERDAY)
    browser.get("/eskaleringer")
    assert browser.status == 404
    browser.get("/indbakke")
    assert browser.status == 200


def test_a_group_that_was_left_is_left_from_the_next_request(world):
    id_ = sent(world)
    browser = world.client("ann")
    browser.get(f"/eskaleringer/{id_}")
    assert TITLE in browser.text
    with world.store.work() as uow:
        uow.session.execute(update(Membership).where(Membership.person_id == world.ids["ann"]).values(ends=YESTERDAY))
    browser.get(f"/eskaleringer/{id_}")
    assert browser.status == 404


def test_a_role_holds_through_its_last_day(world):
    sent(world)
    no_longer(world, "hr", date(2026, 2, 4))
    browser = world.client("hr")
    for moment, status in (
        (world.now, 200),
        (world.now + timedelta(days=1), 200),
        (world.now + timedelta(days=2), 404),
    ):
        world.move_to(moment)
        browser.get("/eskaleringer")
        assert browser.status == status


def test_whoever_has_left_is_signed_out(world):
    browser = world.client("ann")
    browser.get("/indbakke")
    assert browser.path == "/indbakke"
    with world.store.work() as uow:
        uow.session.execute(update(Person).where(Person.id == world.ids["ann"]).values(ends=YESTERDAY))
    browser.get("/indbakke")
    assert browser.path == "/log-ind"


def test_business_time_does_not_move_sessions(world):
    browser = world.client("ann")
    world.move(days=400)
    browser.get("/indbakke")
    assert browser.path == "/indbakke"
