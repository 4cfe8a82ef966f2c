"""A plan from its start to version 2 with a hearing, and a local plan under it: over HTTP, on both set-ups."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.installations import Installation
from tests.journeys.set_ups import on_both_ends
from tests.plans import plan_year as year
from tests.servers import wait_until
from tests.worlds import Browser, World
from tracker.notifications.audit import compare
from tracker.people.past import Past
from tracker.plans.owed import owed
from tracker.storage.clock import ask_for, read_target

PEOPLE = ("tm", "hr", "med", "head", "ann")


def _told(browser: Browser, words: str) -> None:
    def is_there() -> bool:
        browser.get("/indbakke")
        return words in browser.text

    wait_until(is_there, words)


def _pass(world: World, **by: float) -> None:
    """Let the clock process move business time."""
    with world.store.work() as uow:
        target = uow.now + timedelta(**by)
        ask_for(uow.session, target)

    def arrived() -> bool:
        with world.reading() as uow:
            return read_target(uow.session) is None and uow.now >= target - timedelta(seconds=1)

    wait_until(arrived, "the business clock arrives")


def _start(browser: Browser, world: World, at: str, title: str) -> None:
    browser.get(f"{at}/ny")
    words = {"title": title, "purpose": "Ledere, der trives, holder fast."}
    browser.submit(f"{at}/ny", **words, coordinator=world.ids["hr"])


def _chosen(browser: Browser, world: World, at: str, title: str) -> str:
    theme = year.propose(browser, title, at)
    browser.get(f"{theme}/vurder")
    browser.submit("/vurder", importance="H", success="L")
    browser.get(f"{at}/temaer")
    browser.submit(f"{theme}/valg")
    year.qualify(world, browser, theme)
    return theme


def _published(browser: Browser, at: str, **values: object) -> None:
    browser.get(f"{at}/publicer")
    browser.submit(f"{at}/publicer", **values)


@pytest.mark.long
@on_both_ends
def test_a_plan_with_a_hearing_to_version_2_and_a_local_plan_under_it(installation: Installation) -> None:
    world = installation.world
    tm, hr, med, head = map(installation.browser, ("tm", "hr", "med", "head"))
    _start(tm, world, "/plan", "Plan for hele kommunen")
    _chosen(hr, world, "/plan", "Klare forventninger")
    at = _heard(world, hr, med, tm)
    _published(tm, "/plan")
    assert ["Det mangler en dato." in tm.text, "Datoen er skrevet ind." in tm.text] == [True, True]
    _told(med, "En version af planen er publiceret")
    med.get(at)
    assert "Høringen løb til og med" in med.text
    _chosen(hr, world, "/plan", "Tid til sparring")
    _published(tm, "/plan", note="Vi har lyttet.", ask_groups="y")
    assert tm.path == "/plan/version/2"
    assert "Nyt tema: Tid til sparring" in tm.text
    _below(world, head, hr, installation.browser)
    with world.reading() as uow:
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()


def _heard(world: World, hr: Browser, med: Browser, tm: Browser) -> str:
    hr.get("/plan/hoering/ny")
    hr.submit("/hoering/ny", deadline="24.02.2026", note="Er det nok?")
    at = hr.path
    _told(med, "sendt i høring hos dig")
    _pass(world, days=17)
    _told(med, "En høring slutter snart")
    med.get(at)
    med.submit("/kommentar", text="Det mangler en dato.", theme="")
    _pass(world, days=6)
    _told(hr, "kommentarer afventer dit svar")
    tm.get(at)
    tm.go("/svar")
    tm.submit("/svar", answer="Datoen er skrevet ind.")
    _told(med, "Ledelsen har svaret på din kommentar")
    return at


def _below(world: World, head: Browser, hr: Browser, browser: Callable[[str], Browser]) -> None:
    """The local plan: themes taken up and passed up, published, its groups asked."""
    part = year.home(world, "school")
    _start(head, world, part, "Plan for skolerne")
    head.get(f"{part}/ovenfra")
    form = head.page.select_one("main form")
    assert form is not None
    head.submit(str(form["action"]))
    assert "Taget op fra planen ovenover" in head.text
    theme = _chosen(head, world, part, "Fælles skema")
    head.get(f"{theme}/op")
    head.submit("/op", why="Det gælder os alle.")
    hr.get("/plan/temaer")
    hr.go("/vurder")
    hr.submit("/vurder", importance="H", success="L")
    _published(head, part)
    assert head.path == f"{part}/version/1"
    _told(head, "bedt om at tale om planen")
    ann = browser("ann")
    ann.get(f"{part}/version/1")
    assert ["Fælles skema" in ann.text, "Klare forventninger" in ann.text] == [True, False]
