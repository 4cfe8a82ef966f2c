"""Plans of parts of the organisation: which there are, what stands above them, and what went between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from tracker.kernel.errors import N_, NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.kernel.waiting import Waiting
from tracker.people import parts
from tracker.people import queries as people
from tracker.plans.models import Plan, PlanTalk, PlanVersion, Theme
from tracker.plans.queries.plan import CURRENT, current, leads_part, part, rights
from tracker.storage import loading
from tracker.storage.asking import IDS
from tracker.storage.kept import once
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class LocalPlan:
    """A part's plan in a list. Before its first version it has no number."""

    id: UUID
    unit_id: UUID
    unit: str
    number: int | None
    published_at: datetime | None


@dataclass(frozen=True)
class Places:
    """The plans there are, and the parts the actor may begin one for."""

    plans: list[LocalPlan]
    free: list[parts.Part]


def places(uow: UnitOfWork) -> Places:
    """For the page that lists them; NotFound for who does not follow plans."""
    if not may("P", "plan", Standing(uow.actor.roles)):
        raise NotFound
    units = {one.id: one for one in parts.parts(uow.session)}
    newest = select(PlanVersion.plan_id, func.max(PlanVersion.number).label("number"))
    newest = newest.add_columns(func.max(PlanVersion.published_at).label("at")).group_by(PlanVersion.plan_id)
    last = newest.subquery()
    query = select(Plan.id, Plan.unit_id, last.c.number, last.c.at).outerjoin(last, last.c.plan_id == Plan.id)
    rows = uow.session.execute(query.where(Plan.is_local, Plan.state == CURRENT)).all()
    found = [LocalPlan(row.id, row.unit_id, units[row.unit_id].name, row.number, row.at) for row in rows]
    taken = {one.unit_id for one in found}
    mine = _may_begin(uow, set(units))
    return Places(found, [one for one in units.values() if one.id in mine - taken])


def _may_begin(uow: UnitOfWork, units: set[UUID]) -> set[UUID]:
    if may("C", "plan", Standing(uow.actor.roles)):
        return units
    return parts.led(uow.session, uow.actor.me, uow.today) & units if Role.L in uow.actor.roles else set()


def place(uow: UnitOfWork) -> parts.Part | None:
    """The part whose plan is looked at; None for the organisation's. NotFound for a unit there is not."""
    unit_id = part(uow.session)
    if unit_id is None:
        return None
    if (found := parts.part(uow.session, unit_id)) is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Above:
    """The nearest plan above a part's own, with the themes it published and those of them taken up already."""

    plan: Plan
    themes: list[dict[str, Any]]
    taken: frozenset[UUID]


def above(uow: UnitOfWork, plan: Plan) -> Above | None:
    """None for the organisation's own plan, and where there is none above."""
    line = parts.line_above(uow.session, plan.unit_id) if plan.is_local else []
    number = select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == Plan.id).correlate(Plan)
    query = select(Plan, PlanVersion.content).outerjoin(
        PlanVersion, (PlanVersion.plan_id == Plan.id) & (PlanVersion.number == number.scalar_subquery())
    )
    rows = uow.session.execute(query.where(Plan.unit_id.in_(line), Plan.state == CURRENT)).all() if line else []
    if not rows:
        return None
    found, content = min(rows, key=lambda row: line.index(row.Plan.unit_id))
    taken = select(Theme.came_from).where(Theme.plan_id == plan.id, Theme.came_from.is_not(None))
    ids = frozenset(one for one in uow.session.scalars(taken) if one)
    return Above(found, content["themes"] if content else [], ids)


@dataclass(frozen=True)
class Passed:
    """What a theme was taken up from, or what became of it where it was passed up."""

    plan_id: UUID
    theme_id: UUID
    title: str
    lang: str
    state: str
    went_up: bool


def passed(uow: UnitOfWork, plan: Plan, theme_id: UUID) -> list[Passed]:
    """The theme's kin in other plans, as far as the actor may follow those."""
    if not plan.is_local or not rights(uow, plan).follows:
        return []
    query = select(Theme.id, Theme.plan_id, Theme.title, Theme.lang, Theme.state, Theme.came_from)
    mine = select(Theme.came_from).where(Theme.id == theme_id).scalar_subquery()
    rows = uow.session.execute(query.where((Theme.came_from == theme_id) | (Theme.id == mine)))
    return [
        Passed(row.plan_id, row.id, row.title, row.lang, row.state, went_up=row.came_from == theme_id) for row in rows
    ]


def current_local(uow: UnitOfWork) -> list[Plan]:
    """All plans of parts that stand."""
    return once(uow.session, "plans of parts", 1, lambda: loading.rows(uow.session, _CURRENT_LOCAL))


_CURRENT_LOCAL = select(Plan).where(Plan.is_local, Plan.state == CURRENT).order_by(Plan.started_at)


def parts_with_plans(uow: UnitOfWork) -> set[UUID]:
    """The units that have a plan of their own; for capabilities below this one, handed to them by the app."""
    return set(uow.session.scalars(select(Plan.unit_id).where(Plan.is_local, Plan.state == CURRENT)))


def mine(uow: UnitOfWork) -> Plan | None:
    """The first plan of a part that the actor leads."""
    return next((plan for plan in current_local(uow) if leads_part(uow, plan)), None)


def all_current(uow: UnitOfWork) -> list[Plan]:
    """The organisation's own plan first, then those of its parts."""
    own = current(uow.session)
    return [*([own] if own else []), *current_local(uow)]


def talks_waiting(uow: UnitOfWork) -> Iterator[Waiting]:
    """The groups the actor leads that were asked to talk about a part's plan and have not."""
    groups = people.groups_of(uow.session, uow.actor.me, uow.today) if Role.L in uow.actor.roles else []
    mine = {group.id: group.name for group in groups if group.role == people.LEADER}
    for row in uow.session.execute(_asked(), {"ids": list(mine)}) if mine else []:
        yield Waiting(N_("Talk about the plan in your group"), mine[row.group_id], "plans.go", row.plan_id)


@cache
def _asked() -> Select[UUID, UUID]:
    asking = aliased(PlanVersion)
    with_talks = select(PlanTalk.version_id)
    newest = select(func.max(asking.number)).where(asking.plan_id == Plan.id, asking.id.in_(with_talks))
    query = select(PlanTalk.group_id, PlanVersion.plan_id).join(PlanVersion, PlanVersion.id == PlanTalk.version_id)
    query = query.join(Plan, Plan.id == PlanVersion.plan_id).where(Plan.is_local, Plan.state == CURRENT)
    stands = PlanVersion.number == newest.correlate(Plan).scalar_subquery()
    return query.where(PlanTalk.group_id.in_(IDS), PlanTalk.talked_on.is_(None), stands)
