"""The roadmap: its template, its dates, and what became of one's own proposals."""

from datetime import date

import pytest

from tests.plans import plan_year as year
from tests.worlds import Browser, World
from tracker.kernel.errors import RuleBroken
from tracker.plans import roadmap


def test_dates_follow_the_template_on_working_days_and_a_step_of_no_weeks_is_left_out():
    found = roadmap.days({"hearing": 0}, date(2026, 2, 3), {date(2026, 2, 17)})
    assert found["prepared_by"] == date(2026, 2, 18)
    assert found["publish_by"] == date(2026, 4, 14)
    assert "heard_by" not in found


@pytest.mark.parametrize("wrong", [{"publishing": 0}, {"hearing": 53}, {"hearing": -1}])
def test_a_template_keeps_within_bounds(wrong: dict[str, int]):
    with pytest.raises(RuleBroken):
        roadmap.template(roadmap.WEEKS | wrong)


def test_hr_edits_the_template_and_the_next_plan_begins_with_it(world: World):
    hr = world.client("hr")
    hr.get("/plan/koereplan")
    hr.submit("/plan/koereplan", **{"weeks-preparation": "0", "name-seminar": "Lederdag"})
    assert hr.status == 200
    tm = world.client("tm")
    tm.get("/plan/koereplan")
    assert tm.status == 404
    tm.get("/plan/ny")
    fields, _ = tm.fields("/plan/ny")
    assert [fields["prepared_by"], fields["themes_close"]] == ["", "17.02.2026"]
    assert "Krydspres og paradokser" in tm.text
    tm.submit("/plan/ny", title="Plan", purpose="Fordi")
    assert ["Lederdag" in tm.text, tm.page.select_one("svg.roadmap") is not None] == [True, True]
    assert "Tm Prøvesen" in tm.text


def test_a_roadmap_goes_forward(world: World):
    tm = world.client("tm")
    tm.get("/plan/ny")
    tm.submit("/plan/ny", title="Plan", purpose="Fordi", heard_by="01.02.2027")
    assert [tm.status, "slutter efter det foregående" in tm.text] == [422, True]


def test_ones_own_proposals_are_followed_on_one_page(world: World):
    year.start(world)
    ann, hr = world.client("ann"), world.client("hr")
    year.propose(ann, "Tid til ledelse")
    outside = year.propose(ann, "Nye stole")
    hr.get(f"{outside}/vurder")
    hr.submit("/vurder", importance="L", success="H", reason="Hører til i indkøb.")
    ann.get("/plan/mine-forslag")
    assert ["Tid til ledelse" in ann.text, "Hører til i indkøb." in ann.text] == [True, True]
    assert "Tid til ledelse" not in world.client("bo").get("/plan/mine-forslag").get_text()
    sa = world.client("sa")
    sa.get("/plan/mine-forslag")
    assert sa.status == 404


def test_a_theme_is_moved_on_the_card_and_keeps_the_answer_of_each_row(world: World):
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Sparring")
    year.choose(hr, theme)
    hr.get("/plan/kort")
    hr.submit("/plan/kort", theme=theme.split("/")[-1], column="LE", row="low", low="HR tager det")
    mover = str(hr.page.select(".mover form")[0]["action"])
    hr.submit(mover, column="TM", row="low")
    assert "HR tager det" in cell(hr, "low", "TM")
    hr.submit(mover, column="TM", row="high")
    assert "HR tager det" not in cell(hr, "high", "TM")
    hr.submit(mover, column="LL", row="low")
    assert "HR tager det" in cell(hr, "low", "LL")


def cell(browser: Browser, row: str, column: str) -> str:
    found = browser.page.select_one(f"td[data-row={row}][data-column={column}]")
    assert found is not None
    return found.get_text()
