"""Signing in: one answer for all that is wrong, guesses counted, nobody locked out for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.moving import technically
from tests.worlds import Browser, World
from tracker.access import rules, service
from tracker.access.models import Account, SignIn
from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import RuleBroken
from tracker.kernel.permissions import Role

PASSWORD = "korrekt hest batteri"


@pytest.fixture
def account(world: World) -> World:
    """The world, where HR has a password."""
    with world.store.work() as uow:
        service.set_password(uow, world.ids["hr"], PASSWORD)
    return world


def sign_in(world: World, email: str = "hr@example.org", password: str = PASSWORD) -> Browser:
    browser = world.client(None, language="en")
    browser.get("/log-ind")
    browser.submit("/log-ind", email=email, password=password)
    return browser


def guess(world: World, times: int) -> None:
    for _ in range(times):
        with world.store.work() as uow:
            service.check_password(uow, "hr@example.org", "gæt på noget andet")


def failures(world: World) -> int:
    with world.reading() as uow:
        return uow.session.scalars(select(Account.failures)).one()


def test_with_the_right_password_one_is_in(account):
    for email in ("hr@example.org", " HR@Example.org "):
        browser = sign_in(account, email)
        assert browser.path == "/"
        assert "Hr Prøvesen" in browser.text


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(account):
    pages = []
    for email, password in (
        ("hr@example.org", "forkert kodeord"),
        ("ukendt@example.org", PASSWORD),
        ("ann@example.org", PASSWORD),
    ):
        browser = sign_in(account, email, password)
        for token in browser.page.select("input[name=once], input[name=csrf_token]"):
            token["value"] = ""
        pages.append(str(browser.page))
    assert pages[0] == pages[1] == pages[2]
    assert "is not right" in pages[0]


@pytest.mark.parametrize(("email", "password"), [("", PASSWORD), ("hr@example.org", ""), ("x" * 201, PASSWORD)])
def test_a_form_that_is_not_filled_in_is_shown_again(account, email, password):
    browser = sign_in(account, email, password)
    assert browser.status == 422
    assert browser.page.select("#error-summary")
    assert PASSWORD not in str(browser.page)
    assert failures(account) == 0


def test_after_ten_wrong_guesses_the_right_one_must_wait_and_then_is_right_again(account):
    guess(account, 10)
    assert sign_in(account).path == "/log-ind"
    with technically(technical_now() + timedelta(minutes=5, seconds=1)):
        assert sign_in(account).path == "/"
    assert failures(account) == 0


def test_nine_wrong_guesses_are_forgiven(account):
    guess(account, 9)
    assert sign_in(account).path == "/"
    assert failures(account) == 0


def test_guessing_on_does_not_keep_the_owner_out_for_ever(account):
    for minutes in range(0, 21, 4):
        with technically(technical_now() + timedelta(minutes=minutes)):
            guess(account, 12)
    with technically(technical_now() + timedelta(minutes=26)):
        assert sign_in(account).path == "/"


def test_many_guesses_at_once_are_all_counted(account):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: guess(account, 1), range(9)))
    assert failures(account) == 9


def test_a_short_password_is_refused_and_a_new_one_ends_the_sessions(account):
    with pytest.raises(RuleBroken), account.store.work() as uow:
        service.set_password(uow, account.ids["hr"], "kort")
    browser = sign_in(account)
    with account.store.work() as uow:
        service.set_password(uow, account.ids["hr"], "et helt nyt kodeord")
    browser.get("/indbakke")
    assert browser.path == "/log-ind"


@pytest.mark.parametrize(
    "guessable",
    ["password1234", "qwertyuiop123", "Ledertrivsel2026", "prøvesenprøvesen", "111111111111"],
)
def test_a_password_that_is_easily_guessed_is_refused_and_the_old_one_stays(account, guessable):
    with pytest.raises(RuleBroken, match="guessed"), account.store.work() as uow:
        service.set_password(uow, account.ids["hr"], guessable)
    assert sign_in(account).path == "/"


def test_a_password_may_be_long_and_of_any_characters(account):
    with account.store.work() as uow:
        service.set_password(uow, account.ids["hr"], "æblegrød på fjeldet 🦊 " * 8)


def test_neither_password_nor_token_stands_in_the_database(account):
    browser = sign_in(account)
    token = browser.http.get_cookie("ledertrivsel").value
    with account.reading() as uow:
        assert uow.session.scalars(select(Account.password_hash)).one().startswith("$argon2id$")
        assert token not in list(uow.session.scalars(select(SignIn.token_hash)))


def test_one_goes_on_to_the_page_one_came_for(account):
    browser = account.client(None)
    browser.get("/eskaleringer?page=2")
    assert browser.path == "/log-ind"
    browser.submit("/log-ind", email="hr@example.org", password=PASSWORD)
    assert browser.path == "/eskaleringer"


def test_one_is_never_sent_to_another_site(account):
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        browser = account.client(None)
        browser.get(f"/log-ind?next={target}")
        with browser.http.session_transaction() as session:
            session["next"] = target
        fields, path = browser.fields("/log-ind")
        answer = browser.http.post(path, data=fields | {"email": "hr@example.org", "password": PASSWORD})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_the_session_cookie_is_for_the_server_alone(account):
    browser = account.client(None)
    browser.get("/log-ind")
    fields, path = browser.fields("/log-ind")
    answer = browser.http.post(path, data=fields | {"email": "hr@example.org", "password": PASSWORD})
    [cookie] = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("ledertrivsel=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_without_the_demo_nobody_signs_in_with_one_click(world):
    stranger = world.client(None)
    stranger.get("/personer")
    assert stranger.status == 404


@pytest.mark.parametrize(
    ("roles", "hats"),
    [
        ({Role.L, Role.MED}, ["leader", "med"]),
        ({Role.SA, Role.HR}, ["leader", "admin"]),
        ({Role.MED}, ["med"]),
        (set(), ["leader"]),
    ],
)
def test_each_hat_gives_its_own_roles_only(roles, hats):
    assert rules.hats(frozenset(roles)) == hats
    worn = [rules.worn(frozenset(roles), hat) for hat in hats]
    assert frozenset().union(*worn) == roles
    assert sum(map(len, worn)) == len(roles)
