"""A seminar with many phones at once: a few in every run, fifty (ten of them browsers) in the long one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from tests.chromium import Person
from tests.installations import Installation
from tests.journeys import seminar_room as room
from tests.journeys.set_ups import on_both_ends
from tests.seminars import acting
from tests.worlds import GROUP, World
from tracker.plans.models import Theme
from tracker.seminars import service
from tracker.storage.outbox import FactRow

MANY, BROWSERS = 50, 10


def themes_of(world: World) -> int:
    """How many themes there are."""
    with world.reading() as uow:
        return uow.session.scalar(select(func.count()).select_from(Theme)) or 0


def facts_that_name_nobody(world: World) -> set[str]:
    """The names of all facts of seminars."""
    with world.reading() as uow:
        return set(uow.session.scalars(select(FactRow.name).where(FactRow.name.startswith("seminars."))))


def test_six_phones_at_once_make_six_themes_and_every_answer_counts_once(world: World):
    made = acting.gathering(world)
    phones = [room.Phone(world.client(who), who, number) for number, who in enumerate(GROUP)]
    for phone in phones:
        phone.at = f"/seminar/{made}"
    with ThreadPoolExecutor(len(phones)) as crowd:
        for act in (room.Phone.propose, room.Phone.support_others):
            for done in room.at_once(phones, act, crowd):
                done.result()
        acting.go(world, made, "rate")
        for done in room.at_once(phones, room.Phone.rate, crowd):
            done.result()
    acting.go(world, made, "closed")
    assert themes_of(world) == 6
    assert room.counted(world, made) == {"took part": 6, "rated": 6, "ratings": 36, "supports": 18}
    assert "3 af 6" in world.client("hr").get(f"/seminar/{made}/styr").get_text()
    assert facts_that_name_nobody(world) == {"seminars.planned", "seminars.moved", "seminars.closed"}


@pytest.mark.long
@pytest.mark.browser
@on_both_ends
def test_fifty_phones_at_a_seminar(
    installation: Installation, sit_down: Callable[[str], Person], record_property: Callable[[str, object], None]
):
    world = installation.world
    names = room.fill_the_room(world, MANY)
    made = acting.gathering(world)
    code = room.code_of(world, made)
    browsers = [sit_down(who) for who in names[:BROWSERS]]
    wall = sit_down("hr")
    wall.get(f"/seminar/{made}/skaerm")
    phones = [room.phone_of(installation, who, number) for number, who in enumerate(names) if number >= BROWSERS]
    with ThreadPoolExecutor(len(phones)) as crowd:
        for done in room.at_once(phones, lambda phone: phone.come_in(code), crowd):
            done.result()
        with room.looked_at(phones) as looks:
            gather(crowd, phones, browsers, code)
            expect(wall.page.locator(".note")).to_have_count(MANY, timeout=room.PATIENCE)
            join_two(world, made)
            expect(wall.page.locator(".note")).to_have_count(MANY - 1, timeout=room.PATIENCE)
            acting.go(world, made, "rate")
            rate(crowd, phones, browsers)
    record_property("the phones asked for what changed", looks.figures())
    counted = room.counted(world, made)
    assert {name: counted[name] for name in ("took part", "rated", "ratings")} == {
        "took part": MANY,
        "rated": MANY,
        "ratings": (MANY - BROWSERS) * (MANY - 1) + BROWSERS,
    }
    acting.go(world, made, "closed")
    rated_by_all = wall.page.locator(".note").filter(has_text="mindst 49 af 50")
    expect(rated_by_all).to_have_count(1, timeout=room.PATIENCE)
    wall.check()


def rate(crowd: ThreadPoolExecutor, phones: list[room.Phone], browsers: list[Person]) -> None:
    """Everybody rates: the phones all at once, the browsers one after the other when their pages say so."""
    rating = room.at_once(phones, room.Phone.rate, crowd)
    room.everybody_is_told_to_rate(browsers)
    for person in browsers:
        room.browser_rates(person)
    for done in rating:
        done.result()


def gather(crowd: ThreadPoolExecutor, phones: list[room.Phone], browsers: list[Person], code: str) -> None:
    """Everybody proposes and supports: the phones all at once, the browsers one after the other meanwhile."""

    def take_part(phone: room.Phone) -> None:
        phone.propose()
        phone.support_others()

    waiting = room.at_once(phones, take_part, crowd)
    for number, person in enumerate(browsers):
        room.browser_proposes(person, code, f"Tema fra skærm {number}")
    for done in waiting:
        done.result()


def join_two(world: World, seminar_id: UUID) -> None:
    """The facilitator joins two of them."""
    with world.acting("hr") as uow:
        themes = list(uow.session.scalars(select(Theme.id).order_by(Theme.title).limit(2)))
        service.join(uow, seminar_id, [themes[1]], themes[0])
