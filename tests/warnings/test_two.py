"""Early warnings between a leader and the nearest leader: when they come, and that nobody else finds them."""

from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.dialogues.acting import set_talk
from tests.worlds import World
from tracker.dialogues import service as dialogues
from tracker.dialogues.service.talking import When
from tracker.notifications.audit import compare
from tracker.notifications.models import Notice
from tracker.people.models import Membership
from tracker.people.past import Past
from tracker.warnings import service
from tracker.warnings.models import PersonalWarning, SupportRequest
from tracker.warnings.owed import owed
from tracker.warnings.rules import NEW_LEADER, QUIET


def looked(world: World) -> None:
    """The look of the next working mornings is set, as the auditor does."""
    with world.store.work() as uow:
        service.see_to_it(uow)


def stand(world: World) -> set[tuple[str, UUID, UUID]]:
    """Which rule warns whom of whom."""
    world.drain()
    with world.reading() as uow:
        rows = uow.session.scalars(select(PersonalWarning).where(PersonalWarning.ended_at.is_(None)))
        return {(row.rule, row.person_id, row.other_id) for row in rows}


@pytest.fixture
def quiet(world: World) -> UUID:
    """Ann and head have not talked for long: the warning to Ann."""
    with world.acting("hr") as uow:
        service.switch(uow, QUIET, on=True, number=4)
    looked(world)
    set_talk(world)
    world.move(days=14 + 4 * 7 + 3)
    with world.reading() as uow:
        mine = PersonalWarning.person_id == world.ids["ann"]
        return uow.session.scalars(select(PersonalWarning.id).where(mine)).one()


def test_two_who_have_not_talked_for_long_are_told_each_alone(world: World, quiet: UUID) -> None:
    ann, head = world.ids["ann"], world.ids["head"]
    assert stand(world) == {(QUIET, ann, head), (QUIET, head, ann)}
    with world.reading() as uow:
        assert set(uow.session.scalars(select(Notice.person_id).where(Notice.kind == "warning.quiet"))) == {ann, head}
        assert compare(uow.session, owed(uow, Past(uow.session, uow.today))) == set()
    for who in ("head", "bo", "hr", "tm", "sa"):
        stranger = world.client(who)
        stranger.get(f"/varsler/egne/{quiet}")
        assert stranger.status == 404
        stranger.get("/indbakke")
        answer = stranger.http.post(f"/varsler/egne/{quiet}/svar", data={"once": str(uuid4()), "version": "1"})
        assert answer.status_code in (400, 404)


def test_a_day_that_is_set_ends_both(world: World, quiet: UUID) -> None:
    reader = world.client("ann")
    reader.get("/")
    reader.go(f"/varsler/egne/{quiet}")
    assert "4 uger" in reader.text
    reader.go("/dialog/samtale/ny/")
    day = world.now.date() + timedelta(days=7)
    with world.acting("ann") as uow:
        dialogues.set_dialogue(uow, world.ids["head"], When(day, time(9), 30))
    assert stand(world) == set()
    reader.get(f"/varsler/egne/{quiet}")
    assert "Der er sat en dag" in reader.text


def test_support_is_asked_for_and_declining_is_told_to_nobody(world: World, quiet: UUID) -> None:
    reader = world.client("ann")
    reader.get(f"/varsler/egne/{quiet}")
    reader.submit("/svar")
    assert reader.status == 422
    reader.submit("/svar", choice="declined")
    assert reader.status == 200
    with world.reading() as uow:
        assert uow.session.scalar(select(SupportRequest.id)) is None
    reader.submit("/svar", choice="accepted", support="coach")
    with world.reading() as uow:
        assert uow.session.scalars(select(SupportRequest.person_id)).all() == [world.ids["ann"]]


def test_two_who_never_used_the_tool_are_left_alone(world: World) -> None:
    looked(world)
    world.move(days=40)
    assert stand(world) == set()


def test_a_new_leader_who_was_not_received_is_seen_by_the_nearest_leader_alone(world: World) -> None:
    looked(world)
    with world.store.work() as uow:
        world.employ(uow, "kai", "head")
        joined = {"group_id": world.group, "person_id": world.ids["kai"], "role": "member", "starts": uow.today}
        uow.session.add(Membership(**joined))
    world.move(days=21)
    assert stand(world) == set()
    world.move(days=9)
    assert stand(world) == {(NEW_LEADER, world.ids["head"], world.ids["kai"])}
    with world.reading() as uow:
        warning_id = uow.session.scalars(select(PersonalWarning.id)).one()
    reader = world.client("head")
    reader.get(f"/varsler/egne/{warning_id}")
    assert "Har du taget imod Kai Prøvesen?" in reader.text
    world.move(days=58)
    assert stand(world) == set()


def test_a_rule_switched_off_ends_what_it_said(world: World, quiet: UUID) -> None:
    with world.acting("hr") as uow:
        service.switch(uow, QUIET, on=False)
    world.move(days=4)
    assert stand(world) == set()
