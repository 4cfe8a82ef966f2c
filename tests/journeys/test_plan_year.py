"""One plan year: in Chromium on both ends of the range of set-ups, over HTTP on the two between."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser as Chromium

from tests.chromium import Person
from tests.installations import PASSWORD, Installation
from tests.journeys.conftest import PICTURES
from tests.journeys.set_ups import on_both_ends
from tests.journeys.walker import Walker
from tests.journeys.year import Year
from tests.worlds import GROUP

PEOPLE = ["tm", "hr", "med", "sa", *GROUP[:2]]
LEASE = 3


def once(make: Callable[[str], Walker]) -> Callable[[str], Walker]:
    """Each person keeps the same browser through the year."""
    kept: dict[str, Walker] = {}
    return lambda key: kept.setdefault(key, make(key)) if key not in kept else kept[key]


@on_both_ends
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
