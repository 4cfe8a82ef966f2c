"""Who may do what at a seminar."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.plans import queries as plans
from tracker.plans.queries.plan import CURRENT
from tracker.seminars.models import Invitation, Seminar
from tracker.seminars.rules import State
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Seat:
    """A seminar as the one who asks stands to it."""

    seminar: Seminar
    plan: Any
    standing: Standing

    @property
    def steers(self) -> bool:
        """Whether they run it: HR, top management, the plan's coordinator, the seminar's facilitator."""
        return may("U", "seminar", self.standing)

    @property
    def takes_part(self) -> bool:
        """Whether they propose, support and rate."""
        return may("T", "seminar", self.standing)


def seat(uow: UnitOfWork, seminar_id: UUID, action: str = "R") -> Seat:
    """The seminar, for who may do this at it; NotFound for everybody else."""
    row = uow.get(Seminar, seminar_id)
    plan = plan_of(uow, row.plan_id)
    found = Seat(row, plan, _standing(uow, row, plan))
    uow.require(action, "seminar", found.standing)
    return found


def plan_of(uow: UnitOfWork, plan_id: UUID) -> Any:
    """The plan it is held for, while that has not ended."""
    plan = plans.of(uow, plan_id)
    if plan.state != CURRENT:
        raise NotFound
    return plan


def _standing(uow: UnitOfWork, row: Seminar, plan: Any) -> Standing:
    found = plans.standing(uow, plan)
    if row.facilitator_id is not None and row.facilitator_id == uow.actor.person_id:
        return Standing(found.roles | {Role.F}, found.relations | {"asg"})
    if Role.MED in found.roles and _is_invited(uow, row.id):
        return Standing(found.roles, found.relations | {"asg"})
    return found


def _is_invited(uow: UnitOfWork, seminar_id: UUID) -> bool:
    mine = (Invitation.seminar_id == seminar_id, Invitation.person_id == uow.actor.me)
    return uow.session.scalar(select(Invitation.id).where(*mine)) is not None


def by_code(uow: UnitOfWork, code: str) -> UUID:
    """Where a short link leads; NotFound for one there is not."""
    found = uow.session.scalar(select(Seminar.id).where(Seminar.code == code.lower()))
    if found is None:
        raise NotFound
    return found


def standing_one(uow: UnitOfWork, plan_id: UUID) -> Seminar | None:
    """The seminar of a plan that is not closed, or None."""
    return uow.session.scalar(select(Seminar).where(Seminar.plan_id == plan_id, Seminar.state != State.CLOSED))


def may_plan(uow: UnitOfWork, plan: Any) -> bool:
    """Whether the actor plans seminars for a plan."""
    return may("C", "seminar", plans.standing(uow, plan))
