"""A check-in shared by choice: one, with one, until it is taken back."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.dialogues.acting import WORD, private
from tests.worlds import Browser, World
from tracker.dialogues import service
from tracker.dialogues.models import CheckIn, CheckInShare
from tracker.notifications.models import Notice
from tracker.people.models import Membership

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""what differs between databases is tried where people are told"""


@pytest.fixture
def shared(world: World) -> UUID:
    """Ann has shared a check-in with Bo. The sharing's id."""
    private(world)
    owner = world.client("ann")
    owner.get("/dialog/tjek")
    owner.go("/del")
    assert WORD in owner.text
    owner.submit("/del", to=str(world.ids["bo"]))
    assert "med Bo Prøvesen" in owner.text
    world.drain()
    with world.reading() as uow:
        return uow.session.scalars(select(CheckInShare.id)).one()


def opened(world: World, who: str, share_id: UUID) -> Browser:
    browser = world.client(who)
    browser.get(f"/dialog/delt/{share_id}")
    return browser


def test_whom_it_is_shared_with_is_told_and_reads_it_and_nobody_else_does(world: World, shared: UUID) -> None:
    with world.reading() as uow:
        told = select(Notice.person_id).where(Notice.kind == "checkin.shared")
        assert uow.session.scalars(told).all() == [world.ids["bo"]]
    assert WORD in opened(world, "bo", shared).text
    for who in ("ann", "head", "cia", "hr", "tm", "med", "sa"):
        assert opened(world, who, shared).status == 404
    owner = world.client("ann")
    owner.get("/min-side/log")
    assert "Bo Prøvesen" in owner.text


def test_taken_back_it_is_gone(world: World, shared: UUID) -> None:
    stranger = world.client("bo")
    stranger.get("/dialog/tjek")
    stranger.post(f"/dialog/delt/{shared}/tilbage")
    assert stranger.status == 404
    owner = world.client("ann")
    owner.get("/dialog/tjek")
    owner.submit("/tilbage")
    assert owner.status == 200
    assert opened(world, "bo", shared).status == 404
    world.drain()
    with world.reading() as uow:
        waits = select(Notice.id).where(Notice.kind == "checkin.shared", Notice.done_at.is_(None))
        assert uow.session.scalars(waits).all() == []


def test_another_check_in_on_the_day_or_deleting_it_ends_the_sharing(world: World, shared: UUID) -> None:
    with world.acting("ann") as uow:
        feels = {"psychological": 1, "emotional": 1, "social": 1}
        service.check_in(uow, feels, note="", lang="da")
    assert opened(world, "bo", shared).status == 404
    with world.acting("ann") as uow:
        checkin = uow.session.scalars(select(CheckIn.id)).one()
        service.share_checkin(uow, checkin, world.ids["bo"])
    with world.acting("ann") as uow:
        service.forget_checkin(uow, checkin)
        assert uow.session.scalar(select(CheckInShare.id)) is None


def test_who_works_with_one_no_more_reads_it_no_more(world: World, shared: UUID) -> None:
    with world.store.work() as uow:
        mine = select(Membership).where(Membership.person_id == world.ids["bo"])
        uow.session.scalars(mine).one().ends = world.now.date()
    world.move(days=1)
    assert opened(world, "bo", shared).status == 404


def test_it_is_shared_with_somebody_close_and_by_its_owner_alone(world: World) -> None:
    private(world)
    with world.reading() as uow:
        checkin = uow.session.scalars(select(CheckIn.id)).one()
    owner, other = world.client("ann"), world.client("bo")
    owner.get(f"/dialog/tjek/{checkin}/del")
    owner.submit("/del", to=str(world.ids["lis"]))
    assert owner.status == 422
    other.get(f"/dialog/tjek/{checkin}/del")
    assert other.status == 404
    with world.reading() as uow:
        assert uow.session.scalar(select(CheckInShare.id)) is None
