"""A plan to its version 2 with a hearing, a local plan under it, and a meeting of MED: in Chromium, on both set-ups."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.chromium import Person
from tests.installations import Installation
from tests.journeys.set_ups import on_both_ends
from tests.plans import plan_year as year
from tests.servers import wait_until
from tests.worlds import World
from tracker.notifications.audit import compare
from tracker.people.past import Past
from tracker.plans.owed import owed
from tracker.storage.clock import ask_for, read_target

SitDown = Callable[[str], Person]


def _told(browser: Person, words: str) -> None:
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


def _start(browser: Person, world: World, at: str, title: str) -> None:
    browser.get(f"{at}/ny")
    words = {"title": title, "purpose": "Ledere, der trives, holder fast."}
    browser.submit(f"{at}/ny", **words, coordinator=world.ids["hr"])


def _chosen(browser: Person, world: World, at: str, title: str) -> str:
    theme = year.propose(browser, title, at)
    browser.get(f"{theme}/vurder")
    browser.submit("/vurder", importance="H", success="L")
    browser.get(f"{theme}/valg")
    browser.submit("/valg", goes_on="yes")
    year.qualify(world, browser, theme)
    return theme


def _published(browser: Person, at: str, **values: object) -> None:
    browser.get(f"{at}/publicer")
    browser.submit(f"{at}/publicer", **values)


@pytest.mark.long
@pytest.mark.browser
@on_both_ends
def test_a_plan_with_a_hearing_to_version_2_and_a_local_plan_under_it(
    installation: Installation, sit_down: SitDown
) -> None:
    world = installation.world
    tm, hr, med, head = map(sit_down, ("tm", "hr", "med", "head"))
    _start(tm, world, "/plan", "Plan for hele kommunen")
    _chosen(hr, world, "/plan", "Klare forventninger")
    at = _heard(world, hr, med, tm)
    _published(tm, "/plan")
    assert ["Det mangler en dato." in tm.text, "Datoen er skrevet ind." in tm.text] == [True, True]
    _told(med, "En version af planen er publiceret")
    med.get(at)
    assert "Høringen løb til og med" in med.text
    _chosen(hr, world, "/plan", "Tid til sparring")
    _published(tm, "/plan", note="Vi har lyttet.")
    assert tm.path == "/plan/version/2"
    assert "Nyt tema: Tid til sparring" in tm.text
    tm.picture("version-2")
    _below(world, head, hr, sit_down)
    with world.reading() as uow:
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()


def _heard(world: World, hr: Person, med: Person, tm: Person) -> str:
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


def _below(world: World, head: Person, hr: Person, sit_down: SitDown) -> None:
    """The local plan: themes taken up and passed up, published, its groups asked."""
    part = year.home(world, "school")
    _start(head, world, part, "Plan for skolerne")
    head.get(f"{part}/ovenfra")
    head.picture("ovenfra")
    head.submit(str(head.page.locator("main form").first.get_attribute("action")))
    assert "Taget op fra planen ovenover" in head.text
    theme = _chosen(head, world, part, "Fælles skema")
    head.get(f"{theme}/op")
    head.submit("/op", why="Det gælder os alle.")
    hr.get("/plan/temaer")
    hr.go("/vurder")
    hr.submit("/vurder", importance="H", success="L")
    _published(head, part)
    assert head.path == f"{part}/version/1"
    head.picture("lokal-version-1")
    _told(head, "bedt om at tale om planen")
    ann = sit_down("ann")
    ann.get(f"{part}/version/1")
    assert ["Fælles skema" in ann.text, "Klare forventninger" in ann.text] == [True, False]


@pytest.mark.long
@pytest.mark.browser
@on_both_ends
def test_a_meeting_of_med_from_the_brief_to_managements_answer(installation: Installation, sit_down: SitDown) -> None:
    world = installation.world
    tm, hr, med = map(sit_down, ("tm", "hr", "med"))
    _start(tm, world, "/plan", "Plan for hele kommunen")
    theme = _chosen(hr, world, "/plan", "Klare forventninger")
    hr.get("/plan/hoering/ny")
    hr.submit("/hoering/ny", deadline="24.02.2026", note="Er det nok?")
    _told(med, "sendt i høring hos dig")
    _brought_along(med)
    med.get("/")
    med.go("/plan/hoering/")
    med.submit("/kommentar", text="Hvem spørger vi, når målene skifter?", theme=theme.split("/")[-1])
    assert "Afventer svar" in med.text
    med.picture("kommentar")
    tm.get(med.path)
    tm.go("/svar")
    assert "Klare forventninger" in tm.text
    tm.submit("/svar", answer="Jeres nærmeste leder, samme dag.")
    _told(med, "Ledelsen har svaret på din kommentar")
    med.get(tm.path)
    assert "Jeres nærmeste leder, samme dag." in med.text
    med.picture("svar")


def _brought_along(med: Person) -> None:
    """The brief, on its page, as PDF and in Word."""
    med.get("/fremdrift")
    med.go("/fremdrift/moede")
    assert "Oplæg til MED/AMO" in med.text
    med.picture("brief")
    for words, begins in (("moede.pdf", b"%PDF-"), ("moede.docx", b"PK")):
        link = med.page.locator(f"main a[href*='{words}']").first.get_attribute("href")
        answer = med.page.request.get(f"{med.base}{link}")
        assert (answer.status, answer.body()[: len(begins)]) == (200, begins)
