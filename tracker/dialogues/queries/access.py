"""Whose tool it is, and what somebody is to a dialogue: one of its two, or nobody."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select

from tracker.dialogues.models import CheckIn, Dialogue, Note, Promise, Request, Topic
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Actor, Role, Standing
from tracker.people import nearest
from tracker.people import queries as people
from tracker.storage.asking import IDS, TODAY, Asker
from tracker.storage.kept import once
from tracker.storage.unit_of_work import UnitOfWork

Private = Note | Promise | CheckIn | Topic
P = TypeVar("P", Note, Promise, CheckIn, Topic)
NOBODY = Standing(frozenset())
MYSELF = Standing(frozenset({Role.L}), frozenset({"own"}))


def at_hand(uow: UnitOfWork) -> bool:
    """Whether the tool is there for the actor: a leader, a nearest leader, or somebody who was asked to use it.

    What is private goes by the person and not by the hat worn, but for the administrator's, which reads nothing.
    """
    if Role.SA in uow.actor.roles:
        return False
    if Role.TM in uow.actor.roles or people.groups_of(uow.session, uow.actor.me, uow.today):
        return True
    return once(uow.session, "tool 1", uow.actor.me, lambda: _leads_or_was_asked(uow))


def _leads_or_was_asked(uow: UnitOfWork) -> bool:
    me = uow.actor.me
    leads = exists(nearest.led(me, uow.today))
    asked = exists().where(Request.person_id == me)
    return bool(uow.session.scalar(select(or_(leads, asked))))


def own(uow: UnitOfWork, action: str) -> None:
    """NotFound unless the tool is at hand: what is done with it is the actor's own."""
    uow.require(action, "contract", MYSELF if at_hand(uow) else NOBODY)


def mine(uow: UnitOfWork, model: type[P], row_id: UUID, action: str, *, version: int | None = None) -> P:
    """A private row of the actor's; NotFound for anybody else's, whatever its version."""
    own(uow, action)
    row = uow.get(model, row_id)
    if row.person_id != uow.actor.me:
        raise NotFound
    return uow.at_version(row, version)


@dataclass(frozen=True)
class Between:
    """A dialogue, and whether its two are leader and nearest leader now."""

    row: Dialogue
    still: bool


def standing(uow: UnitOfWork, one: Between) -> Standing:
    """What the actor is to a dialogue. The leader stays one of the two; the nearest leader only while they are that."""
    me = uow.actor.me
    if Role.SA in uow.actor.roles:
        return NOBODY
    if one.row.leader_id == me:
        return Standing(frozenset({Role.L}), frozenset({"party"}))
    if one.row.nearest_id == me and one.still:
        return Standing(frozenset({Role.NL}), frozenset({"party"}))
    return NOBODY


def still(uow: UnitOfWork, row: Dialogue) -> bool:
    """Whether the two are leader and nearest leader now."""
    return nearest.is_nearest(uow.session, row.leader_id, row.nearest_id, uow.today)


def _find(uow: UnitOfWork, dialogue_id: UUID) -> Between:
    together = nearest.has_nearest(Dialogue.leader_id, Dialogue.nearest_id, uow.today)
    found = uow.session.execute(select(Dialogue, together).where(Dialogue.id == dialogue_id)).one_or_none()
    if found is None:
        raise NotFound
    return Between(*found)


def between(uow: UnitOfWork, dialogue_id: UUID, action: str = "R") -> Between:
    """A dialogue, for its two; NotFound for everybody else. Where the two are that no more, nothing is written."""
    found = once(uow.session, "dialogue", dialogue_id, lambda: _find(uow, dialogue_id))
    uow.require(action, "dialogue", standing(uow, found))
    if action != "R" and not found.still:
        raise NotFound
    return found


def talk(uow: UnitOfWork, dialogue_id: UUID, action: str = "R", *, version: int | None = None) -> Dialogue:
    """The same, at a version."""
    return uow.at_version(between(uow, dialogue_id, action).row, version)


def with_whom(uow: UnitOfWork, person_id: UUID) -> tuple[UUID, UUID]:
    """Leader and nearest leader, where the actor is one and the person the other; NotFound otherwise."""
    me = uow.actor.me
    pairs = [(me, person_id), (person_id, me)]
    ok = [pair for pair in pairs if nearest.is_nearest(uow.session, *pair, uow.today)]
    role = frozenset({Role.L if ok and ok[0][0] == me else Role.NL})
    is_party = bool(ok) and Role.SA not in uow.actor.roles
    uow.require("C", "dialogue", Standing(role, frozenset({"party"})) if is_party else NOBODY)
    return ok[0]


def of_mine(actor: Actor | Asker, day: people.Day) -> ColumnElement[bool]:
    """The condition that a dialogue is the actor's to read, as `standing` has it."""
    if Role.SA in actor.roles:
        return literal(value=False)
    as_nearest = and_(Dialogue.nearest_id == actor.me, Dialogue.leader_id.in_(nearest.led(actor.me, day)))
    return or_(Dialogue.leader_id == actor.me, as_nearest)


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some dialogues that whoever was told of them may still read; they have no titles."""
    columns = select(Dialogue.id, literal("").label("title"))
    return columns.where(Dialogue.id.in_(IDS), of_mine(Asker(roles), TODAY))


def requests_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """The same of requests: only from whoever is the nearest leader now."""
    who = Asker(roles)
    mine_now = and_(Request.person_id == who.me, nearest.has_nearest(who.me, Request.from_id, TODAY))
    return select(Request.id, literal("").label("title")).where(Request.id.in_(IDS), mine_now)
