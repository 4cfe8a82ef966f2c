"""A whole installation to walk in, and people who sit down at a browser there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium

from tests.chromium import Person
from tests.conftest import settings_for
from tests.installations import PASSWORD, Installation
from tests.servers import SmtpServer
from tests.worlds import World
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
    database_url: str,
    redis_url: str,
    tmp_path: Path,
    smtp_server: SmtpServer,
    runtime: Runtime,
    request: pytest.FixtureRequest,
) -> Iterator[Installation]:
    """Real processes; the module's PEOPLE have passwords, and its LEASE is that of the workers (seconds)."""
    world = World(runtime)
    with world.store.work() as uow:
        for key in getattr(request.module, "PEOPLE", ()):
            access.set_password(uow, world.ids[key], PASSWORD)
    more = {"lease_seconds": request.module.LEASE} if hasattr(request.module, "LEASE") else {}
    made = Installation(settings_for(tmp_path, database_url, redis_url, smtp_url=smtp_server.url, **more), world)
    try:
        made.start()
        yield made
    finally:
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
