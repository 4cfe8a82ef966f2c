"""New leaders get the plan in their first week: each working morning it is looked who is new."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select

from tracker.kernel.worktime import after_working_days, at_local, is_working_day
from tracker.people import parts
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.plans import facts
from tracker.plans.models import Plan, PlanGiven, PlanVersion
from tracker.plans.queries.local import all_current
from tracker.plans.queries.plan import CURRENT
from tracker.storage.outbox import Timer
from tracker.storage.unit_of_work import UnitOfWork

WELCOME = "plans.welcome"
MORNING = time(8)
NEW_FOR = timedelta(days=28)
"""after that nobody is new any more, also where no machine ran for long"""


def set_out(uow: UnitOfWork, plan: Plan) -> None:
    """Look for the first time on the next working morning."""
    uow.at(_next_morning(uow), WELCOME, plan.id)


def look(uow: UnitOfWork, plan_id: UUID) -> None:
    """Give the plan to whoever is new, and look again on the next working morning. A timer's work."""
    plan = uow.get(Plan, plan_id)
    if plan.state != CURRENT:
        return
    if is_working_day(uow.today, free_days(uow.session, uow.today)):
        for person_id in sorted(_new(uow, plan)):
            uow.session.add(PlanGiven(plan_id=plan.id, person_id=person_id, at=uow.now))
            uow.record(facts.PlanGivenToNew(matter=plan.id, person_id=person_id))
    set_out(uow, plan)


def _next_morning(uow: UnitOfWork) -> datetime:
    return at_local(after_working_days(uow.today, 1, free_days(uow.session, uow.today)), MORNING, uow.zone)


def _new(uow: UnitOfWork, plan: Plan) -> set[UUID]:
    """Who leads or belongs to a leadership group today and did not when the plan came out, and was not told yet."""
    came_out = uow.session.scalar(select(func.min(PlanVersion.published_at)).where(PlanVersion.plan_id == plan.id))
    if came_out is None:
        return set()
    since = max(came_out.astimezone(uow.zone).date(), uow.today - NEW_FOR)
    there = parts.groups_in(uow.session, plan.unit_id) if plan.is_local else None
    is_new = _leaders(uow, uow.today, there) - _leaders(uow, since, there)
    told = set(uow.session.scalars(select(PlanGiven.person_id).where(PlanGiven.plan_id == plan.id)))
    return {person_id for person_id, _ in is_new} - told


def _leaders(uow: UnitOfWork, day: date, there: set[UUID] | None) -> set[tuple[UUID, bool]]:
    """Everybody in a leadership group on a day, and once more as leading where they lead one."""
    in_groups = {(person, False) for group, person in people.in_groups(uow.session, day) if _counts(group, there)}
    leading = {one for group, one in people.leaders_by_group(uow.session, day).items() if _counts(group, there)}
    return in_groups | {(person, True) for person, _ in in_groups if person in leading}


def _counts(group_id: UUID, there: set[UUID] | None) -> bool:
    return there is None or group_id in there


def see_to_it(uow: UnitOfWork) -> None:
    """Background work: each published plan is looked at each morning, where nothing has set that yet."""
    waiting = set(uow.session.scalars(select(Timer.matter).where(Timer.kind == WELCOME, Timer.ended_at.is_(None))))
    for plan in published(uow):
        if plan.id not in waiting:
            set_out(uow, plan)


def published(uow: UnitOfWork) -> list[Plan]:
    """The current plans that have come out."""
    known = set(uow.session.scalars(select(PlanVersion.plan_id).distinct()))
    return [plan for plan in all_current(uow) if plan.id in known]
