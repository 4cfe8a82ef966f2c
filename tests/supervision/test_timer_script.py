"""The clock in the middle of the table, in Chromium: it counts down, a step is made longer, and it works by itself."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from tests.chromium import Person
from tests.supervision import acting
from tests.worlds import World
from tracker.access import service as access
from tracker.web.transaction import COOKIE

PATIENCE = 60_000


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.browser
def test_a_phone_shows_how_much_of_a_step_is_left(world: World, base: str, browser: Chromium, tmp_path: Path) -> None:
    made = acting.begun(world)
    acting.wait_for_it(world)
    bo = Person(browser, base, tmp_path)
    with world.store.work() as uow:
        token = access.sign_in(uow, world.ids["bo"])
    bo.context.add_cookies([{"name": COOKIE, "value": token, "url": base}])
    page = bo.page
    page.set_viewport_size({"width": 360, "height": 740})
    bo.get(f"/sparring/{made}/forloeb")
    page.get_by_role("button", name="Begynd").click()
    ring = page.locator(".timer-left")
    expect(ring).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#timer text")).to_have_text(re.compile(r"\d:\d\d"), timeout=PATIENCE)
    page.get_by_role("button", name="2 minutter mere").click()
    expect(page.locator("#timer")).to_have_attribute("data-length", "480", timeout=PATIENCE)
    page.get_by_role("button", name="Videre til næste trin").click()
    expect(page.locator("#now")).to_have_text("Vælg sagen", timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    bo.context.close()
