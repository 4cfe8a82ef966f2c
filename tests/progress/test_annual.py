"""The yearly working-environment discussion: last year's goals, next year's, co-operation; fixed when it was held."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from tests.plans import plan_year as year
from tests.worlds import Browser, World
from tracker.kernel.errors import RuleBroken
from tracker.progress import rules

TODAY = date(2026, 2, 3)


def test_a_discussion_is_of_a_year_near_by_and_its_day_lies_in_it() -> None:
    rules.begin(2026, date(2026, 11, 3), TODAY)
    for of, day in ((2028, date(2028, 1, 1)), (2026, date(2027, 1, 1))):
        with pytest.raises(RuleBroken):
            rules.begin(of, day, TODAY)


def test_it_is_fixed_when_it_was_held_with_every_goal_judged_and_goals_to_come() -> None:
    rules.hold("draft", TODAY, TODAY, goals=1, unsaid=0)
    for state, day, goals, unsaid in (
        ("held", TODAY, 1, 0),
        ("draft", date(2026, 2, 4), 1, 0),
        ("draft", TODAY, 0, 0),
        ("draft", TODAY, 1, 1),
    ):
        with pytest.raises(RuleBroken):
            rules.hold(state, day, TODAY, goals=goals, unsaid=unsaid)


def _begun(world: World, who: str = "hr", day: str = "03.02.2026") -> Browser:
    page = world.client(who)
    page.get("/fremdrift/droeftelse")
    page.submit("/fremdrift/droeftelse", planned_on=day)
    return page


def test_it_is_written_together_fixed_and_its_goals_come_back_the_next_year(world: World) -> None:
    year.published(world)
    med = _begun(world, "med")
    said = {"last-0": "Tid til sparring", "reached-0": "partly", "note-0": "Ikke alle fik tid", "goal-0": "En fast dag"}
    med.submit("/ret", **said, cooperation="Vi mødes hvert kvartal.")
    assert "Delvist nået" in med.text
    tm = world.client("tm")
    tm.get(med.path)
    tm.submit("/holdt", held_on="03.02.2026")
    assert "Holdt den 3. februar 2026" in tm.text
    ann = world.client("ann")
    ann.get("/fremdrift/droeftelse")
    ann.follow("2026")
    assert "En fast dag" in ann.text
    assert "Klare forventninger 0 0 1 0 0" in ann.text
    assert med.http.get(f"{med.path}/ret").status_code == 404
    world.move(days=365)
    hr = _begun(world, "hr", "03.02.2027")
    assert str(hr.page.select_one("input[name=last-0]")["value"]) == "En fast dag"  # type: ignore[index]
    hr.get(med.path)
    assert "Klare forventninger 0 0 1 0 0" in hr.text


def test_a_draft_is_read_by_who_writes_it_and_by_nobody_else(world: World) -> None:
    path = _begun(world).path.removesuffix("/ret")
    got = {key: world.client(key).http.get(path).status_code for key in ("tm", "hr", "med", "ann", "head", "sa")}
    assert got == {"tm": 200, "hr": 200, "med": 200, "ann": 404, "head": 404, "sa": 404}
    ann = world.client("ann")
    ann.get("/fremdrift/droeftelse")
    assert "2026" not in ann.text.partition("Ingen")[0].partition("Årlig drøftelse")[2]


def test_there_is_one_a_year_and_what_is_missing_is_said(world: World) -> None:
    hr = _begun(world)
    path = hr.path.removesuffix("/ret")
    again = _begun(world)
    assert again.status == 422
    assert "Der er allerede en drøftelse for det år" in again.text
    hr.get(path)
    hr.submit("/holdt", held_on="03.02.2026")
    assert hr.status == 422
    assert "Skriv mindst ét mål" in hr.text
    hr.submit("/holdt", held_on="")
    assert hr.status == 422


def test_two_who_write_at_once_keep_both_texts(world: World) -> None:
    hr, med = _begun(world), world.client("med")
    med.get(hr.path)
    hr.submit("/ret", cooperation="Hver måned.")
    med.submit("/ret", cooperation="Hvert kvartal.")
    assert med.status == 409
    assert "Hvert kvartal." in str(med.page)
    assert "Hver måned." in str(med.page)


@pytest.mark.usefixtures("paper")
def test_the_discussion_goes_on_paper(world: World) -> None:
    hr = _begun(world)
    hr.submit("/ret", **{"goal-0": "En fast dag"})
    answer = world.client("med").http.get(f"{hr.path}/papir.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages).split())
    assert "Årlig drøftelse 2026" in text
    assert "En fast dag" in text
