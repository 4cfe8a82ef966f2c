"""The script that saves answers as they are given, in Chromium: a phone in a train, another device, another person."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page

from tests.chromium import Person
from tests.rounds import acting
from tests.worlds import World
from tracker.access import service as access
from tracker.rounds import queries, service
from tracker.web.transaction import COOKIE

PATIENCE = 60_000
Sit = Callable[[str], Person]


@pytest.fixture
def sit(world: World, base: str, browser: Chromium, tmp_path: Path) -> Iterator[Sit]:
    """Somebody signed in, with a phone 360 wide."""
    people: list[Person] = []

    def down(who: str) -> Person:
        person = Person(browser, base, tmp_path)
        with world.store.work() as uow:
            token = access.sign_in(uow, world.ids[who])
        person.context.add_cookies([{"name": COOKIE, "value": token, "url": base}])
        person.page.set_viewport_size({"width": 360, "height": 740})
        people.append(person)
        return person

    yield down
    for person in people:
        person.context.close()


def form(page: Page, code: str) -> Locator:
    return page.locator(f'form[data-answer="{code}"]')


def answer(page: Page, code: str, both: str) -> None:
    """Succeeds and important, pressed."""
    for name, value in zip(("succeeds", "important"), both, strict=True):
        form(page, code).locator(f'[name="{name}"][value="{value}"]').check(force=True)


def until(page: Page, what: str) -> None:
    """The page says it: `saved`, `waiting`, …"""
    page.locator(f'[data-saving][data-is="{what}"]').wait_for(state="attached", timeout=PATIENCE)


def kept(page: Page) -> int:
    return int(page.evaluate("sessionStorage.length"))


def said(world: World, round_id: UUID, who: str) -> dict[str, str]:
    with world.acting(who) as uow:
        return {code: own.succeeds + own.important for code, own in queries.own_answers(uow, round_id).items()}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.browser
def test_a_lost_connection_loses_no_answer_and_leaves_nothing_behind(world: World, sit: Sit) -> None:
    round_id = acting.plan(world)
    ann = sit("ann")
    page = ann.page
    ann.get(f"/runder/{round_id}/forbered/alle")
    answer(page, "1A", "HL")
    until(page, "saved")
    assert said(world, round_id, "ann") == {"1A": "HL"}
    ann.context.set_offline(True)
    answer(page, "2A", "LH")
    form(page, "2A").locator("summary").click()
    form(page, "2A").locator("textarea").fill("Kun for mig")
    until(page, "waiting")
    assert "Ikke gemt endnu" in (page.text_content("[data-saving]") or "")
    assert (said(world, round_id, "ann"), kept(page)) == ({"1A": "HL"}, 1)
    ann.context.set_offline(False)
    page.locator('progress[value="2"]').wait_for(state="attached", timeout=PATIENCE)
    until(page, "saved")
    page.locator('form[data-answer="2A"] [data-state]:has-text("Gemt")').wait_for(timeout=PATIENCE)
    with world.acting("ann") as uow:
        assert queries.own_answers(uow, round_id)["2A"].note == "Kun for mig"
    assert kept(page) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.browser
def test_by_keyboard_alone_one_statement_after_the_other(world: World, sit: Sit) -> None:
    round_id = acting.plan(world)
    ann = sit("ann")
    ann.get(f"/runder/{round_id}/forbered/1A")
    page = ann.page
    form(page, "1A").locator('[name="succeeds"]').first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/forbered/2A", timeout=PATIENCE)
    assert said(world, round_id, "ann") == {"1A": "LH"}
    ann.check()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.browser
def test_what_another_device_saved_meanwhile_is_asked_about(world: World, sit: Sit) -> None:
    round_id = acting.plan(world)
    ann = sit("ann")
    ann.get(f"/runder/{round_id}/forbered/alle")
    with world.acting("ann") as uow:
        service.save_answer(uow, round_id, "1A", succeeds="L", important="L", note="Fra skrivebordet")
    answer(ann.page, "1A", "HH")
    until(ann.page, "refused")
    assert "en anden enhed" in (ann.page.text_content("[data-saving]") or "")
    form(ann.page, "1A").locator("button").click()
    ann.page.get_by_text("Fra skrivebordet").first.wait_for(timeout=PATIENCE)
    assert said(world, round_id, "ann") == {"1A": "LL"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.browser
def test_what_waits_in_a_browser_is_never_sent_for_somebody_else(world: World, sit: Sit) -> None:
    round_id = acting.plan(world)
    ann = sit("ann")
    ann.get(f"/runder/{round_id}/forbered/alle")
    ann.context.set_offline(True)
    answer(ann.page, "1A", "HH")
    until(ann.page, "waiting")
    with world.store.work() as uow:
        token = access.sign_in(uow, world.ids["bo"])
    ann.context.clear_cookies()
    ann.context.add_cookies([{"name": COOKIE, "value": token, "url": ann.base}])
    with ann.page.expect_navigation(wait_until="load", timeout=PATIENCE):
        ann.context.set_offline(False)
    assert kept(ann.page) == 0
    assert ann.page.locator("[name=succeeds]:checked").count() == 0
    assert said(world, round_id, "bo") == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.browser
def test_an_answer_after_the_close_says_that_it_came_too_late(world: World, sit: Sit) -> None:
    round_id = acting.plan(world)
    ann = sit("ann")
    ann.get(f"/runder/{round_id}/forbered/alle")
    acting.close(world, round_id)
    answer(ann.page, "1A", "HH")
    until(ann.page, "refused")
    assert "kom for sent" in (ann.page.text_content("[data-saving]") or "")
    assert (kept(ann.page), said(world, round_id, "ann")) == (0, {})
