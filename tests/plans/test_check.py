"""What did we forget? Each thing that is missing leads to its place."""

from tests.plans import plan_year as year
from tests.worlds import Browser, World


def _links(browser: Browser) -> dict[str, str]:
    return {" ".join(a.get_text(" ").split()): str(a["href"]) for a in browser.page.select("main .list-rows a")}


def _lands(world: World, key: str, address: str) -> None:
    """The page is there, and so is the place on it."""
    path, _, place = address.partition("#")
    browser = world.client(key)
    browser.get(path)
    assert (browser.status, browser.path) == (200, path), address
    found = browser.page.find(id=place) if place else browser.page
    assert found is not None, address
    if key == "hr":
        assert found.name in ("input", "select", "textarea"), address


def _drafted(world: World) -> str:
    year.start(world)
    theme = year.propose(world.client("ann"), "Klare forventninger")
    year.choose(world.client("hr"), theme)
    return theme


def test_each_thing_that_is_missing_is_a_link_to_its_place(world: World) -> None:
    theme = _drafted(world)
    hr = world.client("hr")
    hr.get("/plan/publicer")
    before = _links(hr)
    assert before == {
        "Klare forventninger er ikke beskrevet": f"{theme}/beskriv#description",
        "Klare forventninger har ingen handlinger": f"{theme}/handling#what",
        "Der står ikke, hvor man kan gå hen med bekymringer": "/plan/svar#worries",
        "Der står ikke, hvad et tidligt varsel er": "/plan/svar#early_warnings",
        "Der står ikke, hvad særlig støtte kan bestå i": "/plan/svar#special_support",
        "Der står ikke, hvordan nye ledere bliver taget imod": "/plan/svar#new_leaders",
        "MED/AMO er ikke hørt om udkastet": "/plan/hoering/ny#deadline",
    }
    for address in before.values():
        _lands(world, "hr", address)
    year.qualify(world, hr, theme)
    hr.get("/plan/svar")
    hr.submit("/plan/svar", **year.ANSWERS)
    hr.get("/plan/hoering/ny")
    hr.submit("/hoering/ny", deadline="01.03.2026")
    hr.get("/plan/publicer")
    assert _links(hr) == {}
    assert "Planen er hel" in hr.text or "Intet, vi kan se" in hr.text


def test_top_management_is_led_to_where_it_can_look(world: World) -> None:
    theme = _drafted(world)
    hr, tm = world.client("hr"), world.client("tm")
    tm.get("/plan/publicer")
    assert _links(tm)["Klare forventninger er ikke beskrevet"] == f"{theme}#beskrivelse"
    for address in _links(tm).values():
        _lands(world, "tm", address)
    hr.get(f"{theme}/handling")
    hr.submit("/handling", what="Gå en tur", role="LE", person=world.ids["ann"], due="", level="I")
    tm.get("/plan/publicer")
    for address in _links(tm).values():
        _lands(world, "tm", address)


def test_the_plan_without_a_theme_leads_to_choosing_one(world: World) -> None:
    tm = year.start(world)
    tm.get("/plan/publicer")
    assert _links(tm)["Der er ikke valgt noget tema"] == "/plan/temaer"
    _lands(world, "tm", "/plan/temaer")


def test_days_that_have_passed_and_actions_without_an_owner_are_found(world: World) -> None:
    theme = year.published(world)
    hr = world.client("hr")
    hr.get(f"{theme}/handling")
    hr.submit("/handling", what="Uden ejer", role="HR", person="", due="", level="I")
    hr.get(f"{theme}/handling")
    hr.submit("/handling", what="Uden dag", role="HR", person=world.ids["ann"], due="", level="O")
    world.move(days=200)
    hr.get("/plan/publicer")
    found = _links(hr)
    assert found["Dagen for næste status er gået"] == "/plan/ret#next_status"
    lacking = {words: address for words, address in found.items() if "handling uden" in words}
    assert list(lacking) == [
        "Klare forventninger har en handling uden person eller dato: Uden ejer",
        "Klare forventninger har en handling uden dato: Uden dag",
    ]
    assert [address.partition("#")[2] for address in lacking.values()] == ["person", "due"]
    for address in found.values():
        _lands(world, "hr", address)
