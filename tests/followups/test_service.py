"""Follow-ups through a year: reminded, asked, missed, answered, moved, handed over, closed."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.worlds import World
from tracker.followups import placing, queries, service
from tracker.followups.queries import FollowUpView
from tracker.kernel.errors import Conflict, NotFound, RuleBroken
from tracker.kernel.facts import Readers
from tracker.kernel.permissions import Role
from tracker.notifications.models import Mail, Notice
from tracker.people import queries as people
from tracker.people.models import Absence, Grant, Membership
from tracker.storage.outbox import Timer
from tracker.storage.stories import story
from tracker.storage.unit_of_work import UnitOfWork

FRIDAY = date(2026, 2, 13)
STORY = uuid4()
MATTER = uuid4()


def leave(uow: UnitOfWork, world: World) -> None:
    """Ann leaves the group on the first of February."""
    row = uow.session.scalars(select(Membership).where(Membership.person_id == world.ids["ann"])).one()
    row.ends = date(2026, 2, 1)


def scheduled(world: World, *owners: str, group: bool = True, about: str = "agreement", **values: Any) -> UUID:
    """A follow-up of the larger group (or of no group), first due on Friday 13 February unless told otherwise."""
    with world.acting("head") as uow:
        return service.schedule(
            uow,
            about=about,
            matter=MATTER,
            story=STORY,
            owner_ids=[world.ids[owner] for owner in owners or ("ann",)],
            group_id=world.group if group else None,
            title="Korte møder",
            lang="da",
            **{"first": FRIDAY, **values},
        )


def seen(world: World) -> list[FollowUpView]:
    """All occurrences, oldest first."""
    with world.reading() as uow:
        return queries.of_matters(uow.session, [MATTER]).get(MATTER, [])


def facts(world: World) -> list[Any]:
    """What the story tells: facts of several kinds."""
    with world.reading() as uow:
        return [step.fact for step in story(uow.session, [STORY], frozenset(Readers))]


def names(world: World) -> list[str]:
    return [fact.name.split(".")[1] for fact in facts(world)]


def answer(world: World, who: str, view: FollowUpView, outcome: str = "kept", **values: Any) -> UUID | None:
    with world.acting(who) as uow:
        return service.answer(
            uow,
            view.id,
            **{"outcome": outcome, "learned": "", "lang": "da", "next_day": None, "version": view.version, **values},
        )


def test_it_is_reminded_and_asked_once_and_missed_after_five_working_days(world: World) -> None:
    scheduled(world)
    world.move_to(world.now.replace(month=2, day=11, hour=6))
    assert names(world) == ["scheduled"]
    world.move(hours=2)
    assert names(world) == ["scheduled", "reminded"]
    world.move(days=2)
    assert names(world) == ["scheduled", "reminded", "asked"]
    world.move(days=60)
    assert names(world) == ["scheduled", "reminded", "asked", "missed"]
    assert facts(world)[-1].in_a_row == 1


def test_a_cadence_is_asked_once_though_it_is_missed_again(world: World) -> None:
    scheduled(world, cadence="weekly")
    world.move(days=60)
    assert names(world) == ["scheduled", "reminded", "asked", "missed", "missed"]
    assert [(fact.due, fact.in_a_row) for fact in facts(world)[-2:]] == [(FRIDAY, 1), (date(2026, 2, 20), 2)]
    with world.acting("ann") as uow:
        page = queries.show(uow, seen(world)[0].id)
    assert page.passed == [date(2026, 2, day) for day in (13, 20, 27)] + [date(2026, 3, day) for day in (6, 13, 20, 27)]
    assert page.suggested == date(2026, 4, 7)


def test_a_first_day_on_a_saturday_is_moved_to_the_monday(world: World) -> None:
    scheduled(world, first=date(2026, 2, 14))
    assert seen(world)[0].due == date(2026, 2, 16)


def test_the_answer_makes_the_next_occurrence_with_the_same_owners(world: World) -> None:
    scheduled(world, "ann", "bo", first=date(2026, 3, 31), cadence="monthly")
    with world.acting("ann") as uow:
        day = queries.show(uow, seen(world)[0].id).suggested
    assert day == date(2026, 4, 30)
    answer(world, "ann", seen(world)[0], "partly", learned="Halvdelen nåede det.", next_day=day)
    first, second = seen(world)
    assert (first.outcome, first.learned, first.answered_by) == ("partly", "Halvdelen nåede det.", world.ids["ann"])
    assert (second.state, second.due, second.owners) == ("planned", day, first.owners)
    with world.acting("bo") as uow:
        assert queries.show(uow, second.id).suggested == date(2026, 6, 1)


def test_another_day_than_the_cadences_begins_it_anew(world: World) -> None:
    scheduled(world, cadence="weekly")
    answer(world, "ann", seen(world)[0], next_day=date(2026, 2, 18))
    with world.acting("ann") as uow:
        assert queries.show(uow, seen(world)[1].id).suggested == date(2026, 2, 25)


def test_two_not_kept_in_a_row_are_counted_over_occurrences(world: World) -> None:
    scheduled(world)
    answer(world, "ann", seen(world)[0], "not", next_day=date(2026, 2, 20))
    answer(world, "head", seen(world)[1], "not", next_day=date(2026, 2, 27))
    answer(world, "ann", seen(world)[2], "kept")
    assert [fact.in_a_row for fact in facts(world) if fact.name == "followups.answered"] == [1, 2, 0]


def test_moving_it_later_counts_and_moving_it_forward_does_not(world: World) -> None:
    followup_id = scheduled(world)
    for to in (date(2026, 2, 20), date(2026, 2, 18), date(2026, 2, 28)):
        with world.acting("ann") as uow:
            service.move(uow, followup_id, to=to, why="", lang="da", version=seen(world)[0].version)
    moved = [fact for fact in facts(world) if fact.name == "followups.moved"]
    assert [(fact.due.day, fact.in_a_row) for fact in moved] == [(20, 1), (18, 1), (2, 2)]
    world.move(days=45)
    assert names(world)[-3:] == ["reminded", "asked", "missed"]


def test_one_set_for_today_is_asked_at_once_and_is_not_late(world: World) -> None:
    world.move(hours=2)
    set_at = world.now
    scheduled(world, first=set_at.date())
    world.move(minutes=1)
    assert names(world) == ["scheduled", "asked"]
    with world.reading() as uow:
        due = uow.session.scalars(select(Timer.due_at).where(Timer.kind == placing.ASK)).one()
        mail = uow.session.scalars(select(Mail)).one()
    assert due >= set_at, "this morning it was not there to be asked"
    assert mail.kind == "single"


def test_an_answered_one_is_not_asked_about(world: World) -> None:
    scheduled(world)
    answer(world, "ann", seen(world)[0])
    world.move(days=30)
    assert names(world) == ["scheduled", "answered"]


def test_it_is_handed_over_to_another_member_and_only_to_one(world: World) -> None:
    followup_id = scheduled(world, "ann", "bo")
    stale = seen(world)[0].version
    with world.acting("ann") as uow:
        service.hand_over(uow, followup_id, to=world.ids["cia"], version=stale)
    assert set(seen(world)[0].owners) == {world.ids["bo"], world.ids["cia"]}
    with pytest.raises(Conflict), world.acting("bo") as uow:
        service.hand_over(uow, followup_id, to=world.ids["dan"], version=stale)
    with pytest.raises(NotFound), world.acting("bo") as uow:
        service.hand_over(uow, followup_id, to=world.ids["lis"], version=seen(world)[0].version)
    with world.acting("head") as uow:
        service.hand_over(uow, followup_id, to=world.ids["eva"], version=seen(world)[0].version)
    assert seen(world)[0].owners == (world.ids["eva"],)


def test_what_is_closed_elsewhere_is_not_asked_about_any_more(world: World) -> None:
    followup_id = scheduled(world)
    with world.acting("head") as uow:
        service.close_matter(uow, MATTER)
    world.move(days=30)
    assert names(world) == ["scheduled", "closed"]
    with pytest.raises(RuleBroken), world.acting("ann") as uow:
        service.close(uow, followup_id, version=seen(world)[0].version)


def test_a_follow_up_without_a_group_is_its_owners_and_for_an_action_hrs(world: World) -> None:
    followup_id = scheduled(world, "med", group=False, about="action")
    for who in ("med", "hr"):
        with world.acting(who) as uow:
            assert queries.show(uow, followup_id).may_answer
    with world.acting("tm") as uow:
        assert not queries.show(uow, followup_id).may_answer
    with pytest.raises(NotFound), world.acting("head") as uow:
        queries.show(uow, followup_id)
    answer(world, "med", seen(world)[0])


def test_an_owner_who_left_the_group_has_it_no_more_and_its_leader_is_asked(world: World) -> None:
    followup_id = scheduled(world)
    with world.store.work() as uow:
        leave(uow, world)
    world.move(days=11)
    with pytest.raises(NotFound), world.acting("ann") as uow:
        queries.show(uow, followup_id)
    with world.acting("ann") as uow:
        assert queries.mine(uow).now == []
    leader = world.client("head")
    leader.get("/indbakke")
    assert "Korte møder" in leader.text


def told_of(world: World, who: str, kind: str) -> int:
    """How many notices of a kind somebody has."""
    with world.reading() as uow:
        mine = (Notice.person_id == world.ids[who], Notice.kind == kind)
        return uow.session.scalars(select(func.count()).select_from(Notice).where(*mine)).one()


def hold(world: World, who: str, role: str) -> None:
    """The role is given to somebody."""
    with world.store.work() as uow:
        whole = people.root_unit(uow.session)
        uow.session.add(Grant(person_id=world.ids[who], role=role, unit_id=whole, starts=date(2026, 1, 1)))


def lose(world: World, who: str, role: str) -> None:
    """The role is taken from somebody."""
    with world.store.work() as uow:
        query = select(Grant).where(Grant.person_id == world.ids[who], Grant.role == role)
        for grant in uow.session.scalars(query).all():
            grant.ends = date(2026, 2, 1)


def test_what_was_owned_in_a_role_is_lost_with_it_and_goes_to_who_holds_it(world: World) -> None:
    hold(world, "lis", "HR")
    hold(world, "eva", "HR")
    followup_id = scheduled(world, "hr", group=False, about="escalation", role=Role.HR, except_id=world.ids["eva"])
    lose(world, "hr", "HR")
    with pytest.raises(NotFound), world.acting("hr") as uow:
        queries.show(uow, followup_id)
    with world.acting("hr") as uow:
        assert queries.mine(uow).everything == []
    world.move(days=11)
    names_of = {id_: who for who, id_ in world.ids.items()}
    assert {names_of[owner] for owner in seen(world)[0].owners} == {"lis", "hr2"}, "never whom it concerns"
    assert told_of(world, "lis", "followup.due") == 1, "asked, and not told once more that it is theirs now"
    answer(world, "lis", seen(world)[0])


def test_without_a_group_it_is_handed_over_to_another_of_the_role_and_to_nobody_else(world: World) -> None:
    hold(world, "lis", "HR")
    followup_id = scheduled(world, "hr", group=False, about="escalation", role=Role.HR)
    for nobody in ("ann", "tm", "hr"):
        with pytest.raises(NotFound), world.acting("hr") as uow:
            service.hand_over(uow, followup_id, to=world.ids[nobody], version=seen(world)[0].version)
    with world.acting("hr") as uow:
        service.hand_over(uow, followup_id, to=world.ids["lis"], version=seen(world)[0].version)
    assert seen(world)[0].owners == (world.ids["lis"],)


def test_it_waits_for_the_first_of_its_owners_to_be_back(world: World) -> None:
    for who, ends in (("ann", date(2026, 2, 20)), ("bo", date(2026, 2, 17))):
        with world.acting(who) as uow:
            uow.session.add(Absence(person_id=world.ids[who], starts=date(2026, 2, 12), ends=ends))
    scheduled(world, "ann", "bo")
    assert seen(world)[0].due == date(2026, 2, 18)


def test_the_totals_count_outcomes_and_what_is_open(world: World) -> None:
    scheduled(world)
    answer(world, "ann", seen(world)[0], "partly", next_day=date(2026, 2, 20))
    answer(world, "ann", seen(world)[1], "not", next_day=date(2026, 2, 27))
    with world.reading() as uow:
        assert queries.totals(uow.session, date(2026, 2, 27)) == queries.Totals(0, 1, 1, 1, 0)
        assert queries.totals(uow.session, date(2026, 2, 28)).overdue == 1
