"""How the tools are found: asked once, told as means from five on, laid out as the workshop's own table."""

import pytest
from sqlalchemy import select

from tests.rounds import acting as rounds
from tests.worlds import GROUP, World
from tracker.kernel.errors import RuleBroken
from tracker.kernel.figures import mean
from tracker.progress import rules, service, tools
from tracker.progress.models import ToolAnswer
from tracker.progress.rules import AFTER, BEFORE, MEASURES
from tracker.progress.tools import Table


def test_the_workshops_table_comes_out_as_it_was_published() -> None:
    known = tools.workshop()
    assert [[known.change(tool, one) for tool in (1, 2, 3)] for one in MEASURES] == [
        [102, 117, 104],
        [108, 115, 101],
        [115, 102, 108],
    ]
    assert [known.overall_change(tool) for tool in (1, 2, 3)] == [108, 111, 104]
    assert [round(known.overall(BEFORE, tool) or 0, 2) for tool in (1, 2, 3)] == [3.85, 3.95, 3.77]
    assert [round(known.overall(AFTER, tool) or 0, 2) for tool in (1, 2, 3)] == [4.17, 4.39, 3.93]


def test_a_mean_that_is_missing_leaves_what_is_made_of_it_empty() -> None:
    assert (Table({}, {}).change(1, "focus"), Table({}, {}).overall(BEFORE, 1)) == (None, None)


def test_a_mean_rests_on_five_and_never_tells_that_all_said_the_same() -> None:
    people = {str(number): 5 for number in range(5)}
    assert mean({"a": 5}, (1, 5)) is None
    found = mean(people, (1, 5))
    assert found is not None
    assert (found.answers, found.high) == (5, 24)
    assert mean(people | {"one more": 1}, (1, 5), exact=[frozenset(people)]) is None


@pytest.mark.parametrize(
    ("tool", "moment", "scores"), [(4, "after", (1, 2, 3)), (2, "then", (1, 2, 3)), (2, "after", (0, 2, 3))]
)
def test_only_known_tools_are_rated_from_one_to_five(tool: int, moment: str, scores: tuple[int, ...]) -> None:
    with pytest.raises(RuleBroken):
        rules.evaluate(tool, moment, scores)


def _say(world: World, who: list[str], moment: str, scores: tuple[int, ...]) -> None:
    for key in who:
        with world.acting(key) as uow:
            service.evaluate(uow, 2, moment, scores)


def test_means_come_out_on_the_first_of_a_month_from_five_answers_on(world: World) -> None:
    _say(world, GROUP[:5], "before", (4, 4, 4))
    _say(world, GROUP[:4], "after", (5, 5, 4))
    hr = world.client("hr")
    hr.get("/fremdrift/vaerktoejer")
    assert "4,00" not in hr.text.partition("Et eksempel")[0]
    world.move(days=30)
    hr.get("/fremdrift/vaerktoejer")
    here = hr.text.partition("Et eksempel")[0]
    assert here.count("4,00") == 4
    assert "5,00" not in here
    _say(world, GROUP[4:], "after", (5, 5, 4))
    world.move(days=31)
    hr.get("/fremdrift/vaerktoejer")
    here = hr.text.partition("Et eksempel")[0]
    assert "4,83" in here
    assert "121 %" in here


def test_it_is_offered_once_at_its_moment_and_can_be_skipped(world: World) -> None:
    ann = world.client("ann")
    ann.get("/")
    assert "Et minut om værktøjet" not in ann.text
    rounds.plan(world)
    ann.get("/")
    ann.follow("Svar på tre spørgsmål")
    assert "Hvad forventer du af værktøjet?" in ann.text
    ann.submit("/foer", usability="4")
    assert ann.status == 422
    ann.submit("/foer", relevance="4", focus="3")
    assert "Gemt" in ann.text
    assert "Et minut om værktøjet" not in ann.text
    bo = world.client("bo")
    bo.get("/")
    bo.submit("/spring")
    assert "Et minut om værktøjet" not in bo.text
    bo.get("/fremdrift/vaerktoej/2/foer")
    assert "Du er allerede blevet spurgt" in bo.text
    for wrong in ("/fremdrift/vaerktoej/9/foer", "/fremdrift/vaerktoej/2/midt"):
        assert bo.http.get(wrong).status_code == 404


def test_what_somebody_answered_is_sealed_and_asked_of_nobody_else(world: World) -> None:
    _say(world, ["ann"], "after", (5, 4, 3))
    with world.reading() as uow:
        [row] = uow.session.scalars(select(ToolAnswer))
        assert row.says is not None
        assert b"[5, 4, 3]" not in row.says
    asked = {key: world.client(key) for key in ("ann", "bo")}
    for page in asked.values():
        page.get("/fremdrift/vaerktoej/2/efter")
    assert "Du er allerede blevet spurgt" in asked["ann"].text
    assert "Du er allerede blevet spurgt" not in asked["bo"].text
