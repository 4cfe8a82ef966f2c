"""An action is followed up on its date, or from a day and in a rhythm chosen in its own form."""

from datetime import date

from sqlalchemy import select

from tests.plans import plan_year as year
from tests.worlds import Browser, World
from tracker.followups import queries as followups
from tracker.plans.models import Action

SAID = {"what": "Fast sparring", "role": "HR", "due": "01.06.2026", "level": "O"}


def begun(world: World) -> tuple[Browser, str]:
    """HR at a chosen theme that is described."""
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Sparring")
    year.choose(hr, theme)
    hr.get(f"{theme}/beskriv")
    hr.submit("/beskriv", description="Sparring hver måned.")
    hr.get(f"{theme}/handling")
    return hr, theme


def planned(world: World) -> list[tuple[date, str | None]]:
    """When it is asked about, and how often."""
    with world.reading() as uow:
        ids = list(uow.session.scalars(select(Action.id)))
        found = [one for many in followups.of_matters(uow.session, ids).values() for one in many if one.is_open]
    return [(one.due, one.cadence) for one in found]


def test_a_rhythm_chosen_in_the_form_is_the_follow_ups_when_the_plan_is_published(world: World) -> None:
    hr, _ = begun(world)
    more = {"person": world.ids["ann"], "first": "02.03.2026", "cadence": "monthly"}
    hr.submit("/handling", **SAID, **more)
    assert "der spørges fra 2. marts 2026, hver måned" in hr.text
    year.publish(world)
    assert planned(world) == [(date(2026, 3, 2), "monthly")]


def test_another_rhythm_stands_in_the_form_and_goes_with_the_next_version(world: World) -> None:
    hr, theme = begun(world)
    hr.submit("/handling", **SAID, person=world.ids["ann"], first="02.03.2026", cadence="monthly")
    year.publish(world)
    hr.get(theme)
    hr.go("/plan/handling/")
    chosen = hr.page.select_one("#cadence option[selected]")
    assert chosen is not None
    assert chosen["value"] == "monthly"
    hr.submit(hr.path, first="04.03.2026", cadence="weeks", weekdays=["WE"], weeks="2")
    year.publish(world, note="En anden rytme.")
    assert planned(world) == [(date(2026, 3, 4), "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE")]
    year.publish(world, note="Det samme.")
    assert len(planned(world)) == 1


def test_a_rhythm_begins_on_a_day_within_the_plan(world: World) -> None:
    hr, _ = begun(world)
    for wrong in ({"cadence": "monthly"}, {"first": "02.03.2031"}, {"first": "02.03.2026", "cadence": "weeks"}):
        hr.submit("/handling", **SAID, person=world.ids["ann"], **wrong)
        assert hr.status == 422
        assert "Fast sparring" in str(hr.page)
