"""Meetings that travel with e-mails: taken in, moved, taken out, as far as the person's calendar is behind."""

from email.message import MIMEPart
from email.policy import SMTP
from uuid import UUID

from sqlalchemy import and_, exists, or_, select, update

from tracker.notifications import calendar_book as book
from tracker.notifications.calendar_ics import Look, invitation, method_of
from tracker.notifications.calendar_invited import catch_up, set_next
from tracker.notifications.models import CalendarEntry, Mail, Notice
from tracker.notifications.queries import Letter
from tracker.notifications.service import PLANNED, SENT
from tracker.storage.unit_of_work import UnitOfWork

ABOUT = ("round", "meeting")
"""an e-mail that covers a notice about one of these brings along what the person's calendar lacks"""
FILE_NAME = "invitation.ics"


def parts(uow: UnitOfWork, letter: Letter, look: Look, sender: str) -> list[MIMEPart]:
    """The meetings that go along with an e-mail. Made again for the same e-mail they are the same."""
    covers = exists().where(Notice.mail_id == letter.mail.id, Notice.about.in_(ABOUT))
    if letter.person is None or not uow.session.scalar(select(covers)):
        return []
    me = book.as_person(uow, letter.person.id)
    stands, _ = catch_up(me)
    rows = [row for row in _lacking(me, letter.mail.id) if row.cancelled or row.id in stands]
    _bring(me, rows, letter.mail.id)
    return [_part(book.as_entry(row), look, sender, letter.person.email) for row in rows]


def _lacking(me: UnitOfWork, mail_id: UUID) -> list[CalendarEntry]:
    """Meetings ahead that no e-mail brought as they are now, or that this one brings, or one that never arrived."""
    failed = CalendarEntry.mail_id.in_(select(Mail.id).where(Mail.state.not_in((PLANNED, SENT))))
    new = and_(CalendarEntry.told.is_(None), CalendarEntry.cancelled.is_(False))
    changed = or_(new, CalendarEntry.told < CalendarEntry.sequence)
    return book.rows_where(me, CalendarEntry.starts_at > me.now, or_(changed, CalendarEntry.mail_id == mail_id, failed))


def _bring(me: UnitOfWork, rows: list[CalendarEntry], mail_id: UUID) -> None:
    if rows:
        query = update(CalendarEntry).where(CalendarEntry.id.in_([row.id for row in rows]))
        told = {"told": CalendarEntry.sequence, "mail_id": mail_id}
        me.session.execute(query.values(told).execution_options(synchronize_session=False))
        set_next(me)


def _part(entry: book.Entry, look: Look, sender: str, recipient: str) -> MIMEPart:
    part = MIMEPart(policy=SMTP)
    text = invitation(entry, look, sender=sender, recipient=recipient).decode()
    method = {"method": method_of(entry)}
    part.set_content(
        text, subtype="calendar", cte="base64", disposition="attachment", filename=FILE_NAME, params=method
    )
    return part
