"""Reads of escalations, scoped to the person who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from tracker.escalations.models import Escalation, Level
from tracker.escalations.rules import OPEN, State
from tracker.kernel.errors import N_, NotFound
from tracker.kernel.permissions import Actor, Role, Standing, may
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.storage.records import readers
from tracker.storage.unit_of_work import UnitOfWork

ORGANISATION_ROLES = (Role.HR, Role.TM)
_UNSETTLED = (State.RAISED, State.ACKNOWLEDGED, State.ANSWERED)


@dataclass(frozen=True)
class Summary:
    """An escalation in a list. `title` is empty for whoever sees only its status."""

    id: UUID
    group_id: UUID
    group: str
    title: str
    state: str
    role: str
    raised_at: datetime
    promised: date | None
    stranded: bool


def receivers(session: Session, row: Escalation, role: str, day: date) -> list[UUID]:
    """Who holds a level's role today: not on leave, not gone, and not the one it concerns."""
    if role == Role.NL:
        leader_id = people.leader_of(session, row.group_id, day)
        leader = people.someone(session, leader_id) if leader_id else None
        nearest = leader.nearest_leader_id if leader else None
        holders = [nearest] if nearest and people.with_roles(session, nearest, day) else []
    else:
        holders = people.holders(session, Role(role), day)
    away = people.absent(session, holders, day)
    return [person for person in holders if person not in away and person != row.concerns_id]


def standing(uow: UnitOfWork, row: Escalation) -> Standing:
    """What the actor is to this escalation. Whoever it concerns is nothing to it, nor who joined the group later."""
    me = uow.actor.me
    if row.concerns_id == me:
        return Standing(frozenset())
    roles, relations = set(uow.actor.roles), set()
    position = people.position(uow.session, row.group_id, me, uow.today)
    if position and uow.session.scalar(
        select(Escalation.id).where(Escalation.id == row.id, _ours(uow.actor, uow.today))
    ):
        relations.add("grp")
        roles.add(Role.GL if position == people.LEADER else Role.L)
    if row.state == State.WITHDRAWN:
        return Standing(frozenset(roles), frozenset(relations))
    reached = set(uow.session.scalars(select(Level.role).where(Level.escalation_id == row.id)))
    if reached & roles:
        relations.add("addr")
    if Role.NL in reached and Role.L in roles and me in receivers(uow.session, row, Role.NL, uow.today):
        roles.add(Role.NL)
        relations.add("addr")
    return Standing(frozenset(roles), frozenset(relations))


def visible(actor: Actor, day: date) -> ColumnElement[bool]:
    """The escalations whose words the actor may read: of own groups, and those that reached a role held now.

    What a group took back is its own again.
    """
    me = actor.me
    reached: list[ColumnElement[bool]] = [false()]
    if mine := actor.roles & set(ORGANISATION_ROLES):
        reached.append(Escalation.id.in_(select(Level.escalation_id).where(Level.role.in_(mine))))
    if Role.L in actor.roles:
        below = Escalation.group_id.in_(people.groups_under(me, day))
        reached.append(and_(below, Escalation.id.in_(select(Level.escalation_id).where(Level.role == Role.NL))))
    sent_to_me = and_(or_(*reached), Escalation.state != State.WITHDRAWN)
    return and_(or_(_ours(actor, day), sent_to_me), not_about(me))


def _ours(actor: Actor, day: date) -> ColumnElement[bool]:
    """Of my groups: sent while I was there, or not closed before I came and mine to carry on as the leader."""
    if Role.L not in actor.roles:
        return false()
    knew = people.was_in(actor.me, Escalation.group_id, func.date(Escalation.raised_at))
    since_i_came = people.was_in(actor.me, Escalation.group_id, func.date(Escalation.closed_at))
    not_before = or_(Escalation.closed_at.is_(None), since_i_came)
    carried_on = and_(Escalation.group_id.in_(people.led_by(actor.me, day)), not_before)
    return and_(Escalation.group_id.in_(people.my_groups(actor.me, day)), or_(knew, carried_on))


def not_about(me: UUID) -> ColumnElement[bool]:
    """The escalations somebody is not left out of."""
    return or_(Escalation.concerns_id.is_(None), Escalation.concerns_id != me)


def queue(uow: UnitOfWork) -> tuple[list[Summary], list[Summary]]:
    """Two lists: those the actor may read, and (for HR and top management) those whose status alone they see."""
    if not uow.actor.roles & {Role.L, *ORGANISATION_ROLES}:
        raise NotFound
    readable = _summaries(uow.session, visible(uow.actor, uow.today))
    if not uow.actor.roles & set(ORGANISATION_ROLES):
        return readable, []
    known = {item.id for item in readable}
    others = not_about(uow.actor.me)
    status = [item for item in _summaries(uow.session, others, titled=False) if item.id not in known]
    return readable, status


def readable(session: Session, actor: Actor, day: date, ids: Iterable[UUID]) -> set[UUID]:
    """Those of some escalations whose words a person may still read."""
    query = select(Escalation.id).where(Escalation.id.in_(list(ids)), visible(actor, day))
    return set(session.scalars(query))


def titles(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Titles by id, for people already known to be told of them."""
    query = select(Escalation.id, Escalation.title).where(Escalation.id.in_(list(ids)))
    return {row.id: row.title for row in session.execute(query)}


def _summaries(session: Session, condition: ColumnElement[bool], *, titled: bool = True) -> list[Summary]:
    names = people.groups(session)
    rows = session.scalars(select(Escalation).where(condition).order_by(Escalation.raised_at.desc()).limit(200))
    return [
        Summary(
            row.id,
            row.group_id,
            names[row.group_id],
            row.title if titled else "",
            row.state,
            row.chain[row.step],
            row.raised_at,
            row.promised,
            row.stranded,
        )
        for row in rows
    ]


def show(uow: UnitOfWork, escalation_id: UUID) -> tuple[Escalation, Standing]:
    """One escalation with all its words, for who may read it; NotFound for everybody else."""
    row = uow.get(Escalation, escalation_id)
    what = standing(uow, row)
    uow.require("R", "escalation", what)
    if "grp" not in what.relations:
        uow.saw("escalation", row.id, row.raised_by)
    return row, what


def read_by(uow: UnitOfWork, row: Escalation, what: Standing) -> list[tuple[str, datetime]]:
    """Who outside the group has read it, each at the first time: for the group, whose words they are (P15)."""
    if "grp" not in what.relations:
        return []
    rows = readers(uow.session, "escalation", row.id)
    names = people.people(uow.session, [reader_id for reader_id, _ in rows])
    return [(names[reader_id].name, at) for reader_id, at in rows]


def may_decide(what: Standing) -> bool:
    """Whether somebody of this standing answers (rather than belongs to the group)."""
    return "grp" not in what.relations and may("S", "escalation", what)


@dataclass(frozen=True)
class Totals:
    """What may be told to everybody: counts and days, no words."""

    received: int
    open: int
    answered: int
    unanswered_at_top: int
    median_days: float | None


def totals(session: Session) -> Totals:
    """Escalations received, open and answered, and how many days answering took (median).

    Those that concern somebody in the chain are counted for nobody: that person reads the same figures.
    """
    query = select(Escalation.state, Escalation.stranded, Escalation.raised_at, Escalation.answered_at)
    rows = session.execute(query.where(Escalation.state != State.WITHDRAWN, Escalation.concerns_id.is_(None))).all()
    took = sorted((row.answered_at.date() - row.raised_at.date()).days for row in rows if row.answered_at)
    return Totals(
        received=len(rows),
        open=sum(row.state in OPEN for row in rows),
        answered=len(took),
        unanswered_at_top=sum(row.stranded and row.state in OPEN for row in rows),
        median_days=_median(took),
    )


def _median(values: list[int]) -> float | None:
    if not values:
        return None
    middle = len(values) // 2
    return float(values[middle]) if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What waits for the actor: to acknowledge, to answer, or (as the group's leader) to close."""
    if not uow.actor.roles & {Role.L, *ORGANISATION_ROLES}:
        return []
    me, found = uow.actor.me, []
    led = {group.id for group in people.groups_of(uow.session, me, uow.today) if group.role == people.LEADER}
    for row in uow.session.scalars(
        select(Escalation).where(visible(uow.actor, uow.today), Escalation.state.in_(_UNSETTLED))
    ):
        sent = row.group_id in led
        if row.state == State.ANSWERED and sent:
            found.append(Waiting(N_("Read the answer and close the escalation"), row.title, "escalations.show", row.id))
        elif (
            row.state == State.RAISED and not sent and me in receivers(uow.session, row, row.chain[row.step], uow.today)
        ):
            found.append(_asked_for(N_("Acknowledge an escalation"), row))
        elif row.state == State.ACKNOWLEDGED and row.owner_id == me:
            found.append(_asked_for(N_("Answer an escalation"), row))
    return found


def _asked_for(text: str, row: Escalation) -> Waiting:
    """What its receiver is to do by a day; at the top, once it has passed, no day is left."""
    return Waiting(text, row.title, "escalations.show", row.id, row.promised, overdue=row.promised is None)
