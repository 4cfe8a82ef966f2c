"""Meetings that travel with e-mails: taken in, moved, taken out, as far as the person's calendar is behind."""

from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

from sqlalchemy import update

from tracker.kernel.permissions import Actor
from tracker.notifications import calendar_book as book
from tracker.notifications.calendar_ics import Look, invitation, method_of
from tracker.notifications.calendar_invited import catch_up, set_next
from tracker.notifications.models import CalendarEntry
from tracker.notifications.queries import Letter
from tracker.notifications.rules import PLANNED, SENT
from tracker.storage.unit_of_work import UnitOfWork

ABOUT = ("round", "supervision", "dialogue", "meeting")
"""an e-mail that covers a notice about one of these brings along what the person's calendar lacks"""
FILE_NAME = "invitation.ics"


def meetings(uow: UnitOfWork, letter: Letter) -> list[book.Entry]:
    """The meetings that go along with an e-mail.

    Composed again it brings the same, without what has changed since: that comes with the next one, for a mail
    server that had taken this one already may drop the second.
    """
    if letter.person is None or not any(one.about in ABOUT for one in letter.told):
        return []
    me = book.acting(uow, Actor(letter.person.id, letter.roles))
    stands, _ = catch_up(me)
    if letter.mail.composed_at is not None and letter.mail.composed_at < uow.now:
        rows = [row for row in book.lines_of(me, letter.mail.id) if row.told == row.sequence]
    else:
        lacking = [row for row in book.lines_ahead(me) if _lacks(row, letter.mail.id)]
        rows = [row for row in lacking if row.cancelled or row.id in stands]
        _bring(me, rows, letter.mail.id)
    return [book.as_entry(row) for row in rows]


def _lacks(row: book.Line, mail_id: UUID) -> bool:
    """Whether no e-mail brought it as it is now, or only one that did not arrive."""
    if row.told is None:
        return not row.cancelled
    has_failed = row.mail_state not in (None, PLANNED, SENT)
    return row.told < row.sequence or has_failed or row.mail_id == mail_id


def _bring(me: UnitOfWork, rows: list[book.Line], mail_id: UUID) -> None:
    if rows:
        query = update(CalendarEntry).where(CalendarEntry.id.in_([row.id for row in rows]))
        told = {"told": CalendarEntry.sequence, "mail_id": mail_id}
        me.session.execute(query.values(told).execution_options(synchronize_session=False))
        set_next(me)


def part(entry: book.Entry, look: Look, sender: str, recipient: str) -> EmailMessage:
    """A meeting as a complete part of an e-mail."""
    part = EmailMessage(policy=SMTP)
    text = invitation(entry, look, sender=sender, recipient=recipient).decode()
    method = {"method": method_of(entry)}
    part.set_content(
        text, subtype="calendar", cte="base64", disposition="attachment", filename=FILE_NAME, params=method
    )
    return part
