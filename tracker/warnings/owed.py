"""What early warnings and requests for support owe: whoever is to answer knows of them."""

from datetime import timedelta

from sqlalchemy import select

from tracker.kernel.owed import Owed, Owing
from tracker.kernel.permissions import Role
from tracker.people.past import Past
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings.models import EarlyWarning, Noticed, PersonalWarning, SupportOffer, SupportRequest
from tracker.warnings.rules import RULES, State
from tracker.warnings.service import AGAIN, COME_BACK

LATELY = timedelta(days=45)
"""what people were told is deleted in time: what lies further back is not asked about any more"""


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of all that has not ended or been withdrawn."""
    owing = Owing()
    rows = uow.session.scalars(select(EarlyWarning).where(EarlyWarning.ended_at.is_(None))).all()
    for row in rows:
        owing.never += [(row.id, row.concerns_id)] if row.concerns_id else []
        if row.state == State.NEW:
            owing.tell += _warned(uow, row, past)
    owing.timer("warnings.return", must=(row.id for row in rows if row.state == State.LATER and not row.came_back))
    private = uow.session.scalars(select(PersonalWarning).where(PersonalWarning.ended_at.is_(None))).all()
    owing.tell += [_personal(row) for row in private if row.state == State.NEW and row.raised_at > uow.now - LATELY]
    owing.timer(COME_BACK, must=(row.id for row in private if row.state == State.LATER and not row.came_back))
    for note in uow.session.scalars(select(Noticed).where(Noticed.at > uow.now - LATELY)):
        owing.tell.append(Owed("warnings.noticed", (note.id,), note.at, frozenset({note.to_id})))
    offered = uow.session.scalars(select(SupportOffer)).all()
    fresh = (row for row in offered if row.state == State.NEW and row.offered_at > uow.now - LATELY)
    owing.tell += [Owed("warnings.offered", (row.id,), row.offered_at, frozenset({row.person_id})) for row in fresh]
    owing.timer(AGAIN, must=(row.id for row in offered if row.state == State.LATER))
    for request in uow.session.scalars(select(SupportRequest).where(SupportRequest.sealed.is_not(None))):
        owing.never.append((request.id, request.person_id))
        holders = past.holders(Role.HR, request.asked_at.astimezone(uow.zone).date()) - {request.person_id}
        if holders:
            owing.tell.append(Owed("warnings.support", (request.id,), request.asked_at, holders))
    return owing


def _personal(row: PersonalWarning) -> Owed:
    return Owed("warnings.personal", (row.id,), row.raised_at, frozenset({row.person_id}))


def _warned(uow: UnitOfWork, row: EarlyWarning, past: Past) -> list[Owed]:
    day = row.raised_at.astimezone(uow.zone).date()
    if RULES[row.rule].told == Role.HR:
        people = past.holders(Role.HR, day) - {row.concerns_id}
    else:
        leader = past.leader(row.group_id, day)
        people = frozenset({leader} if leader else ())
    return [Owed("warnings.raised", (row.id,), row.raised_at, people)] if people else []
