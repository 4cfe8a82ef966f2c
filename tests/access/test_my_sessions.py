"""Where one is signed in: seen, ended one by one or all at once, and ended by a new password."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.moving import technically
from tests.worlds import LONG_AGO, Browser, World
from tracker.access import rules, service
from tracker.access.models import SignIn
from tracker.app import create_app
from tracker.kernel.clocks import technical_now
from tracker.people.models import Grant
from tracker.storage.outbox import FactRow
from tracker.web.transaction import COOKIE, HOST_ONLY

OLD, NEW = "korrekt hest batteri", "et helt andet kodeord"
PAGE = "/min-side/sessioner"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def token(browser: Browser) -> str:
    return str(browser.http.get_cookie(COOKIE).value)


def is_in(browser: Browser) -> bool:
    browser.get("/indbakke")
    return browser.path == "/indbakke"


@pytest.fixture
def account(world: World) -> World:
    """The world, where Ann has a password."""
    with world.store.work() as uow:
        service.set_password(uow, world.ids["ann"], OLD)
    return world


def test_one_sees_where_one_is_signed_in_and_only_oneself(account):
    here, there, other = account.client("ann", language="en"), account.client("ann"), account.client("bo")
    here.get(PAGE)
    assert here.text.count("Last used") == 2
    assert here.text.count("This browser") == 1
    with account.reading() as uow:
        theirs = uow.session.scalars(select(SignIn.id).where(SignIn.person_id == account.ids["bo"])).one()
    here.post(f"{PAGE}/{theirs}/afslut")
    assert here.status == 404
    assert is_in(other)
    here.get(PAGE)
    here.submit("/afslut")
    assert "Signed out there" in here.text
    assert (is_in(here), is_in(there)) == (True, False)


def test_the_browser_is_told_by_its_name_alone(account):
    browser = account.client(None, language="en")
    browser.http.environ_base["HTTP_USER_AGENT"] = FIREFOX
    browser.get("/log-ind")
    browser.submit("/log-ind", email="ann@example.org", password=OLD)
    browser.get(PAGE)
    assert "Firefox · Linux" in browser.text
    assert rules.device("<script>alert(1)</script>") == ""


def test_signing_out_everywhere_ends_all_of_ones_own_sessions(account):
    here, there, other = account.client("ann"), account.client("ann"), account.client("bo")
    here.get(PAGE)
    here.submit("/log-ud-overalt")
    assert here.path == "/log-ind"
    assert (is_in(here), is_in(there), is_in(other)) == (False, False, True)


def test_a_session_that_is_over_is_not_listed_and_swept_out_at_the_next(account):
    account.client("ann")
    with technically(technical_now() + timedelta(hours=1)):
        here = account.client("ann", language="en")
        here.get(PAGE)
        assert here.text.count("Last used") == 1
        with account.reading() as uow:
            assert len(list(uow.session.scalars(select(SignIn)))) == 1


def test_a_new_password_ends_every_other_session_and_the_old_cookie_of_this_one(account):
    here, there = account.client("ann", language="en"), account.client("ann")
    before = token(here)
    here.get(PAGE)
    here.submit("/min-side/adgangskode", current=OLD, new=NEW, again=NEW)
    assert "Your password is changed" in here.text
    assert (is_in(here), is_in(there)) == (True, False)
    assert token(here) != before
    there.http.set_cookie(COOKIE, before)
    assert not is_in(there)
    with account.store.work() as uow:
        assert service.check_password(uow, "ann@example.org", NEW) == account.ids["ann"]


@pytest.mark.parametrize(
    ("current", "new", "again", "status", "words"),
    [
        ("noget helt forkert", NEW, NEW, 200, "Nothing is changed"),
        (OLD, "kort", "kort", 422, "at least 12 characters"),
        (OLD, NEW, NEW + "x", 422, "not the same"),
        ("", NEW, NEW, 422, "Please look at this again"),
    ],
)
def test_a_password_that_is_not_right_changes_nothing(account, current, new, again, status, words):
    here, there = account.client("ann", language="en"), account.client("ann")
    here.get(PAGE)
    here.submit("/min-side/adgangskode", current=current, new=new, again=again)
    assert here.status == status
    assert words in here.text
    assert is_in(there)
    with account.store.work() as uow:
        assert service.check_password(uow, "ann@example.org", OLD)


def test_who_has_no_password_is_not_asked_for_one(world):
    browser = world.client("bo")
    browser.get(PAGE)
    assert browser.status == 200
    assert not browser.page.select("input[type=password]")


def test_signing_in_ends_the_session_the_browser_had_and_takes_no_token_from_outside(account):
    browser = account.client("bo")
    before = token(browser)
    browser.get("/log-ind")
    browser.submit("/log-ind", email="ann@example.org", password=OLD)
    assert token(browser) != before
    thief = account.client(None)
    thief.http.set_cookie(COOKIE, before)
    assert not is_in(thief)


def test_who_was_given_a_role_signs_in_again(account):
    browser = account.client("ann")
    with account.store.work() as uow:
        uow.session.add(
            Grant(person_id=account.ids["ann"], role="HR", seat=None, unit_id=account.ids["root"], starts=LONG_AGO)
        )
    assert not is_in(browser)
    assert is_in(account.client("ann"))


def test_over_https_the_cookies_are_bound_to_the_host(account):
    settings = account.runtime.settings.from_environment(
        {}, data_dir=account.runtime.settings.data_dir, base_url="https://trivsel.example.org", movable_clock=True
    )
    app = create_app(settings, account.store, secret_key="test" * 8)
    http = app.test_client()
    https = {"base_url": settings.base_url}
    browser = Browser(http)
    browser.page = BeautifulSoup(http.get("/log-ind", **https).get_data(as_text=True), "html.parser")
    given = browser.fields("/log-ind")[0] | {"email": "ann@example.org", "password": OLD}
    referer = {"Referer": f"{settings.base_url}/log-ind"}
    answer = http.post("/log-ind", data=given, headers=referer, **https)
    assert answer.status_code == 303
    cookies = {line.split("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {HOST_ONLY + COOKIE + of for of in ("", "_form", "_known")}
    for line in cookies.values():
        assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in line.split(";")}
        assert "Domain=" not in line
    assert http.get("/indbakke", **https).status_code == 200


def test_what_happens_to_sessions_is_written_down_without_tokens(account):
    browser = account.client("ann")
    browser.get(PAGE)
    browser.submit("/log-ud-overalt")
    with account.reading() as uow:
        row = uow.session.scalars(select(FactRow).where(FactRow.name == "access.sessions_ended")).one()
        assert (row.matter, row.payload) == (account.ids["ann"], {"everywhere": True})
