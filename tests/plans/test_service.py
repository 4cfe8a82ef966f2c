"""What the plan leaves behind: follow-ups, counts, notices, and the way from an escalation into it."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.followups import queries as followups
from tracker.notifications import queries as notifications
from tracker.plans import queries
from tracker.plans.models import Action
from tracker.plans.queries import PlanProgress


def progress(world: World) -> PlanProgress:
    with world.reading() as uow:
        found = queries.progress(uow.session, uow.today)
    assert found is not None
    return found


def planned(world: World) -> list[followups.FollowUpView]:
    with world.reading() as uow:
        ids = list(uow.session.scalars(select(Action.id)))
        return [one for many in followups.of_matters(uow.session, ids).values() for one in many if one.is_open]


def waiting(world: World, key: str) -> list[str]:
    with world.acting(key) as uow:
        return [one.text for one in queries.waiting(uow)]


def escalation(world: World) -> str:
    """An escalation that HR has acknowledged. Returns its id."""
    head = world.client("head")
    head.get("/eskaleringer/ny")
    head.submit("/eskaleringer/ny", title="Hasteopgaver", wording="De vælter ugen.", ask="Et varsel.", addressed="HR")
    hr = world.client("hr")
    hr.get(head.path)
    hr.submit("/kvitter")
    return head.path.split("/")[-1]


def test_actions_are_followed_up_once_they_are_published(world: World) -> None:
    year.start(world)
    hr = world.client("hr")
    theme = year.propose(hr, "Klare forventninger")
    year.choose(hr, theme)
    year.qualify(world, hr, theme)
    assert planned(world) == []
    year.publish(world)
    [one] = planned(world)
    assert (one.due, list(one.owners)) == (date(2026, 6, 1), [world.ids["ann"]])


def test_a_changed_date_moves_the_follow_up_with_the_next_version(world: World) -> None:
    theme = year.published(world)
    hr = world.client("hr")
    hr.get(theme)
    hr.go("/plan/handling/")
    hr.submit(hr.path, due="15.06.2026")
    assert [one.due for one in planned(world)] == [date(2026, 6, 1)]
    year.publish(world)
    assert [one.due for one in planned(world)] == [date(2026, 6, 15)]


def test_of_a_done_action_only_whether_it_worked_is_asked_and_of_an_opened_one_how_it_goes(world: World) -> None:
    theme = year.published(world)
    hr = world.client("hr")
    hr.get(theme)
    hr.submit("/faerdig")
    assert [one.about for one in planned(world)] == ["action_effect"]
    hr.submit("/genaabn")
    assert [one.about for one in planned(world)] == ["action"]


def test_an_action_given_up_is_not_asked_about_and_leaves_the_counts(world: World) -> None:
    theme = year.published(world)
    hr = world.client("hr")
    hr.get(theme)
    hr.go("/plan/handling/")
    hr.submit("/fjern")
    assert planned(world) == []
    [counted] = progress(world).themes
    assert (counted.on_track, counted.late, counted.done) == (0, 0, 0)


def test_progress_counts_what_was_published_and_nothing_of_the_draft(world: World) -> None:
    year.start(world)
    assert (progress(world).number, progress(world).themes) == (None, [])
    theme = year.propose(world.client("ann"), "Klare forventninger")
    hr = world.client("hr")
    year.choose(hr, theme)
    year.qualify(world, hr, theme)
    year.publish(world)
    year.choose(hr, year.propose(hr, "Kladde"))
    found = progress(world)
    assert (found.number, found.proposed, found.groups_asked, found.groups_talked) == (1, 2, 2, 0)
    assert [(one.title, one.on_track, one.late, one.done) for one in found.themes] == [("Klare forventninger", 1, 0, 0)]
    world.move(days=130)
    assert [(one.on_track, one.late) for one in progress(world).themes] == [(0, 1)]


def test_what_waits_follows_the_steps_of_the_plan(world: World) -> None:
    assert waiting(world, "tm") == ["Start the plan for leader well-being"]
    assert waiting(world, "ann") == []
    year.start(world)
    assert waiting(world, "hr") == ["Choose the themes of the plan"]
    theme = year.propose(world.client("ann"), "Klare forventninger")
    assert waiting(world, "tm") == ["Assess the proposed themes", "Choose the themes of the plan"]
    hr = world.client("hr")
    year.choose(hr, theme)
    assert waiting(world, "hr") == ["Qualify the chosen themes"]
    year.qualify(world, hr, theme)
    assert waiting(world, "hr") == ["Publish the plan"]
    year.publish(world)
    assert waiting(world, "hr") == []
    assert waiting(world, "head") == ["Talk about the plan in your group"]
    assert waiting(world, "ann") == waiting(world, "med") == waiting(world, "sa") == []


def test_top_management_and_the_coordinator_see_that_an_action_is_late_and_a_theme_is_not_qualified(
    world: World,
) -> None:
    hr = world.client("hr")
    year.published(world)
    year.choose(hr, year.propose(hr, "Kladde"))
    assert "Something in the plan is late" not in waiting(world, "tm")
    world.move(days=130)
    late = "Something in the plan is late"
    assert waiting(world, "tm") == [late]
    assert waiting(world, "hr") == ["Qualify the chosen themes", late]
    assert waiting(world, "med") == waiting(world, "ann") == []


def test_a_group_that_has_talked_is_not_asked_any_more(world: World) -> None:
    year.published(world)
    head = world.client("head")
    head.get(f"/plan/droeftelse/{world.group}")
    head.submit(f"/plan/droeftelse/{world.group}", talked_on="03.02.2026")
    world.drain()
    assert waiting(world, "head") == []
    with world.acting("head") as uow:
        open_ = notifications.inbox(uow, waiting_only=True)
    assert [item.kind for item in open_] == []


def test_a_new_version_asks_the_groups_again_unless_it_is_said_otherwise(world: World) -> None:
    year.published(world)
    head = world.client("head")
    head.get(f"/plan/droeftelse/{world.group}")
    head.submit(f"/plan/droeftelse/{world.group}", talked_on="03.02.2026")
    year.publish(world, ask_groups="")
    assert (progress(world).number, progress(world).groups_talked) == (2, 1)
    year.publish(world)
    assert (progress(world).number, progress(world).groups_talked) == (3, 0)


def test_an_escalation_is_taken_into_the_plan_with_a_new_theme(world: World) -> None:
    year.start(world)
    escalation_id = escalation(world)
    hr = world.client("hr")
    hr.get(f"/plan/eskalering/{escalation_id}")
    hr.submit(escalation_id, answer="Vi tager det med.", title="Færre hasteopgaver", why="")
    assert hr.status == 422
    hr.submit(escalation_id, answer="Vi tager det med.", title="Færre hasteopgaver", why="Det går igen.")
    assert hr.path == f"/eskaleringer/{escalation_id}"
    assert "Vi tager det med." in hr.text
    member = world.client("ann")
    member.get(hr.path)
    member.go("/plan/tema/")
    assert ["Færre hasteopgaver" in member.text, "1 eskalering taget ind" in member.text] == [True, True]
    lis = world.client("lis")
    lis.get(member.path)
    assert ["Ledelsen group" in lis.text, "De vælter ugen" in lis.text] == [False, False]


def test_an_escalation_joins_a_theme_there_is_and_only_once(world: World) -> None:
    year.start(world)
    theme = year.propose(world.client("ann"), "Klare bestillinger")
    escalation_id = escalation(world)
    one, two = world.client("hr"), world.client("hr2")
    for browser in (one, two):
        browser.get(f"/plan/eskalering/{escalation_id}")
    values = {"theme": theme.split("/")[-1], "answer": "Det hører til her."}
    one.submit(escalation_id, **values)
    two.submit(escalation_id, **values)
    assert two.status == 409
    hr = world.client("hr")
    hr.get(theme)
    assert "1 eskalering taget ind" in hr.text


def test_only_the_one_it_is_addressed_to_takes_it_in(world: World) -> None:
    year.start(world)
    escalation_id = escalation(world)
    for key in ("tm", "head", "ann", "lis", "med", "sa"):
        browser = world.client(key)
        browser.get(f"/plan/eskalering/{escalation_id}")
        assert browser.status == 404, key


def test_what_was_told_of_the_plan_is_gone_with_the_role(world: World) -> None:
    year.published(world)
    with world.acting("med") as uow:
        assert [item.kind for item in notifications.inbox(uow)] == ["plan.published"]
        uow.actor = replace(uow.actor, roles=frozenset())
        assert [item.title for item in notifications.inbox(uow) if item.title] == []
