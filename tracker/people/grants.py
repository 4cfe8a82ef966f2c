"""Who holds which role now and later, and what waits for top management's approval."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role
from tracker.kernel.waiting import Waiting
from tracker.people.models import Grant, Person, Proposal, Unit
from tracker.people.roles import holders
from tracker.storage.asking import IDS
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class GrantOf:
    """A role somebody holds, or is to hold."""

    id: UUID
    person_id: UUID
    name: str
    email: str
    role: Role
    unit: str
    starts: date
    ends: date | None
    source: str
    seat: str | None = None
    proposed_by: UUID | None = None


def granted(session: Session, day: date) -> list[GrantOf]:
    """The roles that are not over on a day, by role and name."""
    query = _with_names(Grant).add_columns(Grant.seat)
    query = query.where(or_(Grant.ends.is_(None), Grant.ends >= day)).order_by(Grant.role, Person.name, Grant.starts)
    return [_read(row) for row in session.execute(query)]


def proposed(session: Session) -> list[GrantOf]:
    """The roles that wait for approval, by name."""
    query = _with_names(Proposal).add_columns(Proposal.proposed_by).order_by(Person.name)
    return [_read(row) for row in session.execute(query)]


def _with_names(row: type[Grant] | type[Proposal]) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(row.id, row.person_id, Person.name, Person.email, row.role)
    query = query.add_columns(Unit.name.label("unit"), row.starts, row.ends, row.source)
    return query.join(Person, Person.id == row.person_id).join(Unit, Unit.id == row.unit_id)


def _read(row: Row[*tuple[Any, ...]]) -> GrantOf:
    return GrantOf(**dict(row._mapping) | {"role": Role(row.role)})  # noqa: SLF001 - how SQLAlchemy names it


def units(session: Session) -> list[tuple[UUID, str]]:
    """Every unit with its name, the one at the top first."""
    query = select(Unit.id, Unit.name).order_by(Unit.parent_id.is_not(None), Unit.name)
    return [(row.id, row.name) for row in session.execute(query)]


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """The roles that wait for the actor's approval."""
    if Role.TM not in uow.actor.roles:
        return []
    text = N_("A role waits for your approval")
    mine = (one for one in proposed(uow.session) if uow.actor.person_id not in (one.person_id, one.proposed_by))
    return [Waiting(text, one.name, "people.approve_page", one.id) for one in mine]


def approvers(uow: UnitOfWork, proposal_id: UUID) -> list[UUID]:
    """Who may approve a proposal; nobody where it is decided already."""
    row = uow.session.get(Proposal, proposal_id)
    if row is None:
        return []
    return [one for one in holders(uow.session, Role.TM, uow.today) if one not in (row.person_id, row.proposed_by)]


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some proposals that whoever was told of them may still read; their titles say nobody's name."""
    query = select(Proposal.id, Proposal.role.label("title")).where(Proposal.id.in_(IDS))
    return query if roles & {Role.TM} else query.where(Proposal.id.is_(None))
