"""What somebody is to a load: whose it is, and who reads it."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select
from sqlalchemy.orm import Session

from tracker.kernel.permissions import Actor, Role, Standing
from tracker.people import parts
from tracker.people import queries as people
from tracker.preparedness.models import Load
from tracker.preparedness.rules import Scope
from tracker.storage.asking import IDS, TODAY, Asker
from tracker.storage.unit_of_work import UnitOfWork

LEADERS = frozenset({Role.L, Role.TM})
"""who may be somebody's nearest leader, or in a group"""


def mine(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    """The condition that somebody reads a load: what a new member did not live through, they do not see."""
    read = Load.unit_id.is_not(None) if Role.HR in actor.roles else false()
    if not actor.roles & LEADERS:
        return read
    in_time = people.joined_by(actor.me, Load.group_id, Load.ends)
    of_groups = (
        and_(Load.group_id.in_(people.my_groups(actor.me, day)), in_time),
        Load.group_id.in_(people.led_by(actor.me, day)),
        Load.group_id.in_(people.groups_under(actor.me, day)),
    )
    of_units = (parts.above_mine(actor.me, day), parts.under_mine(actor.me, day))
    return or_(read, *of_groups, *(Load.unit_id.in_(units) for units in of_units))


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some loads that whoever was told of them may still read, and what each is called."""
    return select(Load.id, Load.title).where(Load.id.in_(IDS), mine(Asker(roles), TODAY))


def standing(uow: UnitOfWork, scope: Scope) -> Standing:
    """What the actor is to what is expected for a group or a unit."""
    return standing_of(uow.session, uow.actor, uow.today, scope)


def standing_of(session: Session, actor: Actor, day: people.Day, scope: Scope) -> Standing:
    """What somebody is to it."""
    found = set[tuple[Role, str]]()
    if scope.unit_id is not None and Role.HR in actor.roles:
        found.add((Role.HR, "unit"))
    if actor.roles & LEADERS:
        found |= _as_leader(session, actor, day, scope)
    return Standing(actor.roles | {role for role, _ in found}, frozenset(relation for _, relation in found))


def _as_leader(session: Session, actor: Actor, day: people.Day, scope: Scope) -> set[tuple[Role, str]]:
    me = actor.me
    conditions = {
        (Role.GL, "grp"): literal(scope.group_id).in_(people.led_by(me, day)),
        (Role.L, "grp"): literal(scope.group_id).in_(people.my_groups(me, day)),
        (Role.NL, "near"): literal(scope.group_id).in_(people.groups_under(me, day)),
    }
    if scope.unit_id is not None:
        conditions = {
            (Role.NL, "sub"): literal(scope.unit_id).in_(parts.under_mine(me, day)),
            (Role.L, "grp"): literal(scope.unit_id).in_(parts.above_mine(me, day)),
        }
    row = session.execute(select(*conditions.values())).one()
    return {what for what, holds in zip(conditions, row, strict=True) if holds}
