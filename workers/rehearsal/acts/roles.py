"""HR proposes who is to be of HR, and top management approves it."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.kernel.permissions import Role
from tracker.people import granting
from tracker.people import queries as people
from tracker.people.models import Proposal
from tracker.storage.unit_of_work import UnitOfWork
from workers.rehearsal.record import Span
from workers.rehearsal.stage import AFTERNOON, NOON, Deed, Stage


def propose(stage: Stage, key: str, starts: date) -> None:
    """Somebody of HR proposes the role for another, from a day on."""
    name = f"role:{key}"

    def press(uow: UnitOfWork, _version: int) -> UUID | None:
        root = people.root_unit(uow.session)
        granting.grant(uow, person_id=stage.ids[key], role=Role.HR, unit_id=root, starts=starts)
        uow.session.flush()
        return uow.session.scalar(select(Proposal.id).where(Proposal.person_id == stage.ids[key]))

    who = next(iter(stage.book.holders("HR", stage.today)), None)
    if who and stage.do(Deed(who, "role.propose", name, press, {"person": key}, makes=name)):
        day = stage.workday(stage.today, stage.random(name).randrange(4))
        moment = AFTERNOON if day == stage.today else NOON
        stage.at(day, moment, name, lambda: _approve(stage, key, starts))


def _approve(stage: Stage, key: str, starts: date) -> None:
    name, who = f"role:{key}", next(iter(stage.book.holders("TM", stage.today)), None)

    def press(uow: UnitOfWork, _version: int) -> None:
        granting.decide(uow, stage.ids[name], approved=True)

    if who is None:
        stage.at(stage.workday(stage.today, 1), NOON, name, lambda: _approve(stage, key, starts))
    elif stage.do(Deed(who, "role.approve", name, press, {})):
        stage.book.spans["role:HR"].append(Span(key, "HR", max(starts, stage.today)))
