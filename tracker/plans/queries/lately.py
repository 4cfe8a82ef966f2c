"""What happened to the plan since a day, and its days to come: counts, dates, and titles of what was published."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, func, select

from tracker.plans.models import Action, Hearing, Plan, PlanTalk, PlanVersion, Theme
from tracker.plans.queries.plan import current
from tracker.plans.queries.published import VersionLine, versions
from tracker.storage.asking import SINCE
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Lately:
    """Versions published since, newest first; actions done, groups that talked, and themes proposed since."""

    versions: list[VersionLine]
    actions_done: int
    groups_talked: int
    themes_proposed: int


@cache
def counting() -> Select[*tuple[Any, ...]]:
    """What `Lately` is read from, but for the versions; of the plan `plan_id`, since `since` and its `day`."""
    plan_id: BindParameter[UUID] = bindparam("plan_id", type_=Plan.id.type)
    day: BindParameter[date] = bindparam("day", type_=PlanTalk.talked_on.type)
    mine = select(PlanVersion.id).where(PlanVersion.plan_id == plan_id)
    done = select(func.count()).select_from(Action).join(Theme, Theme.id == Action.theme_id)
    counts = (
        done.where(Theme.plan_id == plan_id, Action.published_at.is_not(None), Action.done_at >= SINCE),
        select(func.count()).where(PlanTalk.version_id.in_(mine), PlanTalk.talked_on >= day),
        select(func.count()).where(Theme.plan_id == plan_id, Theme.proposed_at >= SINCE),
    )
    return select(*(one.scalar_subquery() for one in counts))


def fresh(uow: UnitOfWork, since: datetime) -> list[VersionLine]:
    """The current plan's versions published since, newest first."""
    plan = current(uow.session)
    return [one for one in versions(uow.session, plan.id) if one.published_at >= since] if plan else []


@dataclass(frozen=True)
class Dates:
    """The days of the plan's roadmap; `due` are those of its published actions that are still open, with how many."""

    themes_close: date
    publish_by: date
    next_status: date
    ends: date
    due: dict[date, int]


def dates(uow: UnitOfWork) -> Dates | None:
    """None where there is no plan."""
    plan = current(uow.session)
    if plan is None:
        return None
    query = select(Action.due, func.count()).join(Theme, Theme.id == Action.theme_id).group_by(Action.due)
    rows = uow.session.execute(
        query.where(
            Theme.plan_id == plan.id,
            Action.published_at.is_not(None),
            Action.state.not_in(["done", "dropped"]),
            Action.due.is_not(None),
        )
    )
    due = {row[0]: row[1] for row in rows if row[0] is not None}
    return Dates(plan.themes_close, plan.publish_by, plan.next_status, plan.ends, due)


def deadlines(uow: UnitOfWork) -> list[tuple[UUID, date]]:
    """The hearings of the current plan, and the last day of each."""
    plan = current(uow.session)
    query = select(Hearing.id, Hearing.deadline).where(Hearing.plan_id == plan.id) if plan else None
    return [(row.id, row.deadline) for row in uow.session.execute(query)] if query is not None else []
