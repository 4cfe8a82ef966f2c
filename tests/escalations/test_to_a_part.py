"""Sent to whoever owns the plan of the group's part, who need not be the nearest leader."""

from uuid import UUID

import pytest

from tests.plans import plan_year as year
from tests.worlds import Browser, World
from tracker.escalations.owed import owed
from tracker.notifications.audit import compare
from tracker.people.past import Past

WORDS = {"title": "Fælles skema", "wording": "Vi lægger to skemaer.", "ask": "Ét skema for os alle."}
TO_THE_PART = "Den, der ejer planen for Skoler"


def with_a_plan(world: World) -> Browser:
    """The schools have a plan of their own, and the leader of another of their groups writes."""
    year.start(world, "head", part="school")
    lis = world.client("lis")
    lis.get("/eskaleringer/ny")
    return lis


def sent(world: World) -> str:
    """Sent there. Returns its address."""
    lis = with_a_plan(world)
    lis.submit("/eskaleringer/ny", **WORDS, addressed=f"LP-{world.ids['school']}")
    assert lis.status == 200
    world.drain()
    return lis.path


def test_it_is_offered_where_somebody_else_owns_the_parts_plan(world: World) -> None:
    before = world.client("lis")
    assert TO_THE_PART not in before.get("/eskaleringer/ny").get_text()
    assert TO_THE_PART in with_a_plan(world).text
    head = world.client("head")
    assert TO_THE_PART in head.get("/eskaleringer/ny").get_text()  # lis leads a group of the schools, too


def test_the_owner_receives_acknowledges_and_takes_it_into_the_parts_plan(world: World) -> None:
    at = sent(world)
    head = world.client("head")
    assert "eskalering" in head.get("/indbakke").get_text()
    assert "Fælles skema" in head.get("/eskaleringer").get_text()
    head.get(at)
    head.submit("/kvitter")
    head.get(f"/plan/eskalering/{at.split('/')[-1]}")
    assert head.path.startswith(year.home(world, "school"))
    words = {"theme": "new", "title": "Fælles skema", "why": "Det gælder flere.", "answer": "Vi tager det op."}
    head.submit(head.path, **words)
    lis = world.client("lis")
    assert "Vi tager det op." in lis.get(at).get_text()
    world.drain()
    with world.reading() as uow:
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()


@pytest.mark.parametrize("who", ["hr", "ann", "med"])
def test_others_do_not_see_its_words(world: World, who: str) -> None:
    at = sent(world)
    browser = world.client(who)
    browser.get(at)
    assert browser.status == 404


def test_unanswered_it_goes_to_top_management(world: World) -> None:
    at = sent(world)
    world.move(days=9)
    tm = world.client("tm")
    assert "Fælles skema" in tm.get(at).get_text()


def test_another_part_or_none_is_nobodys(world: World) -> None:
    lis = with_a_plan(world)
    for unit in (world.ids["root"], UUID(int=7), ""):
        lis.submit("/eskaleringer/ny", **WORDS, addressed=f"LP-{unit}")
        assert lis.status == 422
