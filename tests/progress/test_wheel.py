"""The yearly wheel as a picture, as a list and as a calendar."""

from datetime import date
from itertools import pairwise

import pytest
from icalendar import Calendar

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.kernel.errors import RuleBroken
from tracker.progress import ring, rules

TODAY = date(2026, 2, 3)
SECRET = "Fortroligt7711"


def test_what_comes_every_third_year_comes_every_third_year() -> None:
    day = date(2024, 2, 29)
    found = [rules.in_year(day, 3, of) for of in range(2023, 2031)]
    assert [one for one in found if one] == [day, date(2027, 2, 28), date(2030, 2, 28)]
    assert [of for of in range(2023, 2027) if rules.in_year(day, 0, of)] == [2024]


@pytest.mark.parametrize(("kind", "day", "every"), [("x", TODAY, 0), ("apv", TODAY, 2), ("apv", date(2050, 1, 1), 1)])
def test_an_entry_is_of_a_known_kind_and_near_by(kind: str, day: date, every: int) -> None:
    with pytest.raises(RuleBroken):
        rules.enter(kind, day, every, TODAY)


def test_the_year_goes_round_from_the_top_and_its_numbers_do_not_lie_on_each_other() -> None:
    assert ring.at(ring.turn_of(date(2026, 1, 1)), 100) == (200, 100)
    assert len(ring.months(2026)) == 12
    marks = ring.marks([date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)])
    assert all(abs(one.x - other.x) + abs(one.y - other.y) >= 22 for one, other in pairwise(marks))


def test_the_wheel_gathers_the_year_for_the_one_who_looks(world: World) -> None:
    year.published(world)
    hr = world.client("hr")
    hr.get("/fremdrift/aarshjul/nyt")
    hr.submit("/nyt", kind="survey", title="Trivselsmåling i skolerne", day="01.10.2025", every_years="1")
    assert "Gemt" in hr.text
    ann, med = world.client("ann"), world.client("med")
    for page in (ann, med):
        page.get("/fremdrift/aarshjul")
        assert "Status på planen til topledelsen" in page.text
        assert "Handlinger i planen, der skal være færdige: 1" in page.text
        assert "Trivselsmåling i skolerne" in page.text
        assert "01.10.2026" in page.text
    assert "Aftal en fast skabelon" in ann.text
    assert "Aftal en fast skabelon" not in med.text
    numbers = [one.get_text() for one in med.page.select(".wheel-number")]
    assert numbers == [row.td.get_text() for row in med.page.select("tbody tr") if row.td]
    med.get("/fremdrift/aarshjul?aar=2027")
    assert "01.10.2027" in med.text
    med.get("/fremdrift/aarshjul?aar=99999")
    assert med.status == 200


def test_the_calendar_says_what_and_when_and_nobodys_words(world: World) -> None:
    year.published(world)
    hr = world.client("hr")
    hr.get("/fremdrift/aarshjul/nyt")
    hr.submit("/nyt", kind="other", title=SECRET, day="01.10.2026", every_years="0")
    answer = world.client("med").http.get("/fremdrift/aarshjul.ics")
    assert SECRET not in answer.get_data(as_text=True)
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    found = {(one.decoded("dtstart"), str(one["summary"])) for one in events}
    assert {(date(2026, 6, 1), "Handlinger i planen, der skal være færdige"), (date(2026, 10, 1), "Egen post")} <= found
    assert len({str(one["uid"]) for one in events}) == len(events)


def test_hr_changes_and_takes_out_its_own(world: World) -> None:
    hr, other = world.client("hr"), world.client("hr2")
    hr.get("/fremdrift/aarshjul/nyt")
    hr.submit("/nyt", kind="apv", title="", day="01.10.2026", every_years="3")
    assert hr.status == 422
    hr.submit("/nyt", kind="apv", title="APV", day="01.10.2026", every_years="3")
    hr.follow("Ret")
    other.get(hr.path)
    hr.submit(hr.path, title="APV for ledere")
    assert "APV for ledere" in hr.text
    other.submit(other.path, title="Vores APV")
    assert other.status == 409
    hr.follow("Ret")
    hr.submit("/fjern")
    assert "APV for ledere" not in hr.text
