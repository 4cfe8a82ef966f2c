"""What the catalogue knows is taken over into a theme's own words, also of a theme that stands in other words."""

from tests.plans import plan_year as year
from tests.worlds import Browser, World
from tracker.knowledge import queries as knowledge

KNOWN = knowledge.themes()[0]


def chosen(world: World, **said: str) -> tuple[Browser, str]:
    """HR at a theme that goes on."""
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Ro til at lede", **said)
    year.choose(hr, theme)
    hr.get(theme)
    return hr, theme


def test_a_theme_in_own_words_is_held_beside_one_of_the_catalogue(world: World) -> None:
    hr, theme = chosen(world)
    assert KNOWN.what.da not in hr.text
    hr.get(f"{theme}?ligner={KNOWN.code}")
    assert KNOWN.what.da in hr.text
    hr.go("fra=")
    assert KNOWN.what.da in str(hr.page.select_one("#description"))


def test_what_wears_is_taken_over_as_a_bad_sign_and_what_carries_as_a_good_one(world: World) -> None:
    hr, theme = chosen(world)
    for kind, field in (("risk", "#signs_badly"), ("resource", "#signs_well")):
        factor = next(one for one in knowledge.factors() if one.kind == kind)
        hr.get(f"{theme}/beskriv?faktor={factor.code}")
        assert factor.what.da in str(hr.page.select_one(field))


def test_what_is_written_already_stays_before_it(world: World) -> None:
    hr, theme = chosen(world)
    hr.get(f"{theme}/beskriv")
    hr.submit("/beskriv", signs_badly="Vi aflyser hinanden.")
    factor = next(one for one in knowledge.factors() if one.kind == "risk")
    hr.get(f"{theme}/beskriv?faktor={factor.code}")
    field = hr.page.select_one("#signs_badly")
    assert field is not None
    assert field.get_text().strip().startswith("Vi aflyser hinanden.\n")


def test_what_the_catalogue_has_not_got_changes_nothing(world: World) -> None:
    hr, theme = chosen(world)
    for query in ("?ligner=findes-ikke", "/beskriv?faktor=findes-ikke", "/beskriv?fra=findes-ikke"):
        hr.get(theme + query)
        assert hr.status == 200
