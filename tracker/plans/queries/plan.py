"""The plan itself, and what the one who asks may do with it."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.people import queries as people
from tracker.plans.models import Plan, PlanVersion
from tracker.storage.kept import notes, once
from tracker.storage.unit_of_work import UnitOfWork

CURRENT, ENDED = "current", "ended"
NEWEST = "newest version"
"""what a page keeps each plan's newest version under"""


def current(session: Session) -> Plan | None:
    """The organisation's current plan, or None. (Plans of a part of it hang on other units.)"""
    return once(session, "plan", CURRENT, lambda: _read_current(session))


def _read_current(session: Session) -> Plan | None:
    found = session.execute(_current_with_newest()).one_or_none()
    if found is None:
        return None
    notes(session, NEWEST)[found.Plan.id] = found.PlanVersion
    plan: Plan = found.Plan
    return plan


@cache
def _current_with_newest() -> Select[Plan, PlanVersion]:
    """Built once: putting it together takes longer than running it."""
    of_plan = aliased(PlanVersion)
    number = select(func.max(of_plan.number)).where(of_plan.plan_id == Plan.id).correlate(Plan).scalar_subquery()
    is_newest = and_(PlanVersion.plan_id == Plan.id, PlanVersion.number == number)
    query = select(Plan, PlanVersion).outerjoin(PlanVersion, is_newest)
    return query.where(Plan.unit_id == people.root_unit_id(), Plan.state == CURRENT)


def needed(session: Session) -> Plan:
    """The current plan; NotFound when there is none."""
    if (plan := current(session)) is None:
        raise NotFound
    return plan


def standing(uow: UnitOfWork, plan: Plan | None, *relations: str) -> Standing:
    """What the actor is to a plan. Its coordinator has HR's rights over it."""
    roles = set(uow.actor.roles)
    if plan is not None and plan.coordinator_id == uow.actor.person_id:
        roles.add(Role.HR)
    return Standing(frozenset(roles), frozenset(relations))


@dataclass(frozen=True)
class Rights:
    """What the one who asks may do, in the words the pages use."""

    reads: bool
    starts: bool
    changes: bool
    decides: bool
    sees_draft: bool
    qualifies: bool
    offers: bool
    proposes: bool
    publishes: bool
    follows: bool


def rights(uow: UnitOfWork, plan: Plan | None) -> Rights:
    """The actor's rights over a plan (or over one yet to begin)."""
    what = standing(uow, plan)
    return Rights(
        reads=may("R", "plan", what),
        starts=may("C", "plan", what),
        changes=may("S", "plan", what) or may("U", "plan", what),
        decides=may("S", "theme", what) or may("U", "theme", what),
        sees_draft=may("R", "qualification", what),
        qualifies=may("U", "qualification", what),
        offers=may("U", "offer", what),
        proposes=may("T", "theme", what),
        publishes=may("S", "plan", what),
        follows=may("P", "plan", what),
    )


def frame(uow: UnitOfWork) -> Plan:
    """The current plan, for who changes it; NotFound for everybody else."""
    plan = needed(uow.session)
    if not rights(uow, plan).changes:
        raise NotFound
    return plan


def names(session: Session, ids: set[UUID | None]) -> dict[UUID, people.Someone]:
    """Some people by id, Nones passed over."""
    return people.people(session, [one for one in ids if one is not None])
