"""What follow-ups owe: every open one past its day has asked its owners, and every one to come has its timer."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import Row, or_, select

from tracker.followups.models import FollowUp, Owner
from tracker.followups.rules import MORNING, OPEN, State
from tracker.kernel.owed import Owed, Owing
from tracker.kernel.worktime import at_local
from tracker.people import nearest
from tracker.people.past import Past
from tracker.storage.unit_of_work import UnitOfWork

COLUMNS = (FollowUp.id, FollowUp.state, FollowUp.due, FollowUp.group_id, FollowUp.missed, FollowUp.with_id)


def owed(uow: UnitOfWork, past: Past) -> Owing:
    """Of all open follow-ups."""
    rows = uow.session.execute(select(*COLUMNS).where(FollowUp.state.in_(OPEN))).all()
    asked = [row for row in rows if row.state == State.ASKED]
    planned = [row.id for row in rows if row.state == State.PLANNED]
    owing, owners = Owing(), _owners(uow)
    for row in asked:
        if row.with_id and not owners[row.id]:
            continue  # between two who are that no more: nobody is asked
        since = at_local(row.due, MORNING, uow.zone)
        owing.tell.append(Owed("followups.asked", (row.id,), since, _surely(row, owners[row.id], past)))
    owing.timer("followups.ask", must=planned)
    owing.timer("followups.remind", must=(), may=planned)
    owing.timer("followups.miss", must=(row.id for row in asked if not row.missed), may=(row.id for row in asked))
    return owing


def _owners(uow: UnitOfWork) -> dict[UUID, set[UUID]]:
    query = select(Owner.followup_id, Owner.person_id).join(FollowUp, FollowUp.id == Owner.followup_id)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    asked = or_(FollowUp.with_id.is_(None), nearest.is_of_the_two(Owner.person_id, FollowUp.with_id, uow.today))
    for row in uow.session.execute(query.where(FollowUp.state == State.ASKED, asked)):
        found[row.followup_id].add(row.person_id)
    return found


def _surely(
    row: Row[UUID, str, object, UUID | None, int, UUID | None], owners: set[UUID], past: Past
) -> frozenset[UUID]:
    """The owners that were there to be asked; where none of them was, somebody else was."""
    return frozenset(owners & past.members(row.group_id, row.due) if row.group_id else owners)
