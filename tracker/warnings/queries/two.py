"""Reads of early warnings between a leader and the nearest leader: one's own alone."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Select, literal, or_, select

from tracker.kernel.errors import N_, NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.kernel.waiting import Waiting
from tracker.people import nearest
from tracker.people import queries as people
from tracker.storage.asking import IDS, ME, TODAY, ask
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings.models import PersonalWarning
from tracker.warnings.queries.early import setting
from tracker.warnings.rules import AWAITING, RULES, Rule

MYSELF = Standing(frozenset({Role.L}), frozenset({"own"}))
_STILL = or_(
    nearest.has_nearest(PersonalWarning.person_id, PersonalWarning.other_id, TODAY),
    nearest.has_nearest(PersonalWarning.other_id, PersonalWarning.person_id, TODAY),
)
"""the condition that the two are leader and nearest leader"""


def mine(uow: UnitOfWork, warning_id: UUID, action: str) -> PersonalWarning:
    """One that was told to the actor; NotFound for anybody else, whatever roles they hold."""
    row = uow.get(PersonalWarning, warning_id)
    is_mine = row.person_id == uow.actor.me and Role.SA not in uow.actor.roles
    uow.require(action, "person_warning", MYSELF if is_mine else Standing(frozenset()))
    return row


@dataclass(frozen=True)
class Personal:
    """A warning between two, as the one it was told to sees it."""

    id: UUID
    rule: Rule
    number: int | None
    other: people.Someone
    raised_at: datetime
    ended_at: datetime | None
    state: str
    came_back: bool
    version: int


def personal(uow: UnitOfWork, warning_id: UUID) -> Personal:
    """One of the actor's own."""
    row = mine(uow, warning_id, "R")
    other = people.someone(uow.session, row.other_id)
    if other is None:
        raise NotFound
    number = setting(uow.session, row.rule).number
    days = (row.raised_at, row.ended_at)
    return Personal(row.id, RULES[row.rule], number, other, *days, row.state, row.came_back, row.version)


def personal_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some warnings that whoever was told of them may still read; they have no titles."""
    still = literal(Role.SA not in roles)
    columns = select(PersonalWarning.id, literal("").label("title"))
    return columns.where(PersonalWarning.id.in_(IDS), PersonalWarning.person_id == ME, still, _STILL)


@cache
def _open() -> Select[UUID, UUID, str]:
    query = select(PersonalWarning.id, PersonalWarning.other_id, PersonalWarning.state)
    return query.where(PersonalWarning.person_id == ME, PersonalWarning.ended_at.is_(None), _STILL)


@dataclass(frozen=True)
class Line:
    """One of one's own in a list."""

    id: UUID
    name: str
    state: str


def lines(uow: UnitOfWork) -> list[Line]:
    """The actor's own that stand."""
    if Role.SA in uow.actor.roles:
        return []
    rows = ask(uow.session, _open(), me=uow.actor.me, today=uow.today).all()
    names = people.people(uow.session, {row.other_id for row in rows}) if rows else {}
    return [Line(row.id, names[row.other_id].name, row.state) for row in rows]


def waiting_personally(uow: UnitOfWork) -> list[Waiting]:
    """Those the actor has not answered."""
    text = N_("Is it time for a talk?")
    return [Waiting(text, one.name, "warnings.personal", one.id) for one in lines(uow) if one.state in AWAITING]
