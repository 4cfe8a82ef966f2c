"""New leaders get the plan in their first week: once, not before they start, on working days."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select, update

from tests.plans import plan_year as year
from tests.worlds import World
from tracker.notifications.audit import compare
from tracker.notifications.models import Notice
from tracker.people import queries as people
from tracker.people.models import Membership
from tracker.people.past import Past
from tracker.plans.owed import owed
from tracker.plans.service import welcoming
from tracker.storage.outbox import Timer

TUESDAY = date(2026, 2, 3)
"""the day the plan comes out"""
SATURDAY = date(2026, 2, 7)


def _joins(world: World, key: str, starts: date, role: str = people.MEMBER, ends: date | None = None) -> None:
    with world.store.work() as uow:
        if key not in world.ids:
            world.employ(uow, key, "head")
        said = {"group_id": world.group, "person_id": world.ids[key], "role": role}
        uow.session.add(Membership(**said, starts=starts, ends=ends))


def _told(world: World) -> list[tuple[str, date]]:
    names: dict[UUID, str] = {one: key for key, one in world.ids.items()}
    with world.reading() as uow:
        query = select(Notice.person_id, Notice.at).where(Notice.kind == "plan.given").order_by(Notice.at)
        return [(names[row.person_id], row.at.astimezone(uow.zone).date()) for row in uow.session.execute(query)]


def _amiss(world: World) -> set[str]:
    with world.reading() as uow:
        found = compare(uow.session, owed(uow, Past(uow.session, uow.today)))
        return {kind for kind, _ in found}


def test_a_new_leader_gets_the_plan_on_the_first_working_morning_and_only_once(world: World) -> None:
    year.published(world)
    _joins(world, "olga", SATURDAY)
    _joins(world, "per", TUESDAY + timedelta(days=20))
    world.move(days=4)
    assert _told(world) == []
    world.move(days=3)
    assert _told(world) == [("olga", date(2026, 2, 9))]
    year.publish(world)
    world.move(days=30)
    assert _told(world) == [("olga", date(2026, 2, 9)), ("per", date(2026, 2, 23))]
    assert _amiss(world) == set()
    olga = world.client("olga")
    olga.get("/indbakke")
    olga.follow("til dig som ny leder")
    assert olga.path == "/plan"
    assert "Hvor går man hen" in olga.text or "Læs den publicerede plan" in olga.text


def test_who_comes_to_lead_a_group_is_new_and_who_moves_between_groups_is_not(world: World) -> None:
    year.published(world)
    with world.store.work() as uow:
        last = {"ends": TUESDAY + timedelta(days=7)}
        for key in ("head", "bo", "cia"):
            uow.session.execute(update(Membership).where(Membership.person_id == world.ids[key]).values(last))
    after = TUESDAY + timedelta(days=8)
    _joins(world, "bo", after, people.LEADER)
    _joins(world, "cia", after)
    _joins(world, "brief", TUESDAY + timedelta(days=4), ends=TUESDAY + timedelta(days=5))
    world.move(days=14)
    assert _told(world) == [("bo", after)]


def test_after_a_standstill_the_new_are_told_once_and_the_old_are_not_new(world: World) -> None:
    year.published(world)
    with world.store.work() as uow:
        uow.session.execute(update(Timer).where(Timer.kind == welcoming.WELCOME).values(ended_at=uow.now))
    _joins(world, "olga", TUESDAY + timedelta(days=2))
    _joins(world, "per", TUESDAY + timedelta(days=35))
    world.move(days=40)
    assert _told(world) == []
    assert _amiss(world) == {"no_timer"}
    for _ in range(2):
        with world.store.work() as uow:
            welcoming.see_to_it(uow)
    world.move(days=3)
    assert [key for key, _ in _told(world)] == ["per"]
    assert _amiss(world) == set()


def test_the_audit_finds_a_new_leader_who_was_given_the_plan_and_not_told(world: World) -> None:
    year.published(world)
    _joins(world, "olga", TUESDAY + timedelta(days=1))
    world.move(days=2)
    with world.store.work() as uow:
        uow.session.delete(uow.session.scalars(select(Notice).where(Notice.kind == "plan.given")).one())
    assert _amiss(world) == {"not_told"}
