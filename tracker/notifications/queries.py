"""The inbox, and what a mail covers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ScalarSelect, SQLColumnExpression, and_, case, func, or_, select
from sqlalchemy.orm import Session

from tracker.escalations import queries as escalations
from tracker.followups import queries as followups
from tracker.kernel.permissions import Actor
from tracker.notifications.models import Mail, MailboxEntry, Notice
from tracker.notifications.rules import KINDS
from tracker.people import queries as people
from tracker.plans import queries as plans
from tracker.rounds import queries as rounds
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import queries as warnings

PAGE = 50
Titles = Callable[[Session, Iterable[UUID]], dict[UUID, str]]
TITLES: dict[str, Titles] = {
    "escalation": escalations.titles,
    "followup": followups.titles,
    "round": rounds.titles,
    "plan": plans.plan_titles,
    "theme": plans.theme_titles,
    "plan_talk": plans.group_titles,
    "warning": warnings.titles,
}
"""how the inbox finds what a notice is about, by its kind of matter"""
Readable = Callable[[Session, Actor, date, Iterable[UUID]], set[UUID]]
READABLE: dict[str, Readable] = {
    "escalation": escalations.readable,
    "escalation_status": escalations.status_readable,
    "followup": followups.readable,
    "round": rounds.readable,
    "plan": plans.readable_plans,
    "theme": plans.readable_themes,
    "plan_talk": plans.readable_talks,
    "warning": warnings.readable,
    "support": warnings.readable_requests,
}
"""what one was told of and may no longer read, as a role or a group ended: neither shown nor mailed about (P11)"""


@dataclass(frozen=True)
class Item:
    """An item of the inbox."""

    id: UUID
    kind: str
    text: str
    why: str
    sort: str
    about: str
    matter: UUID
    title: str
    at: datetime
    unread: bool


def unread_of(person_id: SQLColumnExpression[UUID] | UUID) -> ScalarSelect[int]:
    """How many items a person has neither read nor put aside, to be read along with the person."""
    theirs = (Notice.person_id == person_id, Notice.read_at.is_(None), Notice.done_at.is_(None))
    return select(func.count(Notice.id)).where(*theirs).scalar_subquery()


def unread(session: Session, person_id: UUID) -> int:
    """The same for one person."""
    return session.scalar(select(unread_of(person_id))) or 0


def unread_by_topic(session: Session, person_id: UUID) -> dict[str, int]:
    """How many items a person has neither read nor put aside, by what they concern (all that ever came)."""
    is_new = case((and_(Notice.read_at.is_(None), Notice.done_at.is_(None)), 1), else_=0)
    query = select(Notice.kind, func.sum(is_new).label("new")).where(Notice.person_id == person_id)
    counts: dict[str, int] = {}
    for row in session.execute(query.group_by(Notice.kind)):
        topic = KINDS[row.kind].topic
        counts[topic] = counts.get(topic, 0) + row.new
    return counts


def inbox(uow: UnitOfWork, *, limit: int = PAGE, waiting_only: bool = False, topic: str = "") -> list[Item]:
    """The actor's items, unread ones first, then newest first; with `waiting_only` those not put aside."""
    query = select(Notice).where(Notice.person_id == uow.actor.me)
    if topic:
        query = query.where(Notice.kind.in_([kind for kind, meaning in KINDS.items() if meaning.topic == topic]))
    if waiting_only:
        query = query.where(Notice.done_at.is_(None))
    is_old = or_(Notice.read_at.is_not(None), Notice.done_at.is_not(None))
    rows = uow.session.scalars(query.order_by(is_old, Notice.at.desc(), Notice.id).limit(limit)).all()
    titles = _titles(uow.session, _wanted(uow.session, uow.actor, uow.today, [(row.about, row.matter) for row in rows]))
    return [
        Item(
            row.id,
            row.kind,
            KINDS[row.kind].text,
            KINDS[row.kind].why,
            KINDS[row.kind].sort,
            row.about,
            row.matter,
            titles.get(row.matter, ""),
            row.at,
            row.read_at is None and row.done_at is None,
        )
        for row in rows
    ]


def _wanted(session: Session, actor: Actor, day: date, matters: Iterable[tuple[str, UUID]]) -> dict[str, set[UUID]]:
    """The matters by kind, without those the actor may no longer read."""
    wanted: dict[str, set[UUID]] = {}
    for about, matter in matters:
        wanted.setdefault(about, set()).add(matter)
    return {
        about: READABLE[about](session, actor, day, ids) if about in READABLE else ids for about, ids in wanted.items()
    }


def readable_titles(uow: UnitOfWork, matters: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], str]:
    """The titles of those matters that the actor may read; empty where a kind has none."""
    wanted = _wanted(uow.session, uow.actor, uow.today, matters)
    titles = _titles(uow.session, wanted)
    return {(about, matter): titles.get(matter, "") for about, ids in wanted.items() for matter in ids}


def _titles(session: Session, wanted: dict[str, set[UUID]]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for about, matters in wanted.items():
        if about in TITLES:
            found |= TITLES[about](session, matters)
    return found


class Covered(NamedTuple):
    """A notice that a mail covers."""

    id: UUID
    kind: str
    matter: UUID
    at: datetime


@dataclass(frozen=True)
class Letter:
    """What a mail is made of: its row, to whom, and what it covers, in the order in which it happened."""

    mail: Mail
    person: people.Someone | None
    covers: list[Covered]


def letter(session: Session, mail_id: UUID, day: date) -> Letter | None:
    """A mail and what it still covers: nothing that is dealt with or may no longer be read, or whose reader left."""
    mail = session.get(Mail, mail_id)
    if mail is None:
        return None
    if (held := people.with_roles(session, mail.person_id, day)) is None:
        return Letter(mail, None, [])
    person, roles = held
    query = select(Notice).where(Notice.mail_id == mail_id, Notice.done_at.is_(None))
    rows = session.scalars(query.order_by(Notice.at, Notice.id)).all()
    wanted = _wanted(session, Actor(person.id, roles), day, [(row.about, row.matter) for row in rows])
    readable = [row for row in rows if row.matter in wanted[row.about]]
    return Letter(mail, person, [Covered(row.id, row.kind, row.matter, row.at) for row in readable])


def first_notice(session: Session, person_id: UUID, matter: UUID) -> UUID:
    """The id of the first notice a person had about a matter."""
    query = select(Notice.id).where(Notice.matter == matter, Notice.person_id == person_id)
    return session.execute(query.order_by(Notice.at, Notice.id).limit(1)).scalar_one()


def mailbox(session: Session, limit: int = 100) -> list[MailboxEntry]:
    """The demo's mailbox, newest first."""
    return list(session.scalars(select(MailboxEntry).order_by(MailboxEntry.at.desc()).limit(limit)))
