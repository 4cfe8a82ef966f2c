"""One plan year: in Chromium on both ends of the range of set-ups, over HTTP on the two between."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium

from tests.chromium import Person
from tests.conftest import settings_for
from tests.installations import PASSWORD, Installation
from tests.journeys.walker import Walker
from tests.journeys.year import Year
from tests.servers import SmtpServer
from tests.worlds import GROUP, World
from tracker.access import service as access
from workers.runtime import Runtime

PICTURES = Path(__file__).resolve().parents[2] / "screenshots"
PEOPLE = ["tm", "hr", "med", "sa", *GROUP[:2]]


@pytest.fixture
def redis_url(request: pytest.FixtureRequest) -> str:
    """With Redis or without, as the test says."""
    return request.getfixturevalue("redis_server").url if "redis" in request.param else ""


@pytest.fixture
def installation(
    database_url: str, redis_url: str, tmp_path: Path, smtp_server: SmtpServer, runtime: Runtime
) -> Iterator[Installation]:
    """Real processes, with the people of the year."""
    world = World(runtime)
    with world.store.work() as uow:
        for key in PEOPLE:
            access.set_password(uow, world.ids[key], PASSWORD)
    made = Installation(
        settings_for(tmp_path, database_url, redis_url, smtp_url=smtp_server.url, lease_seconds=3), world
    )
    made.start()
    yield made
    made.stop()


def once(make: Callable[[str], Walker]) -> Callable[[str], Walker]:
    """Each person keeps the same browser through the year."""
    kept: dict[str, Walker] = {}
    return lambda key: kept.setdefault(key, make(key)) if key not in kept else kept[key]


@pytest.mark.parametrize(
    ("database_url", "redis_url"),
    [("sqlite", "alone"), ("postgres", "redis")],
    indirect=True,
    ids=["embedded", "separate"],
)
def test_a_plan_year_in_chromium(installation: Installation, browser: Chromium, request: pytest.FixtureRequest):
    pictures = PICTURES / request.node.callspec.id

    def sit_down(key: str) -> Walker:
        person = Person(browser, f"http://127.0.0.1:{installation.port}", pictures)
        person.get("/log-ind")
        person.submit("/log-ind", email=f"{key}@example.org", password=PASSWORD)
        assert person.path == "/"
        return person

    Year(installation.world, once(sit_down)).walk()


@pytest.mark.parametrize(
    ("database_url", "redis_url"),
    [
        ("sqlite", "redis"),
        ("postgres", "alone"),
        pytest.param("sqlite", "alone", marks=pytest.mark.long),
        pytest.param("postgres", "redis", marks=pytest.mark.long),
    ],
    indirect=True,
    ids=["sqlite-redis", "postgres-alone", "sqlite-alone", "postgres-redis"],
)
def test_a_plan_year_over_http_with_the_worker_killed_at_every_step(installation: Installation):
    def kill() -> None:
        installation.kill(installation.worker)
        installation.start(installation.worker)

    year = Year(installation.world, once(installation.browser))
    year.walk(between=kill)
    assert year.told_twice() == []
