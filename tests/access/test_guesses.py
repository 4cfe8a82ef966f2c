"""Guesses are counted by where they come from, too; what a stranger says of that is not believed."""

from datetime import timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher

from tests.moving import technically
from tests.worlds import World
from tracker.access import accounts, devices, rules, service
from tracker.kernel.clocks import technical_now

PASSWORD = "korrekt hest batteri"
HOME = "127.0.0.1,::1"


@pytest.fixture
def account(world: World) -> World:
    """The world, where HR has a password."""
    with world.store.work() as uow:
        service.set_password(uow, world.ids["hr"], PASSWORD)
    return world


def sign_in(world: World, email: str, password: str, *, remote: str, forwarded: str = "") -> bool:
    browser = world.client(None)
    browser.http.environ_base["REMOTE_ADDR"] = remote
    if forwarded:
        browser.http.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded
    browser.get("/log-ind")
    browser.submit("/log-ind", email=email, password=password)
    return browser.path == "/"


def test_ten_wrong_guesses_from_one_place_close_it_for_five_minutes_and_no_other(account):
    for number in range(10):
        assert not sign_in(account, f"nr{number}@example.org", "gæt på noget", remote="192.0.2.7")
    assert not sign_in(account, "hr@example.org", PASSWORD, remote="192.0.2.7")
    assert sign_in(account, "hr@example.org", PASSWORD, remote="192.0.2.8")
    with technically(technical_now() + timedelta(minutes=5, seconds=1)):
        assert sign_in(account, "hr@example.org", PASSWORD, remote="192.0.2.7")


def test_a_forged_header_does_not_help(account):
    for number in range(10):
        sign_in(account, f"nr{number}@example.org", "gæt", remote="192.0.2.7", forwarded=f"198.51.100.{number}")
    assert not sign_in(account, "hr@example.org", PASSWORD, remote="192.0.2.7", forwarded="198.51.100.99")


def test_behind_our_proxy_each_visitor_is_counted_apart(account):
    for number in range(10):
        sign_in(account, f"nr{number}@example.org", "gæt", remote="127.0.0.1", forwarded=f"10.9.9.{number}, 192.0.2.7")
    assert not sign_in(account, "hr@example.org", PASSWORD, remote="127.0.0.1", forwarded="192.0.2.7")
    assert sign_in(account, "hr@example.org", PASSWORD, remote="127.0.0.1", forwarded="192.0.2.8")


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "found"),
    [
        ("192.0.2.7", "", HOME, "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", HOME, "192.0.2.7"),
        ("127.0.0.1", "198.51.100.1", HOME, "198.51.100.1"),
        ("127.0.0.1", "203.0.113.5, 198.51.100.1", HOME, "198.51.100.1"),
        ("127.0.0.1", "203.0.113.5, 10.0.0.4", HOME + ",10.0.0.0/8", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5", "", "127.0.0.1"),
        ("127.0.0.1", "<script>", HOME, ""),
        ("127.0.0.1", "", HOME, "127.0.0.1"),
        ("2001:db8::1", "", HOME, "2001:db8::/64"),
        ("2001:db8::ffff:2", "", HOME, "2001:db8::/64"),
    ],
)
def test_where_a_request_came_from(remote, forwarded, trusted, found):
    assert rules.address(remote, forwarded, trusted) == found


class Counting(PasswordHasher):
    """Counts how often a password is compared with a hash, which is what takes the time."""

    compared = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        """Compare, and count."""
        self.compared += 1
        return super().verify(hash, password)


def test_whoever_is_asked_about_takes_one_comparison_and_no_more(account, monkeypatch):
    hasher = Counting(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(service, "_hasher", hasher)
    with account.store.work() as uow:
        accounts.disable(uow, account.ids["tm"])
    for email in ("hr@example.org", "ukendt@example.org", "ann@example.org", "tm@example.org", ""):
        for guess in (*["gæt"] * 11, PASSWORD):
            before = hasher.compared
            with account.store.work() as uow:
                service.check_password(uow, email, guess, address="192.0.2.1")
            assert hasher.compared == before + 1, email


def test_strangers_guesses_do_not_lock_the_owner_out_of_a_browser_that_is_known(account):
    owner = account.client(None)
    owner.get("/log-ind")
    owner.submit("/log-ind", email="hr@example.org", password=PASSWORD)
    assert owner.path == "/"
    owner.submit("/log-ud")
    for number in range(12):
        sign_in(account, "hr@example.org", "gæt", remote=f"192.0.2.{number}")
    assert not sign_in(account, "hr@example.org", PASSWORD, remote="192.0.2.99")
    owner.submit("/log-ind", email="hr@example.org", password=PASSWORD)
    assert owner.path == "/"


def test_a_known_browser_has_ten_guesses_too_and_is_known_for_its_own_people_alone(account):
    with account.store.work() as uow:
        service.set_password(uow, account.ids["ann"], PASSWORD)
        browser = devices.remember(uow, account.ids["hr"], "")
        assert devices.remember(uow, account.ids["ann"], "made-up") != "made-up"
    for who, known in (("hr", True), ("ann", False)):
        with account.reading() as uow:
            assert devices.is_known(uow, account.ids[who], browser) is known
    for guess in (*["gæt"] * 10, PASSWORD):
        with account.store.work() as uow:
            assert service.check_password(uow, "hr@example.org", guess, address="192.0.2.1", browser=browser) is None
    with account.store.work() as uow:
        assert service.check_password(uow, "hr@example.org", PASSWORD, address="192.0.2.2") == account.ids["hr"]
        service.set_password(uow, account.ids["hr"], PASSWORD + "!")
        assert not devices.is_known(uow, account.ids["hr"], browser)


def test_ten_browsers_are_known_and_no_more(account):
    with account.store.work() as uow:
        known = [devices.remember(uow, account.ids["hr"], "") for _ in range(12)]
        assert [devices.is_known(uow, account.ids["hr"], one) for one in known] == [False] * 2 + [True] * 10
