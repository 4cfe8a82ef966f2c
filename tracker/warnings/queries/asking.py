"""Reads of requests for support: for whoever asked, and for HR, who were asked."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, literal, or_, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing
from tracker.people import queries as people
from tracker.storage.asking import IDS, ME
from tracker.storage.records import Reading, readers
from tracker.storage.unit_of_work import UnitOfWork
from tracker.storage.vault import place
from tracker.warnings.models import SupportOffer, SupportRequest
from tracker.warnings.rules import AWAITING, State

MOST = 50
SUPPORT = "support"
COLUMN = "support_request.sealed"
SAYS = place(SupportOffer.says)


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
    offers: list["Offer"]


@dataclass(frozen=True)
class Offer:
    """What HR offered. For HR it is accepted or it is not: what else was answered is the asker's own."""

    id: UUID
    kind: str
    contact: str
    words: str
    lang: str
    by: str
    offered_at: datetime
    state: str
    came_back: bool
    version: int

    @property
    def is_open(self) -> bool:
        """Whether it awaits an answer."""
        return self.state in AWAITING


def _offers(uow: UnitOfWork, request: SupportRequest) -> list[Offer]:
    query = select(SupportOffer).where(SupportOffer.request_id == request.id).order_by(SupportOffer.offered_at.desc())
    rows = uow.session.scalars(query).all()
    names = people.people(uow.session, {row.by_id for row in rows}) if rows else {}
    is_mine = request.person_id == uow.actor.me
    return [_offer(uow, row, names[row.by_id].name, is_mine=is_mine) for row in rows]


def _offer(uow: UnitOfWork, row: SupportOffer, by: str, *, is_mine: bool) -> Offer:
    kind, contact, words = json.loads(uow.unseal(row.person_id, SAYS, row.id, row.says))
    shown = row.state if is_mine or row.state == State.ACCEPTED else State.SEEN
    return Offer(
        row.id, kind, contact, words, row.lang, by, row.offered_at, shown, row.came_back and is_mine, row.version
    )


def offers_told(roles: frozenset[Role]) -> Select[UUID, str]:
    """Those of some offers that are to the actor, or are accepted ones that HR may read."""
    accepted = SupportOffer.state == State.ACCEPTED if Role.HR in roles else false()
    mine = or_(SupportOffer.person_id == ME, accepted)
    return select(SupportOffer.id, literal("")).where(SupportOffer.id.in_(IDS), mine)


def request_of(uow: UnitOfWork, offer_id: UUID) -> UUID:
    """The request an offer is to, for who may read that."""
    row = uow.get(SupportOffer, offer_id)
    support(uow, row.request_id)
    return row.request_id


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
        offers=_offers(uow, row) if row.sealed else [],
    )


def _readers(session: Session, request_id: UUID) -> list[tuple[str, datetime]]:
    """Who has read a request, each at the first time."""
    rows = readers(session, SUPPORT, request_id)
    names = people.people(session, [reader_id for reader_id, _ in rows])
    return [(names[reader_id].name, at) for reader_id, at in rows]
