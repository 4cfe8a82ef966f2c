"""3,000 leaders and 400 groups: the plan is published, everybody is asked, and the page shows how far it is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browsing import HttpClient
from tests.chromium import Person
from tests.installations import Installation
from tests.journeys import large
from tests.journeys.set_ups import on_both_ends
from tests.plans import plan_year as year
from tests.servers import wait_until
from tests.worlds import Browser, World
from tracker.notifications.audit import compare
from tracker.notifications.models import Notice
from tracker.people.past import Past
from tracker.plans.owed import owed

PEOPLE = ("tm", "hr", "head")
NOW = "/plan/version/1/spurgt"
ALL = f"alle {large.GROUPS} ledelsesgrupper er bedt om at tale om planen"


def ready(world: World, tm: Browser, hr: Browser) -> None:
    """A plan that can be published."""
    tm.get("/plan/ny")
    words = {"title": "Plan for hele kommunen", "purpose": "Ledere, der trives, holder fast."}
    tm.submit("/plan/ny", **words, coordinator=world.ids["hr"])
    theme = year.propose(hr, "Klare forventninger")
    year.choose(hr, theme)
    year.qualify(world, hr, theme)


def asked_by_now(browser: Browser) -> int:
    """How many groups the page says have been asked."""
    browser.get(NOW)
    found = re.search(r"(\d+) af 400", browser.text)
    return int(found.group(1)) if found else large.GROUPS * (ALL in browser.text)


def told(world: World) -> list[object]:
    """Who has the item that asks them to talk about the plan."""
    with world.reading() as uow:
        return list(uow.session.scalars(select(Notice.person_id).where(Notice.kind == "plan.talk")))


@pytest.mark.long
@pytest.mark.browser
@on_both_ends
def test_a_plan_is_published_to_400_groups(
    installation: Installation, sit_down: Callable[[str], Person], record_property: Callable[[str, object], None]
) -> None:
    world = installation.world
    large.grow(world)
    tm, hr, head = map(installation.browser, ("tm", "hr", "head"))
    ready(world, tm, hr)
    before, meanwhile = large.Pace(), large.Pace()
    for _ in range(5):
        before.round(head)
    manager, counts = sit_down("tm"), list[int]()
    manager.get("/plan/publicer")
    record_property(
        "published, and the page there, within", f"{large.timed(lambda: manager.submit('/publicer')):.1f} s"
    )
    assert manager.path == "/plan/version/1"

    def all_asked() -> bool:
        counts.append(asked_by_now(tm))
        meanwhile.round(head)
        return counts[-1] == large.GROUPS

    record_property("all asked within", f"{large.timed(lambda: wait_until(all_asked, 'all are asked')):.1f} s more")
    record_property("counted on the way", counts)
    record_property("pages before", before.said())
    record_property("pages meanwhile", meanwhile.said())
    assert counts == sorted(counts)
    expect(manager.page.locator("#live")).to_contain_text(ALL, timeout=60_000)
    manager.check()
    manager.picture("publiceret")
    assert (len(told(world)), set(told(world))) == (large.GROUPS, large.leaders_of(world))
    with world.reading() as uow:
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()
    stranger = Browser(HttpClient(f"http://127.0.0.1:{installation.port}"))
    assert "Log ind" in stranger.get(NOW).get_text()
