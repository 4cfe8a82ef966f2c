"""A mail server that comes back gets everything that waited, within a quarter of an hour (P4)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select

from tests.conftest import START, settings_for
from tests.servers import wait_until
from tests.smtp_modes import MoodySmtp
from tests.worlds import World
from tracker.notifications.facts import MailPlanned
from tracker.notifications.models import Mail, Notice
from tracker.notifications.rules import PLANNED, SENT, SINGLE
from tracker.people.models import Person
from tracker.storage.clock import set_now
from tracker.storage.outbox import Delivery, State
from tracker.storage.outside import Outside
from workers.runtime import Runtime

QUARTER = 15 * 60.0


@pytest.fixture
def server() -> Iterator[MoodySmtp]:
    """A mail server that is away."""
    made = MoodySmtp()
    made.stop()
    yield made
    made.stop()


@pytest.fixture
def posting(database_url: str, tmp_path: Path, server: MoodySmtp) -> Iterator[World]:
    """The small organisation, which knows that it is."""
    runtime = Runtime(settings_for(tmp_path, database_url, smtp_url=server.url, mail_probe_seconds=1))
    with runtime.store.work() as uow:
        set_now(uow.session, START, arrived=True)
    yield World(runtime)
    runtime.store.engine.dispose()


def plan(world: World, count: int) -> None:
    """A mail to each of so many people."""
    ids = [uuid4() for _ in range(count)]
    school = world.ids["school"]
    people = [_person(id_, school) for id_ in ids]
    mails = [{"id": id_, "person_id": id_, "kind": SINGLE, "state": PLANNED, "due_at": START} for id_ in ids]
    about = {"kind": "escalation.sent", "about": "nothing", "matter": uuid4(), "at": START}
    notices = [about | {"id": uuid4(), "person_id": id_, "fact_id": uuid4(), "mail_id": id_} for id_ in ids]
    with world.store.work() as uow:
        uow.session.execute(insert(Person), people)
        uow.session.execute(insert(Mail), mails)
        uow.session.execute(insert(Notice), notices)
        for id_ in ids:
            uow.record(MailPlanned(matter=id_))


def _person(id_: UUID, unit: UUID) -> dict[str, object]:
    who = {"id": id_, "key": str(id_), "name": "Nogen", "email": f"{id_}@example.org", "title": "Leder"}
    return who | {"language": "da", "unit_id": unit, "starts": date(2020, 1, 1)}


@pytest.mark.parametrize("count", [40, pytest.param(2000, marks=pytest.mark.long)])
def test_everything_that_waited_goes_when_it_is_back(posting, server, count):
    plan(posting, count)
    with posting.runtime.working(clock=False):
        wait_until(lambda: waiting_and_tried(posting) == (count, 0), "all wait, and nothing is tried", 120)
        server.start()
        wait_until(lambda: len(server.messages) == count, "everything has gone", QUARTER)
        wait_until(lambda: ended(posting) == ({State.DONE: count}, {SENT: count}), "all of it is written down", 120)
    assert max(Counter(message["Message-ID"] for message in server.messages).values()) == 1
    assert server.heard["ehlo"] < count  # several go over one line


def waiting_and_tried(world: World) -> tuple[int, int]:
    """How many wait for the server, and how many attempts that has cost."""
    with world.reading() as uow:
        if uow.session.scalar(select(Outside.away_since)) is None:
            return -1, -1
        query = select(func.count(), func.sum(Delivery.attempts)).where(Delivery.state == State.WAITING)
        count, attempts = uow.session.execute(query).one()
        return count, attempts


def ended(world: World) -> tuple[Counter[str], Counter[str]]:
    """What became of the deliveries, and of the mails."""
    with world.reading() as uow:
        return Counter(uow.session.scalars(select(Delivery.state))), Counter(uow.session.scalars(select(Mail.state)))
