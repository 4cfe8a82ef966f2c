"""The organisation's card: each row asks its own question of a theme, and how the theme was rated stands beside it."""

import pytest

from tests.plans import plan_year as year
from tests.seminars import acting
from tests.worlds import GROUP, Browser, World

GOES_WELL, WHO_DOES = "Hvad går godt og kan bæres over?", "Hvem gør hvad?"


def placed(world: World, row: str, said: str) -> Browser:
    """HR, at the page of a theme that stands in a row."""
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Sparring")
    year.choose(hr, theme)
    hr.get("/plan/kort")
    hr.submit("/plan/kort", theme=theme.split("/")[-1], column="LE", row=row, **{row: said})
    hr.go("/plan/kort/")
    return hr


def cell(hr: Browser, row: str) -> str:
    """What stands with the leaders of employees."""
    found = hr.get("/plan/kort").select_one(f"td[data-row={row}][data-column=LE]")
    assert found is not None
    return " ".join(found.get_text(" ").split())


@pytest.mark.parametrize(("row", "asked"), [("high", GOES_WELL), ("low", WHO_DOES)])
def test_each_row_asks_its_own_question_and_shows_the_answer_under_it(world: World, row: str, asked: str) -> None:
    hr = placed(world, row, "Vi gør det sammen")
    assert f"{asked} Vi gør det sammen" in cell(hr, row)


@pytest.mark.parametrize("row", ["high", "low"])
def test_an_answer_to_the_other_row_is_none(world: World, row: str) -> None:
    hr = placed(world, row, "Vi gør det sammen")
    hr.submit(hr.path, column="LE", row="low" if row == "high" else "high")
    assert hr.status == 422
    assert "Vi gør det sammen" in str(hr.page)


def test_what_was_said_in_the_one_row_waits_there_while_the_theme_stands_in_the_other(world: World) -> None:
    hr = placed(world, "low", "HR laver en skabelon")
    at = hr.path
    hr.get("/plan/kort")
    hr.submit(at, row="high")
    assert (WHO_DOES in cell(hr, "high"), GOES_WELL in cell(hr, "high")) == (False, True)
    hr.get(at)
    hr.submit(at, row="high", high="Møderne holdes")
    assert f"{GOES_WELL} Møderne holdes" in cell(hr, "high")
    hr.submit(at, row="low")
    assert f"{WHO_DOES} HR laver en skabelon" in cell(hr, "low")


def test_ratings_stand_beside_the_theme_where_five_or_more_rated(world: World) -> None:
    made = acting.gathering(world)
    theme = acting.propose(world, made, "Sparring")
    acting.go(world, made, "rate")
    acting.rate(world, made, theme, "HL", GROUP)
    acting.go(world, made, "closed")
    hr = world.client("hr")
    hr.get(f"/plan/tema/{theme}/vurder")
    hr.submit("/vurder", importance="H", success="L")
    hr.get("/plan/kort")
    hr.submit("/plan/kort", theme=str(theme), column="LE", row="low", low="HR")
    assert "Vigtigt her: mindst 5 af 6 Det lykkes: højst 1 af 6" in cell(hr, "low")
