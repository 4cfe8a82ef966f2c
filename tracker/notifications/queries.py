"""The inbox, and what a mail covers."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, ScalarSelect, Select, SQLColumnExpression, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from tracker.kernel.permissions import Actor, Role
from tracker.notifications.matters import readable
from tracker.notifications.models import Mail, MailboxEntry, Notice
from tracker.notifications.rules import KINDS
from tracker.people import queries as people
from tracker.storage.asking import ABOUT, ME, ask
from tracker.storage.unit_of_work import UnitOfWork

PAGE = 50


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
    counts: dict[str, int] = {}
    for row in ask(session, _new_by_kind(), me=person_id):
        topic = KINDS[row.kind].topic
        counts[topic] = counts.get(topic, 0) + row.new
    return counts


@cache
def _new_by_kind() -> Select[str, int]:
    is_new = case((and_(Notice.read_at.is_(None), Notice.done_at.is_(None)), 1), else_=0)
    return select(Notice.kind, func.sum(is_new).label("new")).where(Notice.person_id == ME).group_by(Notice.kind)


def inbox(uow: UnitOfWork, *, limit: int = PAGE, waiting_only: bool = False, topic: str = "") -> list[Item]:
    """The actor's items, unread ones first, then newest first; with `waiting_only` those not put aside."""
    kinds = [kind for kind, meaning in KINDS.items() if meaning.topic == topic]
    query = _inbox(waiting_only=waiting_only, of_topic=bool(topic))
    rows = ask(uow.session, query, me=uow.actor.me, kinds=kinds, most=limit).all()
    titles = readable(uow.session, uow.actor, uow.today, {(row.about, row.matter) for row in rows})
    return [_item(row, titles.get((row.about, row.matter), "")) for row in rows]


@cache
def _inbox(*, waiting_only: bool, of_topic: bool) -> Select[*tuple[Any, ...]]:
    columns = (Notice.id, Notice.kind, Notice.about, Notice.matter, Notice.at, Notice.read_at, Notice.done_at)
    query = select(*columns).where(Notice.person_id == ME)
    if of_topic:
        query = query.where(Notice.kind.in_(bindparam("kinds", expanding=True)))
    if waiting_only:
        query = query.where(Notice.done_at.is_(None))
    is_old = or_(Notice.read_at.is_not(None), Notice.done_at.is_not(None))
    return query.order_by(is_old, Notice.at.desc(), Notice.id).limit(bindparam("most", type_=Integer()))


def _item(row: Any, title: str) -> Item:
    meaning = KINDS[row.kind]
    return Item(
        id=row.id,
        kind=row.kind,
        text=meaning.text,
        why=meaning.why,
        sort=meaning.sort,
        about=row.about,
        matter=row.matter,
        title=title,
        at=row.at,
        unread=row.read_at is None and row.done_at is None,
    )


class Told(NamedTuple):
    """A notice that goes with a mail."""

    id: UUID
    kind: str
    about: str
    matter: UUID
    at: datetime
    done_at: datetime | None


@dataclass(frozen=True)
class Letter:
    """What a mail is made of: its row, to whom (with the roles held now), and what it tells of as it happened.

    It covers what of that is neither dealt with nor, by now, somebody else's to read.
    """

    mail: Mail
    person: people.Someone | None
    roles: frozenset[Role]
    told: list[Told]
    covers: list[Told]


_TOLD = (
    select(Notice.id, Notice.kind, Notice.about, Notice.matter, Notice.at, Notice.done_at)
    .where(Notice.mail_id == ABOUT)
    .order_by(Notice.at, Notice.id)
)
_FIRST = select(Notice.id).where(Notice.matter == ABOUT, Notice.person_id == ME).order_by(Notice.at, Notice.id).limit(1)


def letter(session: Session, mail_id: UUID, day: date) -> Letter | None:
    """A mail and what it still covers: nothing that is dealt with or may no longer be read, or whose reader left."""
    mail = session.get(Mail, mail_id)
    if mail is None:
        return None
    if (held := people.with_roles(session, mail.person_id, day)) is None:
        return Letter(mail, None, frozenset(), [], [])
    person, roles = held
    told = [Told(*row) for row in ask(session, _TOLD, about=mail_id)]
    open_ = [one for one in told if one.done_at is None]
    known = readable(session, Actor(person.id, roles), day, {(one.about, one.matter) for one in open_})
    return Letter(mail, person, roles, told, [one for one in open_ if (one.about, one.matter) in known])


def first_notice(session: Session, person_id: UUID, matter: UUID) -> UUID:
    """The id of the first notice a person had about a matter."""
    found: UUID = ask(session, _FIRST, me=person_id, about=matter).scalar_one()
    return found


def mailbox(session: Session, limit: int = 100) -> list[MailboxEntry]:
    """The demo's mailbox, newest first."""
    return list(session.scalars(select(MailboxEntry).order_by(MailboxEntry.at.desc()).limit(limit)))
