"""How far the asking of the groups is, while the workers tell their leaders."""

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import may
from tracker.plans.facts import GroupAsked
from tracker.plans.models import Plan, PlanVersion
from tracker.plans.queries.plan import standing
from tracker.plans.queries.published import numbered
from tracker.storage.underway import Underway, underway
from tracker.storage.unit_of_work import UnitOfWork


def asking(uow: UnitOfWork, version: PlanVersion) -> Underway | None:
    """How many of the groups that a version asks have been asked; None where it asks none, or for who only reads it."""
    what = standing(uow, uow.get(Plan, version.plan_id))
    if not (may("S", "plan", what) or may("U", "plan", what)):
        return None
    found = underway(uow.session, GroupAsked.name, version.id)
    return found if found.total else None


def asking_now(uow: UnitOfWork, number: int) -> Underway:
    """The same of a version by its number; NotFound where there is nothing to follow."""
    found = asking(uow, numbered(uow.session, number))
    if found is None:
        raise NotFound
    return found
