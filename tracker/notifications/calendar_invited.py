"""Which meetings e-mails have put into people's calendars, and whether they still are theirs (P11)."""

from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, select

from tracker.kernel.worktime import at_local, before_working_days
from tracker.notifications import calendar_book as book
from tracker.notifications.facts import MeetingTakenOut
from tracker.notifications.models import CalendarEntry
from tracker.people import queries as people
from tracker.people.calendar import free_days
from tracker.storage.unit_of_work import UnitOfWork

LOOK_AGAIN = "notifications.calendar"
DAYS_BEFORE, EARLY = 2, time(7, 30)
"""working days before a meeting on which its invitations are looked at again: before that day's digest"""


def catch_up(me: UnitOfWork) -> tuple[set[UUID], list[UUID]]:
    """Bring the book up to date with the actor's meetings ahead: those that stand, and those just found to be lost."""
    ahead = [found for found in book.meetings(me, me.now) if found.starts_at and found.starts_at > me.now]
    stands = {entry.id for entry in book.write(me, ahead)}
    lost = [row for row in book.lines_ahead(me) if _is_invited(row) and row.id not in stands]
    for row in lost:
        book.change(me, row, replace(book.as_entry(row).appointment, cancelled=True))
    return stands, [row.id for row in lost]


def look_again_at_all(uow: UnitOfWork) -> None:
    """People or groups have changed: everybody's invitations are looked at anew, each in a work of its own."""
    query = select(CalendarEntry.person_id).where(*_invited(uow.now)).distinct().order_by(CalendarEntry.person_id)
    for person_id in uow.session.scalars(query).all():
        uow.at(uow.now, LOOK_AGAIN, person_id)


def look_again(uow: UnitOfWork, person_id: UUID) -> None:
    """What an e-mail put into a calendar and is that person's no more is taken out again. A timer's work."""
    me = book.as_person(uow, person_id)
    _, lost = catch_up(me)
    if people.with_roles(uow.session, person_id, uow.today):
        for entry_id in lost:
            uow.record(MeetingTakenOut(matter=entry_id, person_id=person_id))
    set_next(me)


def set_next(me: UnitOfWork) -> None:
    """Look again shortly before each meeting: a membership may end on a day that was known long ago."""
    free = free_days(me.session, me.today)
    invited = [row.starts_at for row in book.lines_ahead(me) if row.starts_at and _is_invited(row)]
    days = {starts_at.astimezone(me.zone).date() for starts_at in invited}
    moments = [at_local(before_working_days(day, DAYS_BEFORE, free), EARLY, me.zone) for day in days]
    if coming := [moment for moment in moments if moment > me.now]:
        me.at(min(coming), LOOK_AGAIN, me.actor.me)


def _is_invited(row: book.Line) -> bool:
    return row.told is not None and not row.cancelled


def _invited(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return CalendarEntry.told.is_not(None), CalendarEntry.cancelled.is_(False), CalendarEntry.starts_at > now
