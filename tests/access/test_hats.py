"""Two hats, one head: one acts under one at a time, chosen in the header."""

import pytest
from sqlalchemy import select

from tests.escalations.sending import TITLE, sent
from tests.worlds import LONG_AGO, Browser, World
from tracker.access.models import SignIn
from tracker.people.models import Grant
from tracker.storage.outbox import FactRow
from tracker.web.transaction import COOKIE


@pytest.fixture
def two(world: World) -> World:
    """The world, where HR is an administrator, too, and Ann a representative."""
    with world.store.work() as uow:
        for key, role, seat in (("hr", "SA", None), ("ann", "MED", "TR")):
            values = {"person_id": world.ids[key], "unit_id": world.ids["root"], "starts": LONG_AGO}
            uow.session.add(Grant(role=role, seat=seat, **values))
    return world


def switch(browser: Browser, hat: str) -> None:
    browser.get("/")
    browser.submit("/kasket", hat=hat)


def test_the_header_shows_the_hat_and_switching_gives_its_rights_alone(two):
    id_ = sent(two)
    browser = two.client("ann", language="en")
    browser.get(f"/eskaleringer/{id_}")
    assert "Acting as Leader" in browser.text
    assert TITLE in browser.text
    switch(browser, "med")
    assert "Acting as Representative" in browser.text
    assert "Switch to Leader" in browser.text
    browser.get("/indstillinger")
    assert browser.status == 404
    switch(browser, "leader")
    browser.get(f"/eskaleringer/{id_}")
    assert browser.status == 200


def test_the_administrators_hat_sees_health_and_no_content(two):
    id_ = sent(two)
    browser = two.client("hr", language="en")
    browser.get(f"/eskaleringer/{id_}")
    assert browser.status == 200
    switch(browser, "admin")
    for path in (f"/eskaleringer/{id_}", "/indstillinger", "/eskaleringer"):
        browser.get(path)
        assert browser.status == 404, path
    browser.get("/drift")
    assert browser.status == 200
    switch(browser, "leader")
    browser.get("/drift")
    assert browser.status == 404


def test_whoever_has_one_hat_is_not_asked(two):
    browser = two.client("bo", language="en")
    browser.get("/")
    assert "Acting as" not in browser.text
    assert not browser.page.select("form[action='/kasket']")
    browser.post("/kasket", hat="admin")
    assert browser.status == 404
    browser.get("/drift")
    assert browser.status == 404


@pytest.mark.parametrize("hat", ["", "hr", "system", "leader' OR 1=1"])
def test_a_hat_one_does_not_have_is_not_there(two, hat):
    browser = two.client("ann", language="en")
    switch(browser, hat)
    assert browser.status == 404
    browser.get("/")
    assert "Acting as Leader" in browser.text


def test_switching_gives_a_new_token_that_lasts_no_longer_and_the_old_one_opens_nothing(two):
    browser = two.client("ann")
    before = browser.http.get_cookie(COOKIE).value
    with two.reading() as uow:
        ends = uow.session.scalars(select(SignIn.ends_at)).one()
    switch(browser, "med")
    assert browser.http.get_cookie(COOKIE).value != before
    with two.reading() as uow:
        assert uow.session.scalars(select(SignIn.ends_at)).one() == ends
    thief = two.client(None)
    thief.http.set_cookie(COOKIE, before)
    thief.get("/indbakke")
    assert thief.path == "/log-ind"


def test_switching_is_written_down(two):
    browser = two.client("ann")
    switch(browser, "med")
    with two.reading() as uow:
        row = uow.session.scalars(select(FactRow).where(FactRow.name == "access.hat_worn")).one()
        assert (row.matter, row.actor_id, row.payload) == (two.ids["ann"], two.ids["ann"], {"hat": "med"})


def test_switching_takes_a_token_and_a_key(two):
    browser = two.client("ann")
    browser.get("/")
    fields, path = browser.fields("/kasket")
    for missing in ("csrf_token", "once"):
        answer = browser.http.post(path, data={k: v for k, v in fields.items() if k != missing} | {"hat": "med"})
        assert answer.status_code == 400


def test_a_hat_that_is_no_longer_held_falls_off(two):
    browser = two.client("ann", language="en")
    switch(browser, "med")
    with two.store.work() as uow:
        for row in uow.session.scalars(select(Grant).where(Grant.person_id == two.ids["ann"])):
            uow.session.delete(row)
    browser.get("/")
    assert browser.status == 200
    assert "Acting as" not in browser.text
