"""What changes after a follow-up was set: leave, an answer given by mistake, how often, who is nearest leader."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.escalations.sending import acknowledge, sent
from tests.followups.test_service import FRIDAY, answer, names, scheduled, seen
from tests.worlds import Browser, World
from tracker.escalations import service as escalations
from tracker.escalations.rules import Reply
from tracker.followups import placing, queries, service
from tracker.kernel.errors import NotFound, RuleBroken
from tracker.kernel.worktime import OFFICE
from tracker.notifications import calendar_book
from tracker.people import queries as queries_of_people
from tracker.people import service as people
from tracker.people.models import Absence, Person
from tracker.storage.outbox import Timer
from tracker.warnings.models import EarlyWarning

MONDAY = date(2026, 2, 23)
"""the first working day after a week's leave around the Friday"""


def away(world: World, who: str) -> None:
    """Leave over the Friday and the week after, announced on a page's service, and heard."""
    with world.acting(who) as uow:
        people.announce_leave(uow, date(2026, 2, 12), date(2026, 2, 20))
    world.drain()


def timers(world: World) -> dict[str, date]:
    with world.reading() as uow:
        rows = uow.session.execute(select(Timer.kind, Timer.due_at).where(Timer.kind.startswith("followups."))).all()
    return {row.kind: row.due_at.date() for row in rows}


def in_calendar(world: World, who: str) -> list[date | None]:
    with world.acting(who) as uow:
        return [one.day for one in calendar_book.mine(uow) if not one.cancelled]


def test_leave_announced_later_moves_the_day_its_timers_and_the_calendar(world: World) -> None:
    scheduled(world)
    world.drain()
    assert in_calendar(world, "ann") == [FRIDAY]
    away(world, "ann")
    view = seen(world)[0]
    assert (view.due, view.moved) == (MONDAY, 0), "it is not counted as moved"
    assert timers(world) == {placing.REMIND: date(2026, 2, 19), placing.ASK: MONDAY}
    assert in_calendar(world, "ann") == [MONDAY]
    world.move_to(world.now.replace(day=20, hour=12))
    assert names(world) == ["scheduled", "placed", "reminded"]
    world.move_to(world.now.replace(day=23, hour=12))
    assert names(world)[-1] == "asked"


def test_leave_taken_back_brings_it_back_to_the_day_it_was_set_to(world: World) -> None:
    scheduled(world)
    away(world, "ann")
    with world.acting("ann") as uow:
        people.take_back_leave(uow, uow.session.scalars(select(Absence.id)).one())
    world.drain()
    assert seen(world)[0].due == FRIDAY
    assert timers(world)[placing.ASK] == FRIDAY


def test_it_stays_while_another_who_is_asked_is_at_work_and_goes_when_it_is_handed_to_one_who_is_not(
    world: World,
) -> None:
    followup_id = scheduled(world, "ann", "bo")
    away(world, "ann")
    assert seen(world)[0].due == FRIDAY
    with world.acting("bo") as uow:
        service.hand_over(uow, followup_id, to=world.ids["cia"], version=seen(world)[0].version)
    assert seen(world)[0].due == FRIDAY
    away(world, "cia")
    assert seen(world)[0].due == MONDAY


def test_a_day_that_the_organisation_makes_a_free_one_is_left(world: World) -> None:
    workers_day = date(2026, 5, 1)
    scheduled(world, first=workers_day)
    world.drain()
    assert seen(world)[0].due == workers_day
    with world.acting("hr") as uow:
        version = queries_of_people.organisation(uow.session).version
        people.set_hours(uow, week=OFFICE, digest_time=time(8, 30), free_days=["05-01"], version=version)
    world.drain()
    assert seen(world)[0].due == date(2026, 5, 4)


def test_what_has_been_asked_about_stays_where_it_is(world: World) -> None:
    scheduled(world)
    world.move_to(world.now.replace(day=13, hour=12))
    with world.acting("ann") as uow:
        people.announce_leave(uow, date(2026, 2, 13), date(2026, 2, 20))
    world.drain()
    assert (seen(world)[0].state, seen(world)[0].due) == ("asked", FRIDAY)


def on_its_page(world: World, who: str, followup_id: UUID) -> Browser:
    browser = world.client(who)
    browser.get(f"/opfolgninger/{followup_id}")
    return browser


def test_an_answer_given_by_mistake_is_taken_back_the_same_day(world: World) -> None:
    followup_id = scheduled(world, cadence="weekly")
    world.move_to(world.now.replace(day=13, hour=8))
    owner = on_its_page(world, "ann", followup_id)
    owner.submit("/svar", outcome="not", learned="Forkert knap")
    assert [view.state for view in seen(world)] == ["answered", "planned"]
    owner.submit("/fortryd")
    assert owner.status == 200
    assert [(view.state, view.outcome, view.learned) for view in seen(world)] == [
        ("asked", None, None),
        ("cancelled", None, None),
    ]
    owner.submit("/svar", outcome="kept")
    assert [view.state for view in seen(world)] == ["answered", "cancelled", "planned"]
    owner.get(owner.path)
    assert "27. februar" not in owner.text, "what was called off is no next time"
    assert "20. februar 2026" in owner.text


def test_what_was_taken_back_is_missed_as_before_and_a_sign_that_came_of_it_is_gone(world: World) -> None:
    scheduled(world)
    answer(world, "ann", seen(world)[0], "not", next_day=date(2026, 2, 20))
    answer(world, "ann", seen(world)[1], "not")
    world.drain()
    with world.acting("ann") as uow:
        service.take_back(uow, seen(world)[1].id, version=seen(world)[1].version)
    world.drain()
    with world.reading() as uow:
        assert [row.ended_at is not None for row in uow.session.scalars(select(EarlyWarning))] == [True]
    world.move(days=40)
    assert names(world)[-2:] == ["asked", "missed"]


def test_what_was_answered_before_its_day_and_taken_back_asks_on_its_day(world: World) -> None:
    scheduled(world)
    world.move_to(world.now.replace(day=13, hour=6))
    answer(world, "ann", seen(world)[0])
    with world.acting("ann") as uow:
        service.take_back(uow, seen(world)[0].id, version=seen(world)[0].version)
    assert seen(world)[0].state == "planned"
    world.move(hours=2)
    assert (seen(world)[0].state, names(world)[-1]) == ("asked", "asked")


def test_nobody_else_and_no_other_day_takes_an_answer_back_nor_when_it_is_closed(world: World) -> None:
    scheduled(world)
    answer(world, "ann", seen(world)[0])
    version = seen(world)[0].version
    leader = on_its_page(world, "head", seen(world)[0].id)
    assert not leader.page.select("form[action$='/fortryd']")
    for who, wrong in (("head", RuleBroken), ("bo", NotFound)):
        with pytest.raises(wrong), world.acting(who) as uow:
            service.take_back(uow, seen(world)[0].id, version=version)
    with world.acting("head") as uow:
        service.close_matter(uow, seen(world)[0].matter)
    with pytest.raises(RuleBroken), world.acting("ann") as uow:
        service.take_back(uow, seen(world)[0].id, version=seen(world)[0].version)
    scheduled(world, "bo")
    view = next(view for view in seen(world) if view.state == "planned")
    answer(world, "bo", view)
    world.move(days=1)
    assert not on_its_page(world, "bo", view.id).page.select("form[action$='/fortryd']")


def test_how_often_is_changed_on_its_page_and_said_in_words(world: World) -> None:
    followup_id = scheduled(world)
    owner = on_its_page(world, "ann", followup_id)
    owner.submit("/hyppighed", cadence="weeks", weekdays=[])
    assert owner.status == 422
    owner.submit("/hyppighed", cadence="months", place="first", weekday="TU", months="1")
    assert "den første tirsdag, hver måned" in owner.text
    owner.submit("/svar", outcome="kept")
    assert [view.due for view in seen(world)] == [FRIDAY, date(2026, 3, 3)]
    owner.get("/opfolgninger")
    assert "den første tirsdag, hver måned" in owner.text


def test_a_group_has_one_list_and_its_leader_sees_what_may_need_help(world: World) -> None:
    scheduled(world)
    for later in (7, 14):
        with world.acting("ann") as uow:
            view = seen(world)[0]
            to = FRIDAY + timedelta(days=later)
            service.move(uow, view.id, to=to, why="", lang="da", version=view.version)
    head, bo = world.client("head"), world.client("bo")
    for browser in (head, bo):
        browser.get(f"/opfolgninger/gruppe/{world.group}")
        assert "Korte møder" in browser.text
    assert "Trænger det her til hjælp?" in head.text
    assert "Trænger det her til hjælp?" not in bo.text
    head.follow("Korte møder")
    assert "Trænger det her til hjælp?" in head.text
    for stranger in ("lis", "hr", "tm", "med"):
        browser = world.client(stranger)
        browser.get(f"/opfolgninger/gruppe/{world.group}")
        assert browser.status == 404


def test_a_nearest_leader_who_is_replaced_has_lost_what_was_answered_as_one(world: World) -> None:
    id_ = sent(world, "NL")
    acknowledge(world, "tm", id_)
    with world.acting("tm") as uow:
        escalations.answer(uow, id_, Reply("handled", "Vi tager os af det", "da", FRIDAY))
    with world.acting("tm") as uow:
        [view] = queries.mine(uow).coming
    assert view.below_id == world.group
    with world.store.work() as uow:
        uow.session.execute(
            update(Person).where(Person.id == world.ids["head"]).values(nearest_leader_id=world.ids["lis"])
        )
    with pytest.raises(NotFound), world.acting("tm") as uow:
        queries.show(uow, view.id)
    with world.acting("tm") as uow:
        assert queries.mine(uow).everything == []
    world.move_to(world.now.replace(day=13, hour=12))
    with world.acting("lis") as uow:
        assert [(one.id, one.state) for one in queries.mine(uow).now] == [(view.id, "asked")]
