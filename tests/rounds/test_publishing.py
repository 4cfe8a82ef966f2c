"""What leaves the groups: once a month, for the whole organisation, and as empty for few as for none."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from tests.rounds import acting
from tests.worlds import GROUP, SMALL, World
from tracker.kernel.figures import Band, Figure
from tracker.people.models import Membership
from tracker.rounds import service
from tracker.rounds.models import Snapshot
from tracker.rounds.queries.seen import Seen, seen

FIRST = {"1A": "LH"}


def closed(world: World, leader: str, group: str, who: list[str], answers: dict[str, str]) -> None:
    with world.acting(leader) as uow:
        day = uow.today + timedelta(days=7)
        round_id = service.plan(uow, world.ids[group], day=day, at=time(13), show_mode="open")
    for one in who:
        acting.answer(world, round_id, one, answers)
    acting.close(world, round_id, leader)
    world.drain()


def told(world: World, who: str = "hr") -> list[Seen] | None:
    with world.acting(who) as uow:
        return seen(uow)


def test_of_three_nothing_is_told_and_with_six_more_who_know_their_own_nothing_either(world: World) -> None:
    closed(world, "lis", "small", SMALL, FIRST)
    world.move(days=30)
    assert told(world) == []
    closed(world, "head", "group", GROUP, {})
    world.move(days=30)
    assert told(world) == []
    grow(world, "ole", "pia")
    closed(world, "lis", "small", [*SMALL, "ole", "pia"], FIRST)
    assert told(world) == []
    world.move(days=30)
    found = told(world)
    assert found is not None
    assert [one.statement for one in found][:2] == ["1A", "2A"]
    assert (found[0].succeeds, found[0].important) == (Figure(11, 6, Band.SOME), Figure(11, 10, Band.MOST))
    assert told(world, "head") is None


def grow(world: World, *keys: str) -> None:
    """Some more in the small group."""
    with world.store.work() as uow:
        for key in keys:
            world.employ(uow, key, "lis")
            values = {"group_id": world.small, "person_id": world.ids[key], "role": "member", "starts": uow.today}
            uow.session.add(Membership(id=uuid4(), **values))


def test_the_page_says_it_to_those_who_follow_and_to_no_leader(world: World) -> None:
    world.client("hr").get("/fremdrift")
    empty = {key: _page(world, key) for key in ("tm", "med", "ann")}
    assert ["Der er ikke noget at vise endnu" in page for page in empty.values()] == [True, True, False]
    closed(world, "head", "group", GROUP, {"1A": "LH"})
    world.move(days=30)
    pages = {key: _page(world, key) for key in ("tm", "med", "ann")}
    assert ["højst 1 af 6 mindst 5 af 6" in page for page in pages.values()] == [True, True, False]


def test_what_a_group_sees_is_made_at_the_close_and_the_database_lets_nobody_change_it(world: World) -> None:
    closed(world, "head", "group", GROUP, FIRST)
    for statement in (update(Snapshot).values(succeeds_high=0), delete(Snapshot)):
        with pytest.raises(DBAPIError, match="only added to"), world.store.work() as uow:
            uow.session.execute(statement)


def test_after_somebody_left_the_figure_stands_as_it_was(world: World) -> None:
    closed(world, "head", "group", GROUP, {"1A": "LH"})
    world.move(days=30)
    before = told(world)
    closed(world, "head", "group", GROUP[1:], {"1A": "HH"})
    with world.store.work() as uow:
        uow.session.connection().exec_driver_sql(
            "UPDATE person SET ends = '2026-03-05' WHERE key = 'head'"  # who led, and is gone
        )
    world.move(days=30)
    assert told(world) == before


def _page(world: World, key: str) -> str:
    browser = world.client(key)
    browser.get("/fremdrift")
    assert browser.status == 200
    return browser.text
