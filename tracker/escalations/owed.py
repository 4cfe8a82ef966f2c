"""What escalations owe: whoever is to act knows it, the group has its answer, and each limit has its timer."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.escalations.models import Escalation
from tracker.escalations.rules import OPEN, PART, State
from tracker.kernel.owed import Owed, Owing
from tracker.kernel.permissions import Role
from tracker.people.past import Past
from tracker.storage.unit_of_work import UnitOfWork


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of all escalations that are not closed."""
    rows = uow.session.scalars(select(Escalation).where(Escalation.state.in_([*OPEN, State.ANSWERED]))).all()
    owing = Owing()
    for row in rows:
        owing.tell += _told(uow, row, past)
        owing.never += [(row.id, row.concerns_id)] if row.concerns_id else []
    runs = [row.id for row in rows if row.state in OPEN and row.promised and not row.stranded]
    owing.timer("escalations.move_up", must=runs)
    owing.timer("escalations.remind", must=(), may=runs)
    return owing


def _told(uow: UnitOfWork, row: Escalation, past: Past) -> list[Owed]:
    if row.state == State.ANSWERED:
        answered = _answered(uow, row, past)
        return [answered] if answered.people else []
    if row.stranded:
        return [Owed("escalations.stranded", (row.id,), row.raised_at)]
    day = row.level_since.astimezone(uow.zone).date()
    found = [Owed("escalations.reached", (row.id,), row.raised_at, _receivers(row, day, past))]
    if others := _group(uow, row, past) - {row.raised_by}:
        found.append(Owed("escalations.sent", (row.id,), row.raised_at, others))
    return found


def _receivers(row: Escalation, day: date, past: Past) -> frozenset[UUID]:
    """The holders of the level's role. Who a nearest leader was on a day is not written down: somebody was told."""
    role = row.chain[row.step]
    holders = frozenset[UUID]() if role in (Role.NL, PART) else past.holders(Role(role), day)
    return holders - {row.concerns_id}


def _answered(uow: UnitOfWork, row: Escalation, past: Past) -> Owed:
    since = row.answered_at or row.level_since
    there = past.members(row.group_id, since.astimezone(uow.zone).date())
    return Owed("escalations.answered", (row.id,), since, _group(uow, row, past) & there)


def _group(uow: UnitOfWork, row: Escalation, past: Past) -> frozenset[UUID]:
    return past.members(row.group_id, row.raised_at.astimezone(uow.zone).date()) - {row.concerns_id}
