"""Tool 1 on a phone, in Chromium: a question, an agreement with oneself, a day, a point that is brought."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from tests.chromium import Person
from tests.dialogues.acting import BROUGHT, NOTE, PROMISE
from tests.worlds import World
from tracker.access import service as access
from tracker.web.transaction import COOKIE


@pytest.fixture
def ann(world: World, base: str, browser: Chromium, tmp_path: Path) -> Iterator[Person]:
    """Ann, signed in, with a phone 390 wide."""
    person = Person(browser, base, tmp_path)
    with world.store.work() as uow:
        token = access.sign_in(uow, world.ids["ann"])
    person.context.add_cookies([{"name": COOKIE, "value": token, "url": base}])
    person.page.set_viewport_size({"width": 390, "height": 844})
    yield person
    person.context.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_leader_prepares_a_dialogue_on_a_phone(world: World, ann: Person) -> None:
    ann.get("/dialog/guide/goals-1")
    ann.submit("/goals-1", text=NOTE)
    expect(ann.page).to_have_url(f"{ann.base}/dialog/guide/goals-2", timeout=60_000)
    ann.get("/dialog/egne")
    ann.submit("/egne", text=PROMISE, first="12.02.2026")
    ann.get(f"/dialog/samtale/ny/{world.ids['head']}")
    ann.submit(f"/samtale/ny/{world.ids['head']}", day="17.02.2026", time="10.00")
    ann.go("/forbered")
    ann.submit("/forbered", text=BROUGHT, bring="y")
    expect(ann.page.locator("main")).to_contain_text("Taget med", timeout=60_000)
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert ann.wrong == []
