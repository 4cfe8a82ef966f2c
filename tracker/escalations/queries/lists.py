"""Escalations in lists: the queue, what waits, what can be put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from tracker.escalations.models import Escalation
from tracker.escalations.queries.access import (
    ORGANISATION_ROLES,
    may_decide,
    not_about,
    ours,
    receivers,
    standing,
    visible,
)
from tracker.escalations.rules import OPEN, State
from tracker.kernel.errors import N_, NotFound
from tracker.kernel.permissions import Role
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork

MOST = 200
_UNSETTLED = (*OPEN, State.ANSWERED)


@dataclass(frozen=True)
class Summary:
    """An escalation in a list. `title` is empty for whoever sees only its status."""

    id: UUID
    group_id: UUID
    group: str
    title: str
    lang: str
    state: str
    role: str
    raised_at: datetime
    promised: date | None
    stranded: bool
    owner_id: UUID | None
    owner: str
    cluster_id: UUID | None


@dataclass(frozen=True)
class Queue:
    """What lies where: addressed to me, by what is to be done; sent by my groups; and what I see the status of."""

    new: list[Summary]
    to_answer: list[Summary]
    asked: list[Summary]
    """the group has been asked something: its clock stands still"""
    answered: list[Summary]
    ours: list[Summary]
    status: list[Summary]
    clusters: list["Alike"]
    answers: bool
    """whether the actor answers for the organisation, and so may put some together"""


@dataclass(frozen=True)
class Alike:
    """A cluster in a list: how many groups sent the same theme, and the first title."""

    id: UUID
    title: str
    lang: str
    count: int


def queue(uow: UnitOfWork) -> Queue:
    """The one list of those who answer and those who send; NotFound for anybody else."""
    if not uow.actor.roles & {Role.L, *ORGANISATION_ROLES}:
        raise NotFound
    sent = {item.id: item for item in _summaries(uow, ours(uow.actor, uow.today) & not_about(uow.actor.me))}
    readable = [item for item in _summaries(uow, visible(uow.actor, uow.today)) if item.id not in sent]

    def those(*states: str) -> list[Summary]:
        return [item for item in readable if item.state in states]

    return Queue(
        new=_urgent_first(those(State.RAISED)),
        to_answer=_urgent_first(those(State.ACKNOWLEDGED)),
        asked=those(State.ASKED_BACK),
        answered=those(State.ANSWERED, State.CLOSED),
        ours=list(sent.values()),
        status=_status(uow, {*sent, *(item.id for item in readable)}),
        clusters=_alike(uow.session, [item for item in readable if item.state in OPEN]),
        answers=bool(uow.actor.roles & set(ORGANISATION_ROLES)),
    )


def _alike(session: Session, items: list[Summary]) -> list[Alike]:
    first = {item.cluster_id: item for item in items if item.cluster_id}
    count = sizes(session, list(first)) if first else {}
    return [
        Alike(cluster, first[cluster].title, first[cluster].lang, many) for cluster, many in count.items() if many > 1
    ]


def sizes(session: Session, cluster_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many groups sent each cluster's theme: a count, and no names."""
    query = select(Escalation.cluster_id, func.count(func.distinct(Escalation.group_id)))
    query = query.where(Escalation.cluster_id.in_(list(cluster_ids)), Escalation.state != State.WITHDRAWN)
    return {cluster: count for cluster, count in session.execute(query.group_by(Escalation.cluster_id)) if cluster}


def _urgent_first(items: list[Summary]) -> list[Summary]:
    """What is past its last level first, then by the day that was promised."""
    return sorted(items, key=lambda item: (not item.stranded, item.promised or date.max, item.raised_at))


def _status(uow: UnitOfWork, known: set[UUID]) -> list[Summary]:
    if not uow.actor.roles & set(ORGANISATION_ROLES):
        return []
    return [item for item in _summaries(uow, not_about(uow.actor.me), titled=False) if item.id not in known]


def status_of(uow: UnitOfWork, escalation_id: UUID) -> Summary:
    """Where one is, without its words, for HR and top management; NotFound for everybody else."""
    if not uow.actor.roles & set(ORGANISATION_ROLES):
        raise NotFound
    found = _summaries(uow, and_(Escalation.id == escalation_id, not_about(uow.actor.me)), titled=False)
    if not found:
        raise NotFound
    return found[0]


@dataclass(frozen=True)
class SentUp:
    """A theme that groups sent up and that awaits an answer: what prioritising starts from. Names no group."""

    id: UUID
    title: str
    lang: str
    groups: int


def sent_up(uow: UnitOfWork) -> list[SentUp]:
    """Open escalations the actor may read and answer, each cluster once with its count, most groups first."""
    if not uow.actor.roles & set(ORGANISATION_ROLES):
        return []
    query = select(Escalation).where(visible(uow.actor, uow.today), Escalation.state.in_(OPEN))
    rows = uow.session.scalars(query.order_by(Escalation.raised_at, Escalation.id).limit(MOST)).all()
    first = {row.cluster_id or row.id: row for row in reversed(rows)}
    count = sizes(uow.session, [row.cluster_id for row in rows if row.cluster_id])
    found = [SentUp(row.id, row.title, row.lang, count.get(key, 1)) for key, row in first.items()]
    return sorted(found, key=lambda one: -one.groups)


def to_join(uow: UnitOfWork) -> list[Escalation]:
    """The open ones the actor is to answer and that concern nobody: these can be put together."""
    if not uow.actor.roles & set(ORGANISATION_ROLES):
        raise NotFound
    query = select(Escalation).where(visible(uow.actor, uow.today), Escalation.state.in_(OPEN))
    rows = uow.session.scalars(query.where(Escalation.concerns_id.is_(None)).order_by(Escalation.raised_at)).all()
    return [row for row in rows if may_decide(standing(uow, row))]


def _summaries(uow: UnitOfWork, condition: ColumnElement[bool], *, titled: bool = True) -> list[Summary]:
    names = people.groups(uow.session)
    query = select(Escalation).where(condition).order_by(Escalation.raised_at.desc(), Escalation.id).limit(MOST)
    rows = uow.session.scalars(query).all()
    owners = people.people(uow.session, {row.owner_id for row in rows if row.owner_id and titled})
    return [
        Summary(
            id=row.id,
            group_id=row.group_id,
            group=names[row.group_id],
            title=row.title if titled else "",
            lang=row.lang,
            state=row.state,
            role=row.chain[row.step],
            raised_at=row.raised_at,
            promised=row.promised,
            stranded=row.stranded,
            owner_id=row.owner_id,
            owner=owners[row.owner_id].name if row.owner_id in owners else "",
            cluster_id=row.cluster_id if titled else None,
        )
        for row in rows
    ]


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What waits for the actor: to acknowledge, to answer, or (as the group's leader) to close."""
    if not uow.actor.roles & {Role.L, *ORGANISATION_ROLES}:
        return []
    me, found = uow.actor.me, []
    led = {group.id for group in people.groups_of(uow.session, me, uow.today) if group.role == people.LEADER}
    for row in uow.session.scalars(
        select(Escalation).where(visible(uow.actor, uow.today), Escalation.state.in_(_UNSETTLED))
    ):
        sent = row.group_id in led
        if row.state == State.ANSWERED and sent:
            found.append(Waiting(N_("Read the answer and close the escalation"), row.title, "escalations.show", row.id))
        elif (
            row.state == State.RAISED and not sent and me in receivers(uow.session, row, row.chain[row.step], uow.today)
        ):
            found.append(_asked_for(N_("Acknowledge an escalation"), row))
        elif row.state == State.ASKED_BACK and sent:
            found.append(Waiting(N_("Reply to what your group is asked"), row.title, "escalations.show", row.id))
        elif row.state == State.ACKNOWLEDGED and row.owner_id == me:
            found.append(_asked_for(N_("Answer an escalation"), row))
    return found


def _asked_for(text: str, row: Escalation) -> Waiting:
    """What its receiver is to do by a day; at the top, once it has passed, no day is left."""
    return Waiting(text, row.title, "escalations.show", row.id, row.promised, overdue=row.promised is None)
