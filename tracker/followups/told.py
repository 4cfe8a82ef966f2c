"""Whose a follow-up is, as conditions for statements, and what it is called for whoever was told of it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, SQLColumnExpression, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from tracker.followups.models import FollowUp, Owner
from tracker.kernel.permissions import Actor, Role
from tracker.people import nearest
from tracker.people import queries as people
from tracker.storage.asking import IDS, TODAY, Asker

LEADING = frozenset({Role.L, Role.HR, Role.TM})
"""who may be a nearest leader: those of the organisation need not be in any leadership group"""


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some follow-ups that whoever was told of them may still read, and their titles."""
    who = Asker(roles)
    return select(FollowUp.id, FollowUp.title).where(FollowUp.id.in_(IDS), or_(owned(who, TODAY), ours(who, TODAY)))


def title_of(followup_id: SQLColumnExpression[UUID]) -> ScalarSelect[str]:
    """What a row's follow-up is called."""
    return select(FollowUp.title).where(FollowUp.id == followup_id).scalar_subquery()


def readable(session: Session, actor: Actor, day: date, ids: Iterable[UUID]) -> set[UUID]:
    """Those of some follow-ups that a person who was told of them may still read."""
    mine_or_ours = or_(owned(actor, day), ours(actor, day))
    return set(session.scalars(select(FollowUp.id).where(FollowUp.id.in_(list(ids)), mine_or_ours)))


def _in_my_groups(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    return FollowUp.group_id.in_(people.my_groups(actor.me, day)) if Role.L in actor.roles else false()


def ours(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    """Of my groups, as `standing` has it: agreed while I was there, or mine to take over as the leader."""
    since_i_came = people.was_in(actor.me, FollowUp.group_id, func.date(FollowUp.answered_at))
    taken_over = FollowUp.group_id.in_(people.led_by(actor.me, day)) & or_(FollowUp.answered_at.is_(None), since_i_came)
    knew = people.was_in(actor.me, FollowUp.group_id, FollowUp.since)
    return and_(_in_my_groups(actor, day), or_(knew, taken_over))


def owned(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    """Mine: a group's only while I am in it, a role's only while I hold it, the nearest leader's while I am that."""
    by_name = exists().where(Owner.followup_id == FollowUp.id, Owner.person_id == actor.me)
    own = and_(FollowUp.role.is_(None), FollowUp.below_id.is_(None), _of_the_two(actor, day))
    held = or_(own, FollowUp.role.in_(sorted(actor.roles)), _below(actor, day))
    return and_(by_name, or_(and_(FollowUp.group_id.is_(None), held), _in_my_groups(actor, day)))


def _below(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    return FollowUp.below_id.in_(people.groups_under(actor.me, day)) if actor.roles & LEADING else false()


def _of_the_two(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    led = FollowUp.with_id.in_(nearest.led(actor.me, day))
    return or_(FollowUp.with_id.is_(None), FollowUp.with_id == actor.me, led)
