"""What owners say of their actions: one question on its dates, and later whether it worked."""

from datetime import date, timedelta

import pytest

from tests.plans import plan_year as year
from tests.plans.test_service import planned, progress
from tests.worlds import Browser, World
from tracker.kernel.errors import RuleBroken
from tracker.plans import going
from tracker.plans.rules import status

DAY = date(2026, 2, 3)
WORDS = "Skabelonen mangler en ejer"


def _asked(world: World) -> Browser:
    """Ann, on the page her follow-up leads her to."""
    ann = world.client("ann")
    ann.get("/opfolgninger")
    ann.follow("Aftal en fast skabelon")
    return ann


def _statement(world: World) -> tuple[int, int, int, int, int]:
    [one] = progress(world).themes
    return one.on_track, one.late, one.done, one.stopped, one.worked


def test_the_first_question_comes_on_the_plans_status_where_that_is_before_the_actions_day() -> None:
    assert going.first_asked(date(2026, 6, 1), date(2026, 5, 1), DAY) == date(2026, 5, 1)
    assert going.first_asked(date(2026, 6, 1), date(2026, 8, 1), DAY) == date(2026, 6, 1)
    assert going.first_asked(date(2026, 1, 1), date(2026, 8, 1), DAY) == DAY


def test_nobody_goes_unasked_for_more_than_a_quarter() -> None:
    assert going.asked_again(date(2027, 6, 1), date(2026, 12, 1), DAY) == DAY + going.QUARTER
    assert going.asked_again(date(2026, 3, 1), date(2026, 12, 1), DAY) == date(2026, 3, 1)
    assert going.asked_again(DAY, date(2026, 12, 1), DAY) == DAY + going.SOON
    assert going.effect_asked_again("not", DAY + timedelta(days=365), DAY) == DAY + going.QUARTER
    assert going.effect_asked_again("not", DAY, DAY) is None
    assert going.effect_asked_again("yes", DAY + timedelta(days=365), DAY) is None


def test_what_the_owner_calls_late_is_late_before_its_day() -> None:
    assert status("open", date(2026, 3, 1), DAY, "late") == "late"
    assert status("open", date(2026, 3, 1), DAY, "on_track") == "on_track"
    assert status("open", date(2026, 2, 1), DAY, "on_track") == "late"
    assert status("stopped", date(2026, 2, 1), DAY) == "stopped"


def test_only_what_can_be_said_is_said() -> None:
    with pytest.raises(RuleBroken):
        going.say("open", "perhaps")
    with pytest.raises(RuleBroken):
        going.say("done", "late")
    with pytest.raises(RuleBroken):
        going.say_effect("open", "yes")
    with pytest.raises(RuleBroken):
        going.say_effect("done", "perhaps")


def test_an_owner_is_asked_on_the_day_says_how_it_goes_in_one_press_and_is_asked_later_whether_it_worked(
    world: World,
) -> None:
    year.published(world)
    world.move(days=118)
    ann = _asked(world)
    assert "Hvordan går det?" in ann.text
    ann.submit("/status", said="", words=WORDS)
    assert ann.status == 422
    assert str(ann.page.select_one("input[name=words]")["value"]) == WORDS  # type: ignore[index]
    ann.submit("/status", said="late", words=WORDS)
    assert "Gemt" in ann.text
    assert _statement(world) == (0, 1, 0, 0, 0)
    [again] = planned(world)
    assert again.due == date(2026, 6, 29)
    ann = _asked(world)
    ann.submit("/status", said="done", words="")
    assert _statement(world) == (0, 0, 1, 0, 0)
    world.move(days=95)
    ann = _asked(world)
    assert "Har det virket?" in ann.text
    ann.submit("/status", said="yes", words="")
    assert _statement(world) == (0, 0, 1, 0, 1)
    assert planned(world) == []


def test_what_was_said_reaches_management_and_nobody_who_follows_progress_only(world: World) -> None:
    year.published(world)
    ann = _asked(world)
    ann.submit("/status", said="late", words=WORDS)
    for key, sees in (("tm", True), ("hr", True), ("med", False), ("bo", False)):
        page = world.client(key)
        page.get("/fremdrift")
        assert (WORDS in page.text) is sees, key
        assert "Klare forventninger Noget er forsinket 0 0 0 1 0" in page.text


def test_what_is_stopped_is_asked_about_no_more_and_can_be_opened_again(world: World) -> None:
    theme = year.published(world)
    ann = _asked(world)
    address = ann.path
    ann.submit("/status", said="stopped", words=WORDS)
    assert _statement(world) == (0, 0, 0, 1, 0)
    assert planned(world) == []
    assert ann.http.get(address).status_code == 404
    ann.get(theme)
    ann.submit("/genaabn")
    assert _statement(world) == (1, 0, 0, 0, 0)
    assert [one.about for one in planned(world)] == ["action"]


def test_only_who_has_the_action_or_qualifies_is_asked(world: World) -> None:
    year.published(world)
    address = _asked(world).path
    got = {key: world.client(key).http.get(address).status_code for key in ("ann", "hr", "tm", "bo", "med", "sa")}
    assert got == {"ann": 200, "hr": 200, "tm": 404, "bo": 404, "med": 404, "sa": 404}


def test_two_who_say_something_of_the_same_action_see_both(world: World) -> None:
    year.published(world)
    ann, hr = _asked(world), world.client("hr")
    hr.get(ann.path)
    ann.submit("/status", said="late", words=WORDS)
    hr.submit("/status", said="on_track", words="Det går")
    assert hr.status == 409
    assert "Det går" in str(hr.page)


def test_a_new_date_is_a_new_promise(world: World) -> None:
    theme = year.published(world)
    _asked(world).submit("/status", said="late", words="")
    hr = world.client("hr")
    hr.get(theme)
    hr.go("/plan/handling/")
    hr.submit(hr.path, due="15.06.2026")
    year.publish(world)
    assert _statement(world) == (1, 0, 0, 0, 0)
