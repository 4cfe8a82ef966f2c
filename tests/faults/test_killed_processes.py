"""Saved is saved: whatever is killed, everybody is told once and every item is covered by a mail."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import settings_for
from tests.installations import PASSWORD, Installation
from tests.servers import SmtpServer, wait_until
from tests.worlds import GROUP, Browser, World
from tracker.access import service as access
from tracker.notifications.models import Notice
from tracker.storage.outbox import Delivery, State
from workers.relay import is_idle
from workers.runtime import Runtime

EACH = 3
"""escalations before each kill"""


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


@pytest.mark.parametrize("kills", [3, pytest.param(25, marks=pytest.mark.long)])
def test_in_a_storm_of_kills_nothing_is_lost_and_nothing_is_told_twice(
    installation: Installation, smtp_server: SmtpServer, kills: int
):
    chance = random.Random(kills)
    installation.start()
    for number in range(kills):
        leader = installation.browser("head")
        for part in range(EACH):
            escalate(leader, f"Tema {number}-{part}")
        time.sleep(chance.uniform(0, 0.15))
        installation.kill(installation.worker)
        installation.start(installation.worker)
    drained(installation)
    assert told(installation.world) == expected(kills * EACH)
    mails = Counter(message["Message-ID"] for message in smtp_server.messages)
    assert len(mails) == kills * EACH * 2  # two in HR, at once, each time
    assert sum(count - 1 for count in mails.values()) <= kills  # only those killed between 250 and the record of it


def drained(installation: Installation) -> None:
    def done() -> bool:
        with installation.world.reading() as uow:
            may_go = (Delivery.state == State.WAITING, Delivery.not_before.is_(None))
            waiting = uow.session.scalar(select(Delivery.id).where(*may_go))
            return waiting is None and is_idle(uow)

    wait_until(done, "everything is delivered", patience=90)


def told(world: World) -> Counter[tuple[str, str]]:
    names = {row_id: key for key, row_id in world.ids.items()}
    with world.reading() as uow:
        return Counter((names[row.person_id], row.kind) for row in uow.session.scalars(select(Notice)))


def expected(escalations: int) -> Counter[tuple[str, str]]:
    each = [(key, "escalation.received") for key in ("hr", "hr2")] + [(key, "escalation.sent") for key in GROUP[1:]]
    return Counter(dict.fromkeys(each, escalations))
