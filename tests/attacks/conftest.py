"""An organisation in which everything has happened."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.attacks.confidential import fill, word
from tests.plans.test_files import PDF
from tests.seminars.acting import plan_id
from tests.worlds import World
from tracker.dialogues.models import CheckIn, CheckInShare
from tracker.escalations import clusters
from tracker.escalations import service as escalations
from tracker.escalations.models import Escalation
from tracker.escalations.rules import Draft
from tracker.kernel.permissions import Role
from tracker.knowledge import own
from tracker.knowledge.own import Words
from tracker.people import granting
from tracker.people import service as people
from tracker.plans import service as plans
from tracker.plans.models import Input, Theme
from tracker.plans.service.inputs import Upload
from tracker.rounds import service as rounds
from tracker.rounds.models import Round
from tracker.seminars import service as seminars
from tracker.seminars.service import Frame
from tracker.supervision import service as supervision
from tracker.warnings import service as warnings
from tracker.warnings.models import EarlyWarning


@pytest.fixture
def filled(world: World) -> World:
    """Everything has happened; somebody facilitates, somebody's account is closed."""
    fill(world)
    with world.reading() as uow:
        second = uow.session.scalars(select(Round.id).order_by(Round.meeting_at.desc())).first()
    assert second
    with world.acting("head") as uow:
        rounds.ask_facilitator(uow, second, "nina@example.org")
        supervision.ask_facilitator(uow, world.group, "nina@example.org", uow.today + timedelta(days=90))
    with world.acting("ann") as uow:
        people.announce_leave(uow, uow.today + timedelta(days=40), uow.today + timedelta(days=41))
    with world.acting("hr") as uow:
        new_role: dict[str, Any] = {"role": Role.HR, "unit_id": world.ids["root"], "starts": uow.today}
        granting.grant(uow, person_id=world.ids["lis"], **new_role)
    _plan_in_the_making(world)
    _same_from_two_groups(world)
    _warned(world)
    world.drain()
    return world


def _plan_in_the_making(world: World) -> None:
    """An own entry in the catalogue, a file, a helper, a hearing with a comment, and a seminar that gathers."""
    with world.acting("hr") as uow:
        own.add(uow, Words("measure", "Makkerordning", "To og to.", "da", "G", [], [], "Os selv"))
        draft = uow.session.scalars(select(Theme.id).where(Theme.title == "Ro om aftenen")).one()
        plans.attach(uow, uow.session.scalars(select(Input.id)).one(), Upload("apv.pdf", PDF))
        plans.ask_to_qualify(uow, draft, world.ids["nina"], uow.today + timedelta(days=30))
        hearing = plans.open_hearing(uow, deadline=uow.today + timedelta(days=14), note="", lang="da")
        seminar = seminars.plan(uow, plan_id(world), Frame("meeting", uow.today, None, audience=["LE", "LL"]))
    with world.acting("hr") as uow:
        seminars.go(uow, seminar, "gather")
    with world.acting("med") as uow:
        plans.comment(uow, hearing, theme_id=None, text="Hvornår?", lang="da")


def _same_from_two_groups(world: World) -> None:
    with world.acting("lis") as uow:
        escalations.raise_escalation(uow, world.small, Draft("Det samme", "Sådan.", "En beslutning.", "HR"))
    with world.acting("hr") as uow:
        ours = select(Escalation.id).where(Escalation.title.in_(["Det samme", word("to-hr-title")]))
        clusters.join(uow, list(uow.session.scalars(ours)))


def _warned(world: World) -> None:
    with world.store.work() as uow:
        values = {"rule": "followup.twice", "matter": uuid4(), "raised_at": uow.now, "state": "new", "version": 1}
        uow.session.add(EarlyWarning(id=uuid4(), group_id=world.group, **values))
        [checkin] = uow.session.scalars(select(CheckIn.id))
        share = {"checkin_id": checkin, "person_id": world.ids["ann"], "with_id": world.ids["head"]}
        uow.session.add(CheckInShare(shared_at=uow.now, **share))
        warnings.warn_person(uow, "dialogue.quiet", world.ids["ann"], world.ids["head"])
