"""The auditor finds what was lost of a dialogue, and nothing where all is well."""

import pytest
from sqlalchemy import delete

from tests.dialogues.acting import set_talk
from tests.worlds import World
from tracker.dialogues import service
from tracker.dialogues.owed import owed
from tracker.notifications.audit import compare
from tracker.notifications.models import Notice
from tracker.people.past import Past
from tracker.storage.outbox import Timer

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def found(world: World) -> set[str]:
    with world.reading() as uow:
        return {kind for kind, _ in compare(uow.session, owed(uow, Past(uow.session, uow.today)))}


def test_both_are_told_and_reminded_and_whoever_is_asked_knows(world: World) -> None:
    set_talk(world)
    with world.acting("head") as uow:
        service.offer(uow, world.ids["bo"])
    world.drain()
    assert found(world) == set()
    with world.store.work() as uow:
        uow.session.execute(delete(Notice).where(Notice.person_id == world.ids["bo"]))
        uow.session.execute(delete(Timer).where(Timer.kind == "dialogues.near"))
    assert found(world) == {"not_told", "no_timer"}
