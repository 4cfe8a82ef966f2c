"""The inbox, and what a mail covers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.escalations import queries as escalations
from tracker.followups import queries as followups
from tracker.notifications.models import Mail, MailboxEntry, Notice
from tracker.notifications.rules import KINDS
from tracker.plans import queries as plans
from tracker.rounds import queries as rounds

PAGE = 50
Titles = Callable[[Session, Iterable[UUID]], dict[UUID, str]]
TITLES: dict[str, Titles] = {
    "escalation": escalations.titles,
    "followup": followups.titles,
    "round": rounds.titles,
    "plan": plans.plan_titles,
    "theme": plans.theme_titles,
    "plan_talk": plans.group_titles,
}
"""how the inbox finds what a notice is about, by its kind of matter"""


@dataclass(frozen=True)
class Item:
    """An item of the inbox."""

    id: UUID
    kind: str
    text: str
    why: str
    about: str
    matter: UUID
    title: str
    at: datetime
    unread: bool


def unread(session: Session, person_id: UUID) -> int:
    """How many items a person has neither read nor put aside."""
    query = select(func.count()).where(
        Notice.person_id == person_id, Notice.read_at.is_(None), Notice.done_at.is_(None)
    )
    return session.scalar(query) or 0


def inbox(session: Session, person_id: UUID, *, limit: int = PAGE, waiting_only: bool = False) -> list[Item]:
    """A person's items, newest first; with `waiting_only` those not put aside."""
    query = select(Notice).where(Notice.person_id == person_id)
    if waiting_only:
        query = query.where(Notice.done_at.is_(None))
    rows = session.scalars(query.order_by(Notice.at.desc(), Notice.id).limit(limit)).all()
    titles = _titles(session, rows)
    return [
        Item(
            row.id,
            row.kind,
            KINDS[row.kind].text,
            KINDS[row.kind].why,
            row.about,
            row.matter,
            titles.get(row.matter, ""),
            row.at,
            row.read_at is None and row.done_at is None,
        )
        for row in rows
    ]


def _titles(session: Session, rows: Iterable[Notice]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        wanted.setdefault(row.about, set()).add(row.matter)
    for about, matters in wanted.items():
        if about in TITLES:
            found |= TITLES[about](session, matters)
    return found


@dataclass(frozen=True)
class Letter:
    """What a mail is made of: its row and the kinds of what it covers, with each notice's id."""

    mail: Mail
    covers: list[tuple[UUID, str]]


def letter(session: Session, mail_id: UUID) -> Letter | None:
    """A mail and what it still covers: what has been put aside or dealt with is left out."""
    mail = session.get(Mail, mail_id)
    if mail is None:
        return None
    query = select(Notice.id, Notice.kind).where(Notice.mail_id == mail_id, Notice.done_at.is_(None))
    return Letter(mail, [(row.id, row.kind) for row in session.execute(query.order_by(Notice.at, Notice.id))])


def mailbox(session: Session, limit: int = 100) -> list[MailboxEntry]:
    """The demo's mailbox, newest first."""
    return list(session.scalars(select(MailboxEntry).order_by(MailboxEntry.at.desc()).limit(limit)))
