"""A page that is not there shows whoever is signed in the way on."""

import pytest
from sqlalchemy.exc import OperationalError

from tests.worlds import World


def test_the_menu_stands_on_it_for_who_is_signed_in_and_for_nobody_else(world: World) -> None:
    browser, stranger = world.client("ann"), world.client(None)
    for address in ("/findes-ikke", f"/varsler/{world.group}"):
        browser.get(address)
        assert browser.status == 404
        assert browser.page.select('nav a[href="/dialog"]')
        assert browser.page.select('main a[href="/"]')
    stranger.get("/findes-ikke")
    assert stranger.status == 404
    assert not stranger.page.select('nav a[href="/dialog"]')


def test_it_is_there_where_the_database_is_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = world.client("ann")
    app = world.app

    def away() -> None:
        raise OperationalError("", {}, Exception("away"))

    monkeypatch.setattr(app.extensions["ledertrivsel.store"], "read", away)
    browser.get("/findes-ikke")
    assert browser.status == 404
    assert browser.page.select('main a[href="/"]')
