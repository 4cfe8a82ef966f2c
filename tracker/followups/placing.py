"""The day a follow-up is put on, and the moments around it; again, where somebody announces leave or takes it back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tracker.followups import facts, rules
from tracker.followups.models import FollowUp, Owner
from tracker.followups.queries import owners_of
from tracker.followups.rules import State
from tracker.kernel.worktime import on_working_day
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.unit_of_work import UnitOfWork

REMIND, ASK, MISS = "followups.remind", "followups.ask", "followups.miss"


def placed(uow: UnitOfWork, day: date, owner_ids: Sequence[UUID]) -> date:
    """The first working day from a day on which not all who are asked have announced leave."""
    leave = people.leave(uow.session, owner_ids, day)
    away = frozenset.intersection(*(leave.get(owner, frozenset()) for owner in owner_ids)) if owner_ids else frozenset()
    return on_working_day(day, free_days(uow.session, uow.today) | away)


def place_all_again(uow: UnitOfWork, person_id: UUID) -> None:
    """Put what somebody is to be asked about on days that fit their leave as it is announced now."""
    query = select(FollowUp).join(Owner, Owner.followup_id == FollowUp.id)
    for row in uow.session.scalars(query.where(Owner.person_id == person_id, FollowUp.state == State.PLANNED)).all():
        place_again(uow, row)


def place_off_free_days(uow: UnitOfWork) -> None:
    """Put what lies on a day that the organisation has made a free one on another."""
    free = free_days(uow.session, uow.today)
    coming = select(FollowUp).where(FollowUp.state == State.PLANNED, FollowUp.due.in_(sorted(free)))
    for row in uow.session.scalars(coming).all():
        place_again(uow, row)


def place_again(uow: UnitOfWork, row: FollowUp) -> None:
    """The day it was set to may suit those who are asked again, or not any more; no day that has passed."""
    if row.state != State.PLANNED:
        return
    day = placed(uow, max(row.meant or row.due, uow.today), owners_of(uow.session, row.id))
    if day == row.due:
        return
    row.due = day
    stop_timers(uow, row)
    start_timers(uow, row)
    uow.record(facts.FollowUpPlaced(matter=row.story, followup_id=row.id, due=day))


def moments_of(uow: UnitOfWork, due: date) -> rules.Moments:
    """When its owners are reminded and asked, and when it counts as missed."""
    return rules.moments(due, free_days(uow.session, uow.today), uow.zone)


def start_timers(uow: UnitOfWork, row: FollowUp) -> None:
    """Plan the reminder and the question."""
    moments = moments_of(uow, row.due)
    if moments.remind_at > uow.now:
        uow.at(moments.remind_at, REMIND, row.id)
    uow.at(max(moments.ask_at, uow.now), ASK, row.id)  # one of today is asked as of now, not as missed this morning


def stop_timers(uow: UnitOfWork, row: FollowUp) -> None:
    """Nothing of what was planned happens."""
    for kind in (REMIND, ASK, MISS):
        uow.cancel(kind, row.id)
