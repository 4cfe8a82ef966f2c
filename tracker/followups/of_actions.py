"""The plan's actions: what is asked of them is answered on their own page."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.followups import rules
from tracker.followups.models import FollowUp
from tracker.followups.rules import OPEN
from tracker.followups.service import answer_row
from tracker.people.calendar import free_days
from tracker.storage.unit_of_work import UnitOfWork


def answer(uow: UnitOfWork, action_id: UUID, *, outcome: str, learned: str, lang: str, next_day: date | None) -> None:
    """Answer what is open of an action; its caller has asked for the right.

    What has a cadence is asked about next by that, all else on `next_day`.
    """
    query = select(FollowUp).where(FollowUp.matter == action_id, FollowUp.state.in_(OPEN)).order_by(FollowUp.due)
    for row in uow.session.scalars(query).all():
        answer_row(uow, row, outcome, learned, lang, _next_in(uow, row) if row.cadence else next_day)


def _next_in(uow: UnitOfWork, row: FollowUp) -> date | None:
    free = free_days(uow.session, uow.today)
    return rules.following(row.anchor, row.cadence or "", max(row.due, uow.today), free)
