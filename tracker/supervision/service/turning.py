"""Turns: kept in order, taken by an acute case, swapped by two who agree."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import facts, rota, rules
from tracker.supervision.models import Frame, Turn
from tracker.supervision.queries import turns
from tracker.supervision.queries.access import Place, place, seat


def put(uow: UnitOfWork, group_id: UUID, order: Sequence[UUID]) -> None:
    """Write the order down; who is not in it has no turn any more."""
    rows = {row.person_id: row for row in turns.of_group(uow.session, group_id)}
    for person_id in rows.keys() - set(order):
        uow.session.delete(rows.pop(person_id))
    for number, person_id in enumerate(order):
        row = rows.get(person_id) or Turn(group_id=group_id, person_id=person_id)
        row.place = number
        uow.session.add(row)
    uow.session.flush()


def settled(uow: UnitOfWork, group_id: UUID) -> list[UUID]:
    """The order as it is today, written down: who has come into the group since stands last from now on.

    One at a time: whoever else changes the order waits here.
    """
    uow.session.execute(select(Frame.id).where(Frame.group_id == group_id).with_for_update())
    known = [row.person_id for row in turns.of_group(uow.session, group_id)]
    members = [person.id for person in people.members(uow.session, group_id, uow.today)]
    order = rota.order(known, members)
    put(uow, group_id, order)
    return order


def take_next(uow: UnitOfWork, sitting_id: UUID) -> None:
    """The actor has an acute case; everybody else moves one along."""
    here = seat(uow, sitting_id, "T")
    _member(uow, here.row.group_id)
    rules.change(here.row.state)
    order, me = settled(uow, here.row.group_id), uow.actor.me
    now = turns.cast(uow, here.row, turns.read(uow, here.row.group_id))
    rota.take(me, order, now.focus, here.row.acute_id if now.is_acute else None)
    here.row.acute_id = me
    uow.record(facts.TurnTaken(matter=here.row.id, person_id=me, instead_of=now.focus))


def give_back(uow: UnitOfWork, sitting_id: UUID) -> None:
    """It is no longer acute: whoever was to have the turn has it."""
    here = seat(uow, sitting_id, "T")
    rules.change(here.row.state)
    if here.row.acute_id != uow.actor.me:
        raise NotFound
    here.row.acute_id = None
    now = turns.cast(uow, here.row, turns.read(uow, here.row.group_id))
    uow.record(facts.TurnGivenBack(matter=here.row.id, to_id=now.focus))


def offer(uow: UnitOfWork, group_id: UUID) -> None:
    """The actor would like to swap; whoever takes the turn gives theirs."""
    row = _mine(uow, group_id)
    if row.offered_at is None:
        row.offered_at = uow.now
        uow.record(facts.TurnOffered(matter=group_id, person_id=row.person_id))


def keep(uow: UnitOfWork, group_id: UUID) -> None:
    """The actor keeps their turn after all."""
    row = _mine(uow, group_id)
    if row.offered_at is not None:
        row.offered_at = None
        uow.record(facts.TurnOfferWithdrawn(matter=group_id, person_id=row.person_id))


def take_offered(uow: UnitOfWork, group_id: UUID, person_id: UUID) -> None:
    """The actor takes a turn that is offered, and gives their own."""
    _member(uow, group_id)
    order, me = settled(uow, group_id), uow.actor.me
    rows = {row.person_id: row for row in turns.of_group(uow.session, group_id)}
    rota.swap(me, person_id, order, [one for one, row in rows.items() if row.offered_at])
    put(uow, group_id, rota.swapped(order, me, person_id))
    rows[person_id].offered_at = rows[me].offered_at = None
    uow.record(facts.TurnsSwapped(matter=group_id, by_id=me, with_id=person_id))


def _mine(uow: UnitOfWork, group_id: UUID) -> Turn:
    _member(uow, group_id)
    settled(uow, group_id)
    return next(row for row in turns.of_group(uow.session, group_id) if row.person_id == uow.actor.me)


def _member(uow: UnitOfWork, group_id: UUID) -> Place:
    """Turns are of those in the group; a facilitator has none."""
    here = place(uow, group_id, "T")
    if not here.is_member:
        raise NotFound
    return here
