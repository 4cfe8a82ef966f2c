"""The plan itself, and what the one who asks may do with it."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.people import parts
from tracker.people import queries as people
from tracker.plans.models import Plan, PlanVersion, Qualifier
from tracker.storage import loading
from tracker.storage.kept import notes, once
from tracker.storage.unit_of_work import UnitOfWork

CURRENT, ENDED = "current", "ended"
PART = "part"
"""what a session keeps the unit under whose plan it looks at; nothing there: the organisation's own"""
NEWEST = "newest version"
"""what a page keeps each plan's newest version under"""


def part(session: Session) -> UUID | None:
    """The unit whose plan is looked at; None: the organisation's."""
    found: UUID | None = session.info.get(PART)
    return found


def of(uow: UnitOfWork, plan_id: UUID) -> Plan:
    """A plan by its id. What the page asks for from here on, and where its links lead, is that plan."""
    plan = once(uow.session, "plan by id", plan_id, lambda: _read(uow.session, {"plan_id": plan_id}))
    if plan is None:
        raise NotFound
    uow.session.info[PART] = plan.unit_id if plan.is_local else None
    return plan


def is_there(uow: UnitOfWork, plan_id: UUID) -> bool:
    """Whether it is a plan's id: what waits before the first plan has begun leads to the same address."""
    return uow.session.get(Plan, plan_id) is not None


def live(uow: UnitOfWork, plan_id: UUID) -> Plan:
    """The same, where it has not ended; NotFound otherwise."""
    plan = of(uow, plan_id)
    if plan.state != CURRENT:
        raise NotFound
    return plan


def is_open(session: Session) -> bool:
    """Whether the plan looked at is read without signing in: the organisation's own, where it said so."""
    return part(session) is None and people.organisation(session).plan_is_open


def current(session: Session) -> Plan | None:
    """The current plan of the part looked at, or of the organisation; None where there is none."""
    unit_id = part(session)
    return once(session, "plan", unit_id, lambda: _read_current(session, unit_id))


def _read_current(session: Session, unit_id: UUID | None) -> Plan | None:
    return _read(session, {} if unit_id is None else {"unit_id": unit_id})


def _read(session: Session, by: dict[str, UUID]) -> Plan | None:
    found = loading.tuples(session, _with_newest(next(iter(by), "")), **by)
    if not found:
        return None
    [(plan, newest)] = found
    notes(session, NEWEST)[plan.id] = newest
    notes(session, "plan by id")[plan.id] = plan
    return plan


@cache
def _with_newest(by: str) -> Select[Plan, PlanVersion]:
    """Built once: putting it together takes longer than running it."""
    of_plan = aliased(PlanVersion)
    number = select(func.max(of_plan.number)).where(of_plan.plan_id == Plan.id).correlate(Plan).scalar_subquery()
    is_newest = and_(PlanVersion.plan_id == Plan.id, PlanVersion.number == number)
    query = select(Plan, PlanVersion).outerjoin(PlanVersion, is_newest)
    if by == "plan_id":
        return query.where(Plan.id == bindparam("plan_id", type_=Uuid()))
    unit_id = bindparam("unit_id", type_=Uuid()) if by else people.root_unit_id()
    return query.where(Plan.unit_id == unit_id, Plan.state == CURRENT)


def unit_looked_at(session: Session) -> UUID | ScalarSelect[UUID]:
    """For statements: the unit whose plan is looked at."""
    return part(session) or people.root_unit_id()


def needed(session: Session) -> Plan:
    """The current plan; NotFound when there is none."""
    if (plan := current(session)) is None:
        raise NotFound
    return plan


def standing(uow: UnitOfWork, plan: Plan | None, *relations: str, theme_id: UUID | None = None) -> Standing:
    """What the actor is to a plan (or to one yet to begin), or to one of its themes.

    Its coordinator has HR's rights over it; who was asked to qualify a theme has a facilitator's over that.
    """
    roles = set(uow.actor.roles)
    if theme_id is not None and _is_asked(uow, theme_id):
        roles.add(Role.F)
        relations = (*relations, "asg")
    if plan is not None and plan.coordinator_id == uow.actor.person_id:
        roles.add(Role.HR)
    if leads_part(uow, plan):
        return Standing(frozenset(roles | {Role.NL}), frozenset({*relations, "sub"}))
    return Standing(frozenset(roles), frozenset(relations))


def _is_asked(uow: UnitOfWork, theme_id: UUID) -> bool:
    """Whether the actor was asked to help qualify a theme, and still is."""
    me = uow.actor.person_id
    if me is None or not uow.actor.roles or uow.actor.roles & {Role.HR, Role.TM}:
        return False

    def find() -> bool:
        query = select(Qualifier.id).where(Qualifier.theme_id == theme_id, Qualifier.person_id == me)
        return uow.session.scalar(query.where(Qualifier.until >= uow.today)) is not None

    return once(uow.session, "asked to qualify", (theme_id, me), find)


def leads_part(uow: UnitOfWork, plan: Plan | None) -> bool:
    """Whether the actor leads the part of the organisation whose plan it is (or is yet to begin)."""
    unit_id = part(uow.session) if plan is None else plan.unit_id if plan.is_local else None
    if unit_id is None or Role.L not in uow.actor.roles:
        return False
    return unit_id in parts.led(uow.session, uow.actor.me, uow.today)


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


def rights(uow: UnitOfWork, plan: Plan | None, theme_id: UUID | None = None) -> Rights:
    """The actor's rights over a plan (or over one yet to begin), or over one of its themes."""
    what = standing(uow, plan, theme_id=theme_id)
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
