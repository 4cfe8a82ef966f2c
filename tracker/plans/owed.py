"""What the plan owes: the groups know that they are asked to talk about it, and MED that it was published."""

from uuid import UUID

from sqlalchemy import select

from tracker.kernel.owed import Owed, Owing
from tracker.kernel.permissions import Role
from tracker.people.past import Past
from tracker.plans.models import PlanVersion
from tracker.plans.queries.plan import current
from tracker.plans.queries.published import groups_to_talk, latest
from tracker.storage.unit_of_work import UnitOfWork


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of the current plan's newest version, and of the one that asked the groups."""
    plan = current(uow.session)
    newest = latest(uow.session, plan.id) if plan else None
    if plan is None or newest is None:
        return Owing()
    day = newest.published_at.astimezone(uow.zone).date()
    owing = Owing(_asked(uow, plan.id, past))
    asked = {past.leader(row.group_id, day) for row in groups_to_talk(uow.session, plan.id)}
    if representatives := past.holders(Role.MED, day) - asked:  # one who leads a group is told once, by being asked
        owing.tell.append(Owed("plans.published", (plan.id,), newest.published_at, representatives))
    return owing


def _asked(uow: UnitOfWork, plan_id: UUID, past: Past) -> list[Owed]:
    """Each leader once, of whichever of the groups they lead."""
    talks = [row for row in groups_to_talk(uow.session, plan_id) if row.talked_on is None]
    if not talks:
        return []
    query = select(PlanVersion.published_at).where(PlanVersion.id == talks[0].version_id)
    since = uow.session.execute(query).scalar_one()
    led: dict[UUID, list[UUID]] = {}
    for row in talks:
        if leader := past.leader(row.group_id, since.astimezone(uow.zone).date()):
            led.setdefault(leader, []).append(row.group_id)
    return [Owed("plans.asked", tuple(groups), since, frozenset({leader})) for leader, groups in led.items()]
