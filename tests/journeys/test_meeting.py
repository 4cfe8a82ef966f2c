"""A leadership group at one table, in Chromium and over HTTP."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser as Chromium

from tests.chromium import Person
from tests.conftest import settings_for
from tests.installations import Installation
from tests.journeys.meeting import Table, meet, ready_to_meet
from tests.rounds import acting
from tests.servers import SmtpServer
from tests.worlds import GROUP, World
from tracker.access import service as access
from tracker.web.transaction import COOKIE
from workers.runtime import Runtime

PICTURES = Path(__file__).resolve().parents[2] / "screenshots"


@pytest.fixture
def redis_url(request: pytest.FixtureRequest) -> str:
    """With Redis or without, as the test says."""
    return request.getfixturevalue("redis_server").url if "redis" in request.param else ""


@pytest.fixture
def installation(
    database_url: str, redis_url: str, tmp_path: Path, smtp_server: SmtpServer, runtime: Runtime
) -> Iterator[Installation]:
    """Real processes."""
    world = World(runtime)
    made = Installation(settings_for(tmp_path, database_url, redis_url, smtp_url=smtp_server.url), world)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def sit_down(
    installation: Installation, browser: Chromium, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Person]]:
    """A signed-in person at a browser of their own."""
    sitting: list[Person] = []

    def make(who: str) -> Person:
        base = f"http://127.0.0.1:{installation.port}"
        person = Person(browser, base, PICTURES / request.node.callspec.id)
        with installation.world.store.work() as uow:
            token = access.sign_in(uow, installation.world.ids[who])
        person.context.add_cookies([{"name": COOKIE, "value": token, "url": base}])
        sitting.append(person)
        return person

    yield make
    for person in sitting:
        person.context.close()


@pytest.mark.parametrize(
    ("database_url", "redis_url"),
    [("sqlite", "alone"), ("postgres", "redis")],
    indirect=True,
    ids=["embedded", "separate"],
)
def test_six_at_one_table_see_each_others_moves(installation: Installation, sit_down: Callable[[str], Person]):
    round_id = ready_to_meet(installation.world)
    meet(Table(round_id, sit_down))


@pytest.mark.parametrize(
    "day_and_low",
    [[(date(2026, 2, 10), {"1A", "2A"}), (date(2026, 5, 12), {"2A"}), (date(2026, 8, 11), set())]],
    ids=["three rounds"],
)
def test_a_group_goes_through_three_rounds_and_sees_its_card_move(
    world: World, day_and_low: list[tuple[date, set[str]]]
):
    for day, low in day_and_low:
        hold_round(world, day, low)
    ann = world.client("ann")
    ann.get(f"/runder/gruppe/{world.group}/historik")
    cards = [[text.get_text() for text in card.select("text")] for card in ann.page.select("svg.past-card")]
    assert ["1A→" in card for card in cards] == [False, True, False]
    assert ["2A→" in card for card in cards] == [False, False, True]
    assert "Vi begynder med målet den 10.02" in ann.text


def hold_round(world: World, day: date, low: set[str]) -> None:
    """Over HTTP from the plan to the day of the next talk; last time's agreement is closed at the next meeting."""
    world.move_to(datetime.combine(day, time(8), UTC))
    head = world.client("head")
    head.get(f"/runder/ny/{world.group}")
    head.submit(f"/ny/{world.group}", day=f"{day:%d.%m.%Y}", time="13.00", show_mode="open")
    at = head.path
    for who in GROUP:
        acting.answer(world, UUID(at.rsplit("/", 1)[1]), who, dict.fromkeys(low, "LH"))
    head.get(f"{at}/moede")
    while head.page.select("main a[href*='/moede/aftale/']"):
        head.go("/moede/aftale/")
        head.submit(head.path.rsplit("/", 1)[1], outcome="kept", goes_on="closed")
        assert head.path == f"{at}/moede"
    head.submit("/moede/kort")
    head.get(f"{at}/valg")
    head.submit("/valg", statements=["1A"])
    head.get(f"{at}/aftaler")
    text = f"Vi begynder med målet den {day:%d.%m}"
    head.submit("/aftaler", text=text, owners=[str(world.ids["ann"])], first=f"{day:%Y-%m}-27")
    head.submit("/afslut", next_talk="01.12.2026")
    assert head.status == 200, head.text
