"""Reads of requests for support: for whoever asked, and for HR, who were asked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, literal, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.people import queries as people
from tracker.storage.asking import IDS
from tracker.storage.records import Reading, readers
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings.models import SupportRequest

MOST = 50
SUPPORT = "support"
COLUMN = "support_request.sealed"


@dataclass(frozen=True)
class Request:
    """A request for support in a list: of others', nothing but the day and whether HR has read it."""

    id: UUID
    asked_at: datetime
    is_read: bool
    is_withdrawn: bool


def requests_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some requests for support that HR may still read: not those taken back."""
    stands = SupportRequest.sealed.is_not(None) if Role.HR in roles else false()
    return select(SupportRequest.id, literal("")).where(SupportRequest.id.in_(IDS), stands)


def requests(session: Session, *conditions: ColumnElement[bool]) -> list[Request]:
    """Requests in a list, newest first."""
    is_read = select(Reading.id).where(Reading.kind == SUPPORT, Reading.object_id == SupportRequest.id).exists()
    query = select(SupportRequest, is_read.label("is_read")).where(*conditions)
    return [
        Request(row.SupportRequest.id, row.SupportRequest.asked_at, row.is_read, row.SupportRequest.sealed is None)
        for row in session.execute(query.order_by(SupportRequest.asked_at.desc(), SupportRequest.id).limit(MOST))
    ]


@dataclass(frozen=True)
class SupportPage:
    """A request for support, opened."""

    id: UUID
    asker: people.Someone
    group: str | None
    kind: str
    words: str
    lang: str
    asked_at: datetime
    is_mine: bool
    is_withdrawn: bool
    read_by: list[tuple[str, datetime]]


def support(uow: UnitOfWork, request_id: UUID) -> SupportPage:
    """A request, for its asker and for HR, who were asked; that HR reads it is written down, and the asker sees it."""
    row = uow.get(SupportRequest, request_id)
    is_mine = row.person_id == uow.actor.me
    relation = "own" if is_mine else "ask"
    uow.require("R", "person_warning", Standing(uow.actor.roles, frozenset({relation})))
    asker = people.someone(uow.session, row.person_id)
    if asker is None or (row.sealed is None and not is_mine):
        raise NotFound
    uow.saw(SUPPORT, row.id, row.person_id)
    uow.session.flush()
    opened = uow.unseal(row.person_id, COLUMN, row.id, row.sealed) if row.sealed else "\n"
    kind, _, words = opened.partition("\n")
    return SupportPage(
        id=row.id,
        asker=asker,
        group=people.group_names(uow.session, [row.group_id])[row.group_id] if row.group_id else None,
        kind=kind,
        words=words,
        lang=row.lang,
        asked_at=row.asked_at,
        is_mine=is_mine,
        is_withdrawn=row.sealed is None,
        read_by=_readers(uow.session, row.id),
    )


def _readers(session: Session, request_id: UUID) -> list[tuple[str, datetime]]:
    """Who has read a request, each at the first time."""
    rows = readers(session, SUPPORT, request_id)
    names = people.people(session, [reader_id for reader_id, _ in rows])
    return [(names[reader_id].name, at) for reader_id, at in rows]
