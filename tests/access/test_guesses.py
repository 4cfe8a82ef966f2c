"""Guesses are counted by where they come from, too; what a stranger says of that is not believed."""

from datetime import timedelta

import pytest

from tests.moving import technically
from tests.worlds import World
from tracker.access import rules, service
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
