"""What the plan owes: groups know they are asked to talk about it, MED that it came out, new leaders that it is."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from tracker.kernel.owed import Owed, Owing
from tracker.kernel.permissions import Role
from tracker.people.past import Past
from tracker.plans.models import Hearing, Plan, PlanGiven, PlanVersion
from tracker.plans.queries.hearing import OPEN, OVER
from tracker.plans.queries.local import all_current
from tracker.plans.queries.published import groups_to_talk, latest
from tracker.plans.service.welcoming import WELCOME, published
from tracker.storage.unit_of_work import UnitOfWork

LATELY = timedelta(days=60)
"""notices are kept for longer"""


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of each current plan's newest version, and of the one that asked the groups."""
    owing = Owing()
    for plan in all_current(uow):
        owing.tell += _of_plan(uow, plan, past)
    _hearings(uow, past, owing)
    _newcomers(uow, owing)
    return owing


def _newcomers(uow: UnitOfWork, owing: Owing) -> None:
    """Each new leader who was given a plan knows of it, and each plan that came out is looked at each morning."""
    rows = uow.session.scalars(select(PlanGiven).where(PlanGiven.at > uow.now - LATELY))
    owing.tell += [Owed("plans.given", (row.plan_id,), people=frozenset({row.person_id})) for row in rows]
    owing.timer(WELCOME, must=[plan.id for plan in published(uow)])


def _hearings(uow: UnitOfWork, past: Past, owing: Owing) -> None:
    """MED/AMO knows of each hearing that goes on, and its end is not forgotten."""
    going_on = list(uow.session.scalars(select(Hearing).where(Hearing.state == OPEN)))
    for row in going_on:
        if representatives := past.holders(Role.MED, row.opened_at.astimezone(uow.zone).date()):
            owing.tell.append(Owed("plans.heard", (row.id,), row.opened_at, representatives))
    owing.timer(OVER, must=[row.id for row in going_on])


def _of_plan(uow: UnitOfWork, plan: Plan, past: Past) -> list[Owed]:
    newest = latest(uow.session, plan.id)
    if newest is None:
        return []
    day = newest.published_at.astimezone(uow.zone).date()
    found = _asked(uow, plan, past)
    asked = {past.leader(row.group_id, day) for row in groups_to_talk(uow.session, plan.id)}
    if representatives := past.holders(Role.MED, day) - asked:  # one who leads a group is told once, by being asked
        found.append(Owed("plans.published", (plan.id,), newest.published_at, representatives))
    return found


def _asked(uow: UnitOfWork, plan: Plan, past: Past) -> list[Owed]:
    """Each leader once, of whichever of the groups they lead."""
    talks = [row for row in groups_to_talk(uow.session, plan.id) if row.talked_on is None]
    if not talks:
        return []
    query = select(PlanVersion.published_at).where(PlanVersion.id == talks[0].version_id)
    since = uow.session.execute(query).scalar_one()
    led: dict[UUID, list[UUID]] = {}
    for row in talks:
        if leader := past.leader(row.group_id, since.astimezone(uow.zone).date()):
            led.setdefault(leader, []).append(row.group_id)
    matters = {leader: (plan.id,) if plan.is_local else tuple(groups) for leader, groups in led.items()}
    return [Owed("plans.asked", matters[leader], since, frozenset({leader})) for leader in led]
