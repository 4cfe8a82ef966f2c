"""A follow-up whose owner holds its role no more goes to those who do."""

from uuid import UUID

from sqlalchemy import delete

from tracker.followups.models import FollowUp, Owner
from tracker.followups.queries import heirs, owners_of
from tracker.kernel.permissions import Role
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork


def pass_on(uow: UnitOfWork, row: FollowUp) -> list[UUID]:
    """Where no owner holds the role any more, it goes to all who do. Returns them."""
    owners = owners_of(uow.session, row.id)
    if not (row.role or row.below_id) or set(owners) & set(_holders(uow, row)):
        return []
    if others := heirs(uow, row, owners):
        uow.session.execute(delete(Owner).where(Owner.followup_id == row.id))
        uow.session.add_all(Owner(followup_id=row.id, person_id=to) for to in others)
        row.version += 1
    return others


def _holders(uow: UnitOfWork, row: FollowUp) -> list[UUID]:
    if row.role:
        return people.holders(uow.session, Role(row.role), uow.today)
    nearest = people.nearest_leader_of(uow.session, row.below_id, uow.today) if row.below_id else None
    return [nearest] if nearest else []
