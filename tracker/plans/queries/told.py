"""What may still be read by whoever was told of it, and what it is called."""

from uuid import UUID

from sqlalchemy import Select, false, func, select, true

from tracker.kernel.permissions import Role, Standing, may
from tracker.people import queries as people
from tracker.plans.models import Plan, PlanVersion, Theme
from tracker.storage.asking import IDS, ME, TODAY


def plans_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some plans that the reader may follow, by a role or as coordinator; their titles as last published."""
    follows = true() if may("P", "plan", Standing(roles)) else Plan.coordinator_id == ME
    published = select(PlanVersion.content["title"].as_string()).where(PlanVersion.plan_id == Plan.id)
    newest = published.order_by(PlanVersion.number.desc()).limit(1).scalar_subquery()
    return select(Plan.id, func.coalesce(newest, Plan.title)).where(Plan.id.in_(IDS), follows)


def themes_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some themes, told of as their proposer, that the reader may still read."""
    may_read = may("R", "theme", Standing(roles, frozenset({"shown"})))
    mine = Theme.proposed_by == ME if may_read else false()
    return select(Theme.id, Theme.title).where(Theme.id.in_(IDS), mine)


def talks_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some groups asked to talk about the plan that the reader is still in."""
    mine = people.my_named_groups(ME, TODAY).subquery()
    return select(mine.c.id, mine.c.name).where(mine.c.id.in_(IDS), true() if Role.L in roles else false())
