"""The plan itself, and what the one who asks may do with it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.people import queries as people
from tracker.plans.models import Plan
from tracker.storage.unit_of_work import UnitOfWork

CURRENT, ENDED = "current", "ended"


def current(session: Session) -> Plan | None:
    """The organisation's current plan, or None. (Plans of a part of it hang on other units.)"""
    query = select(Plan).where(Plan.unit_id == people.root_unit_id(), Plan.state == CURRENT)
    return session.scalars(query).one_or_none()


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
