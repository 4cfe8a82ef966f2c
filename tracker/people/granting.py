"""Roles: granted for a unit, from and to a day, and ended. Top management approves HR's; nobody grants to oneself."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.kernel.errors import N_, NotFound, RuleBroken
from tracker.kernel.permissions import Role, Standing
from tracker.people import holding, queries
from tracker.people.facts import RoleDecided, RoleEnded, RoleGranted, RoleProposed
from tracker.people.holding import Held
from tracker.people.models import Grant, Membership, Proposal, Unit
from tracker.storage.unit_of_work import UnitOfWork


def grant(
    uow: UnitOfWork,
    *,
    person_id: UUID,
    role: Role,
    unit_id: UUID,
    starts: date,
    ends: date | None = None,
    seat: str | None = None,
    source: str = "",
) -> None:
    """Give a person a role, or propose it where top management is to approve it. RuleBroken where it cannot be."""
    uow.require("C", "people", Standing(uow.actor.roles))
    if person_id == uow.actor.person_id:
        raise RuleBroken(holding.OWN, field="email")
    if uow.session.get(Unit, unit_id) is None:
        raise NotFound
    unit = str(unit_id)
    holding.grant(Held(role, starts, ends, unit), _held(uow, person_id))
    values = {"person_id": person_id, "role": role, "unit_id": unit_id, "starts": starts, "ends": ends}
    if role in holding.APPROVED:
        _propose(uow, Proposal(id=uuid4(), **values, source=source, proposed_by=uow.actor.person_id))
        return
    uow.session.add(Grant(**values, seat=seat if role == Role.MED else None, source=source, known_from=uow.today))
    uow.record(RoleGranted(matter=person_id, role=role, unit_id=unit_id))


def _propose(uow: UnitOfWork, row: Proposal) -> None:
    same = select(Proposal.id).where(Proposal.person_id == row.person_id, Proposal.role == row.role)
    if uow.session.scalar(same.where(Proposal.unit_id == row.unit_id)):
        raise RuleBroken(N_("This waits for top management's approval already"), field="role")
    uow.session.add(row)
    uow.record(RoleProposed(matter=row.id))


def _held(uow: UnitOfWork, person_id: UUID) -> list[Held]:
    """All a person holds, ever, with the seats in leadership groups."""
    grants = uow.session.scalars(select(Grant).where(Grant.person_id == person_id))
    seats = uow.session.scalars(select(Membership).where(Membership.person_id == person_id))
    held = [Held(Role(row.role), row.starts, row.ends, str(row.unit_id)) for row in grants]
    return held + [Held(Role.L, row.starts, row.ends, str(row.group_id)) for row in seats]


def end(uow: UnitOfWork, grant_id: UUID) -> None:
    """A role is over: it gives nothing from the next request on."""
    uow.require("U", "people", Standing(uow.actor.roles))
    row = uow.get(Grant, grant_id)
    if row.person_id == uow.actor.person_id:
        raise RuleBroken(holding.OWN)
    _end(uow, row)


def _end(uow: UnitOfWork, row: Grant) -> None:
    if row.ends and row.ends < uow.today:
        raise NotFound
    row.ends = uow.today - timedelta(days=1)
    uow.record(RoleEnded(matter=row.person_id, role=row.role, unit_id=row.unit_id))


def decide(uow: UnitOfWork, proposal_id: UUID, *, approved: bool) -> None:
    """Top management approves a proposed role, or does not; never one's own, and never what one proposed oneself."""
    uow.require("S", "people", Standing(uow.actor.roles))
    row = uow.session.get(Proposal, proposal_id, with_for_update=True)
    if row is None:
        raise NotFound
    if uow.actor.person_id in (row.person_id, row.proposed_by):
        raise RuleBroken(holding.OWN)
    if approved:
        starts = max(row.starts, uow.today)
        holding.grant(Held(Role(row.role), starts, row.ends, str(row.unit_id)), _held(uow, row.person_id))
        values = {"person_id": row.person_id, "role": row.role, "unit_id": row.unit_id, "known_from": uow.today}
        uow.session.add(Grant(**values, seat=None, starts=starts, ends=row.ends, source=row.source))
        uow.record(RoleGranted(matter=row.person_id, role=row.role, unit_id=row.unit_id))
    uow.session.delete(row)
    uow.record(RoleDecided(matter=row.id, person_id=row.person_id, role=row.role, approved=approved))


def withdraw(uow: UnitOfWork, proposal_id: UUID) -> None:
    """HR takes back a role that was not decided yet."""
    uow.require("U", "people", Standing(uow.actor.roles))
    uow.session.delete(uow.get(Proposal, proposal_id))


Wanted = tuple[Role, str | None, str]
"""a role, its seat, and the key of its unit (empty: the one at the top)"""
SIGN_ON = "sign_on"


def follow(uow: UnitOfWork, person_id: UUID, wanted: set[Wanted]) -> list[Wanted]:
    """What the groups of single sign-on give, no more and no less; what cannot be granted is left out, and answered.

    Roles that were granted otherwise stay as they are. HR's wait for top management's approval here, too.
    """
    units = {row.key: row.id for row in uow.session.execute(select(Unit.key, Unit.id))}
    units[""] = queries.root_unit(uow.session)
    places = {(role, seat, units[key]): (role, seat, key) for role, seat, key in wanted if key in units}
    left_out = [one for one in wanted if one[2] not in units]
    stands: list[Grant | Proposal] = [*_given(uow, person_id), *_proposed(uow, person_id)]
    for row in stands:
        mine = (Role(row.role), row.seat if isinstance(row, Grant) else None, row.unit_id)
        if mine in places:
            del places[mine]
        elif isinstance(row, Grant):
            _end(uow, row)
        else:
            uow.session.delete(row)
    uow.session.flush()
    for (role, seat, unit_id), one in sorted(places.items(), key=lambda pair: pair[1][0]):
        try:
            grant(uow, person_id=person_id, role=role, unit_id=unit_id, starts=uow.today, seat=seat, source=SIGN_ON)
            uow.session.flush()
        except RuleBroken:
            left_out.append(one)
    return left_out


def _given(uow: UnitOfWork, person_id: UUID) -> list[Grant]:
    query = select(Grant).where(Grant.person_id == person_id, Grant.source == SIGN_ON)
    return list(uow.session.scalars(query.where(queries.holds(Grant, uow.today))))


def _proposed(uow: UnitOfWork, person_id: UUID) -> list[Proposal]:
    return list(
        uow.session.scalars(select(Proposal).where(Proposal.person_id == person_id, Proposal.source == SIGN_ON))
    )
