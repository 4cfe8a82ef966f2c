"""Who may read which escalation, and what somebody is to one."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, literal, or_, select
from sqlalchemy.orm import Session

from tracker.escalations.models import Escalation, Level
from tracker.escalations.rules import PART, Draft, State, chain_for
from tracker.kernel.permissions import Actor, Role, Standing, may
from tracker.people import parts
from tracker.people import queries as people
from tracker.storage.asking import IDS, ME, TODAY, Asker, ask
from tracker.storage.unit_of_work import UnitOfWork

ORGANISATION_ROLES = (Role.HR, Role.TM)
LEADING = frozenset({Role.L, *ORGANISATION_ROLES})
"""who may be a nearest leader: top management need not be in any leadership group"""


def receivers(session: Session, row: Escalation, role: str, day: date) -> list[UUID]:
    """Who holds a level's role today: not on leave, not gone, and not the one it concerns."""
    if role == Role.NL:
        leader_id = people.leader_of(session, row.group_id, day)
        leader = people.someone(session, leader_id) if leader_id else None
        nearest = leader.nearest_leader_id if leader else None
        held = people.with_roles(session, nearest, day) if nearest else None
        holders = [held[0].id] if held and held[1] & LEADING else []
    elif role == PART:
        own = people.leader_of(session, row.group_id, day)
        holders = [one for one in parts.leaders(session, row.part_id, day) if one != own] if row.part_id else []
    else:
        holders = people.holders(session, Role(role), day)
    away = people.absent(session, holders, day)
    return [person for person in holders if person not in away and person != row.concerns_id]


def could_receive(uow: UnitOfWork, owners: Iterable[UUID] = ()) -> dict[UUID, str]:
    """Who may come to receive what the actor sends, each by one role: the nearest leader, owners of a part's plan,
    HR and top management."""
    me = people.someone(uow.session, uow.actor.me)
    found: dict[UUID, str] = dict.fromkeys(owners, PART)
    found |= {me.nearest_leader_id: Role.NL} if me and me.nearest_leader_id else {}
    for role in ORGANISATION_ROLES:
        found = dict.fromkeys(people.holders(uow.session, role, uow.today), str(role)) | found
    found.pop(uow.actor.me, None)
    return found


def has_receiver(uow: UnitOfWork, group_id: UUID, draft: Draft) -> bool:
    """Whether anybody is there, at any level, to receive what is written: whom it concerns is nobody."""
    row = Escalation(group_id=group_id, concerns_id=draft.concerns_id, part_id=draft.part_id)
    return any(receivers(uow.session, row, role, uow.today) for role in chain_for(draft.addressed))


def standing(uow: UnitOfWork, row: Escalation) -> Standing:
    """What the actor is to this escalation. Whoever it concerns is nothing to it, nor who joined the group later."""
    me = uow.actor.me
    if row.concerns_id == me:
        return Standing(frozenset())
    roles, relations = set(uow.actor.roles), set()
    may_be_in = Role.L in uow.actor.roles
    position = people.position(uow.session, row.group_id, me, uow.today) if may_be_in else None
    if position and ask(uow.session, _OF_MINE, me=me, today=uow.today, id=row.id).scalar():
        relations.add("grp")
        roles.add(Role.GL if position == people.LEADER else Role.L)
    if row.state == State.WITHDRAWN:
        return Standing(frozenset(roles), frozenset(relations))
    reached = set(ask(uow.session, _REACHED, id=row.id).scalars())
    if reached & roles:
        relations.add("addr")
    above = reached & {Role.NL, PART} if uow.actor.roles & LEADING else set()
    if any(me in receivers(uow.session, row, role, uow.today) for role in above):
        roles.add(Role.NL)
        relations.add("addr")
    return Standing(frozenset(roles), frozenset(relations))


def visible(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    """The escalations whose words the actor may read: of own groups, and those that reached a role held now.

    What a group took back is its own again.
    """
    me = actor.me
    reached: list[ColumnElement[bool]] = [false()]
    if mine := actor.roles & set(ORGANISATION_ROLES):
        reached.append(Escalation.id.in_(select(Level.escalation_id).where(Level.role.in_(mine))))
    if actor.roles & LEADING:
        below = Escalation.group_id.in_(people.groups_under(me, day))
        for is_mine, role in ((below, Role.NL), (_of_my_part(me, day), PART)):
            reached.append(and_(is_mine, Escalation.id.in_(select(Level.escalation_id).where(Level.role == role))))
    sent_to_me = and_(or_(*reached), Escalation.state != State.WITHDRAWN)
    return and_(or_(ours(actor, day), sent_to_me), not_about(me))


def ours(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    """Of my groups: sent while I was there, or not closed before I came and mine to carry on as the leader."""
    if Role.L not in actor.roles:
        return false()
    knew = people.was_in(actor.me, Escalation.group_id, func.date(Escalation.raised_at))
    since_i_came = people.was_in(actor.me, Escalation.group_id, func.date(Escalation.closed_at))
    not_before = or_(Escalation.closed_at.is_(None), since_i_came)
    carried_on = and_(Escalation.group_id.in_(people.led_by(actor.me, day)), not_before)
    return and_(Escalation.group_id.in_(people.my_groups(actor.me, day)), or_(knew, carried_on))


def lies_with(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    """Those whose level now is a role held now: theirs to acknowledge."""
    here = select(Level.role).where(Level.escalation_id == Escalation.id, Level.step == Escalation.step)
    role = here.scalar_subquery()
    by_role = role.in_(actor.roles & set(ORGANISATION_ROLES))
    if not actor.roles & LEADING:
        return by_role
    below = Escalation.group_id.in_(people.groups_under(actor.me, day))
    return or_(by_role, and_(role == Role.NL, below), and_(role == PART, _of_my_part(actor.me, day)))


def _of_my_part(me: people.Who, day: people.Day) -> ColumnElement[bool]:
    """Of another's group, to whoever owns the plan of a part that I lead."""
    others = Escalation.group_id.not_in(people.led_by(me, day))
    return and_(Escalation.part_id.in_(parts.units_led(me, day)), others)


_OF_MINE = select(Escalation.id).where(Escalation.id == bindparam("id"), ours(Asker(frozenset({Role.L})), TODAY))
_REACHED = select(Level.role).where(Level.escalation_id == bindparam("id"))


def not_about(me: people.Who) -> ColumnElement[bool]:
    """The escalations somebody is not left out of."""
    return or_(Escalation.concerns_id.is_(None), Escalation.concerns_id != me)


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some escalations whose words their reader may still read, and their titles."""
    return select(Escalation.id, Escalation.title).where(Escalation.id.in_(IDS), visible(Asker(roles), TODAY))


def status_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some escalations whose status alone their reader may still see."""
    sees = not_about(ME) if roles & set(ORGANISATION_ROLES) else false()
    return select(Escalation.id, literal("")).where(Escalation.id.in_(IDS), sees)


def may_decide(what: Standing) -> bool:
    """Whether somebody of this standing answers (rather than belongs to the group)."""
    return "grp" not in what.relations and may("S", "escalation", what)
