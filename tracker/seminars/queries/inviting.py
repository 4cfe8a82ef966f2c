"""Who is invited, who has yet to take part, and what may be read by whoever was told."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, or_, select, true
from sqlalchemy.orm import Session

from tracker.kernel.errors import N_
from tracker.kernel.permissions import Role, Standing, may
from tracker.kernel.waiting import Waiting
from tracker.people import parts
from tracker.people import queries as people
from tracker.seminars.models import Invitation, Seminar
from tracker.seminars.rules import State
from tracker.storage.asking import IDS, ME, ask
from tracker.storage.unit_of_work import UnitOfWork

RUNNING = (State.GATHER, State.RATE, State.OPEN)


def audience(uow: UnitOfWork, plan: Any, codes: list[str]) -> set[UUID]:
    """The people some kinds of participants are today; leaders are those of the part the plan is for."""
    session, day = uow.session, uow.today
    found: set[UUID] = set()
    if {"LE", "LL"} & set(codes):
        found |= _leaders(session, plan, day, codes)
    for role in (Role.TM, Role.HR, Role.MED):
        if role in codes:
            found |= set(people.holders(session, role, day))
    return found


def _leaders(session: Session, plan: Any, day: date, codes: list[str]) -> set[UUID]:
    """Leaders of leaders lead a leadership group; leaders of employees are in one and lead none."""
    here = parts.groups_in(session, plan.unit_id) if plan.is_local else None
    of_leaders = set(people.leaders_by_group(session, day).values())
    found = {person for group, person in people.in_groups(session, day) if here is None or group in here}
    return (found & of_leaders if "LL" in codes else set()) | (found - of_leaders if "LE" in codes else set())


def invited(uow: UnitOfWork, seminar_id: UUID, *, yet_to_come: bool = False) -> list[UUID]:
    """For handlers: who was invited; `yet_to_come`: those of them who have not taken part."""
    query = select(Invitation.person_id).where(Invitation.seminar_id == seminar_id)
    if yet_to_come:
        query = query.where(Invitation.took_part.is_(False))
    return list(uow.session.scalars(query.order_by(Invitation.person_id)))


def told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some seminars that whoever was told of them may still take part in."""
    to_me = select(Invitation.seminar_id).where(Invitation.person_id == ME)
    mine = or_(Seminar.id.in_(to_me), Seminar.facilitator_id == ME)
    anybody = may("R", "seminar", Standing(roles))
    return select(Seminar.id, literal("")).where(Seminar.id.in_(IDS), true() if anybody else mine)


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """A seminar that is open, and in which the actor has been asked to take part and has not."""
    rows = ask(uow.session, _open_to_me(), me=uow.actor.me).all()
    return [Waiting(N_("Take part in choosing themes for the plan"), "", "seminars.take_part", *row) for row in rows]


@cache
def _open_to_me() -> Select[UUID, date | None]:
    query = select(Seminar.id, Seminar.closes).join(Invitation, Invitation.seminar_id == Seminar.id)
    return query.where(Invitation.person_id == ME, Invitation.took_part.is_(False), Seminar.state.in_(RUNNING))
