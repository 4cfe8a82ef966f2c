"""A day's story on each of the four set-ups, though the worker is killed in the middle of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import settings_for
from tests.installations import PASSWORD, Installation
from tests.servers import SmtpServer, wait_until
from tests.worlds import Browser, World
from tracker.access import service as access
from workers.runtime import Runtime


@pytest.fixture(params=["alone", pytest.param("redis", marks=pytest.mark.redis)])
def redis_url(request: pytest.FixtureRequest) -> str:
    """With Redis or without."""
    return request.getfixturevalue("redis_server").url if request.param == "redis" else ""


@pytest.fixture
def installation(
    database_url: str, redis_url: str, tmp_path: Path, smtp_server: SmtpServer, runtime: Runtime
) -> Iterator[Installation]:
    """Real processes on one of the four set-ups."""
    world = World(runtime)
    with world.store.work() as uow:
        for key in ("head", "hr", "tm"):
            access.set_password(uow, world.ids[key], PASSWORD)
    settings = settings_for(tmp_path, database_url, redis_url, smtp_url=smtp_server.url, lease_seconds=2)
    made = Installation(settings, world)
    yield made
    made.stop()


def escalate(leader: Browser, title: str) -> None:
    leader.get("/eskaleringer/ny")
    leader.submit("/eskaleringer/ny", title=title, wording="Sådan ser vi det.", ask="En beslutning.", addressed="HR")
    assert title in leader.text
    assert "Gemt" in leader.text or "Saved" in leader.text


@pytest.mark.long
def test_an_escalation_reaches_hr_and_the_answer_comes_back_though_the_worker_is_killed(installation: Installation):
    installation.start()
    leader = installation.browser("head")
    escalate(leader, "Uklare bestillinger")
    installation.kill(installation.worker)
    installation.start(installation.worker)
    hr = installation.browser("hr")
    wait_until(lambda: "Uklare bestillinger" in hr.get("/indbakke").get_text(), "HR is told")
    hr.get("/eskaleringer")
    hr.follow("Uklare bestillinger")
    hr.submit("/kvitter")
    hr.submit("/svar", kind="handled", by="2027-03-01", text="Vi laver en skabelon.")
    installation.kill(installation.worker)
    installation.start(installation.worker)
    leader = installation.browser("head")
    wait_until(lambda: len(leader.get("/indbakke").select("li.panel")) == 2, "the group is told")
    leader.get("/eskaleringer")
    leader.follow("Uklare bestillinger")
    assert "Vi laver en skabelon." in leader.text
