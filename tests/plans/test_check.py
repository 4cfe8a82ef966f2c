"""What did we forget? Each thing that is missing leads to its place."""

from tests.plans import plan_year as year
from tests.worlds import Browser, World


def _links(browser: Browser) -> dict[str, str]:
    return {" ".join(a.get_text(" ").split()): str(a["href"]) for a in browser.page.select("main .list-rows a")}


def test_each_thing_that_is_missing_is_a_link_to_its_place(world: World) -> None:
    year.start(world)
    theme = year.propose(world.client("ann"), "Klare forventninger")
    hr = world.client("hr")
    year.choose(hr, theme)
    hr.get("/plan/publicer")
    before = _links(hr)
    assert before["Klare forventninger er ikke beskrevet"] == f"{theme}/beskriv"
    assert before["Klare forventninger har ingen handlinger"] == f"{theme}/handling"
    assert before["Der står ikke, hvordan nye ledere bliver taget imod"] == "/plan/svar#new_leaders"
    assert {hr.http.get(address).status_code for address in before.values()} == {200}
    assert before["MED/AMO er ikke hørt om udkastet"] == "/plan/hoering/ny"
    year.qualify(world, hr, theme)
    hr.get("/plan/svar")
    hr.submit("/plan/svar", **year.ANSWERS)
    hr.get("/plan/hoering/ny")
    hr.submit("/hoering/ny", deadline="01.03.2026")
    hr.get("/plan/publicer")
    assert _links(hr) == {}
    assert "Planen er hel" in hr.text or "Intet, vi kan se" in hr.text


def test_days_that_have_passed_and_actions_without_an_owner_are_found(world: World) -> None:
    theme = year.published(world)
    hr = world.client("hr")
    hr.get(f"{theme}/handling")
    hr.submit("/handling", what="Uden ejer", role="HR", person="", due="", level="I")
    world.move(days=200)
    hr.get("/plan/publicer")
    found = _links(hr)
    assert found["Dagen for næste status er gået"] == "/plan/ret#next_status"
    hr.get(found["Klare forventninger har en handling uden person eller dato"])
    assert "Uden ejer" in str(hr.page)
