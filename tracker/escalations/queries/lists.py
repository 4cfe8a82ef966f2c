"""Escalations in lists: the queue, what waits, what can be put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from tracker.escalations.models import Escalation
from tracker.escalations.queries.access import ORGANISATION_ROLES, lies_with, not_about, ours, visible
from tracker.escalations.rules import OPEN, State
from tracker.kernel.errors import N_, NotFound
from tracker.kernel.permissions import Role
from tracker.kernel.waiting import Waiting
from tracker.people import queries as people
from tracker.storage.asking import ME, TODAY, Asker, ask
from tracker.storage.unit_of_work import UnitOfWork

MOST, FEW = 200, 20
_UNSETTLED = (*OPEN, State.ANSWERED)
_COLUMNS = (
    *(Escalation.id, Escalation.group_id, Escalation.title, Escalation.lang, Escalation.state, Escalation.chain),
    *(Escalation.step, Escalation.raised_at, Escalation.promised, Escalation.stranded, Escalation.owner_id),
    Escalation.cluster_id,
)


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
    counts: dict[str, int]
    """how many there are of each part, of which the most urgent are shown first"""
    answers: bool
    """whether the actor answers for the organisation, and so may put some together"""

    @property
    def is_cut(self) -> bool:
        """Whether there is more than is shown."""
        return any(many > len(getattr(self, part)) for part, many in self.counts.items())


@dataclass(frozen=True)
class Alike:
    """A cluster in a list: how many groups sent the same theme, and the first title."""

    id: UUID
    title: str
    lang: str
    count: int


def queue(uow: UnitOfWork, *, whole: bool = False) -> Queue:
    """The one list of those who answer and those who send, the first of each part; NotFound for anybody else."""
    if not uow.actor.roles & {Role.L, *ORGANISATION_ROLES}:
        raise NotFound
    query, values = _parted(uow.actor.roles), {"me": uow.actor.me, "today": uow.today}
    rows = ask(uow.session, query, **values, most=MOST if whole else FEW).all()
    owners = people.people(uow.session, {row.owner_id for row in rows if row.owner_id and row.part != "status"})
    parts: dict[str, list[Summary]] = {part: [] for part in PARTS}
    for row in rows:
        parts[row.part].append(_summary(row, owners, titled=row.part != "status"))
    addressed = [item for part in ("new", "to_answer", "asked") for item in parts[part]]
    return Queue(
        **parts,
        clusters=_alike(uow.session, addressed),
        counts={row.part: row.many for row in rows},
        answers=bool(uow.actor.roles & set(ORGANISATION_ROLES)),
    )


PARTS = ("new", "to_answer", "asked", "answered", "ours", "status")


@cache
def _parted(roles: frozenset[Role]) -> Select[*tuple[Any, ...]]:
    """All there is to see, by part: what is past its last level first, then by the promised day, then the newest."""
    who = Asker(roles)
    may_see = not_about(ME) if roles & set(ORGANISATION_ROLES) else visible(who, TODAY)
    states = {State.RAISED: "new", State.ACKNOWLEDGED: "to_answer", State.ASKED_BACK: "asked"}
    by_state = case(states, value=Escalation.state, else_="answered")
    part = case((ours(who, TODAY), "ours"), (visible(who, TODAY), by_state), else_="status").label("part")
    seen = select(*_COLUMNS, people.group_name(Escalation.group_id).label("group"), part).where(may_see).subquery()
    to_do = seen.c.part.in_(("new", "to_answer"))
    order = (
        case((to_do & seen.c.stranded, 0), else_=1),
        case((to_do, func.coalesce(seen.c.promised, date.max))),
        case((to_do, seen.c.raised_at)),
        seen.c.raised_at.desc(),
        seen.c.id,
    )
    place = func.row_number().over(partition_by=seen.c.part, order_by=order).label("place")
    many = func.count().over(partition_by=seen.c.part).label("many")
    placed = select(seen, place, many).subquery()
    return select(placed).where(placed.c.place <= bindparam("most", type_=Integer())).order_by(placed.c.place)


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


def status_of(uow: UnitOfWork, escalation_id: UUID) -> Summary:
    """Where one is, without its words, for HR and top management; NotFound for everybody else."""
    if not uow.actor.roles & set(ORGANISATION_ROLES):
        raise NotFound
    row = ask(uow.session, _status_of(), me=uow.actor.me, id=escalation_id).one_or_none()
    if row is None:
        raise NotFound
    return _summary(row, {}, titled=False)


@cache
def _status_of() -> Select[*tuple[Any, ...]]:
    query = select(*_COLUMNS, people.group_name(Escalation.group_id).label("group"))
    return query.where(Escalation.id == bindparam("id"), not_about(ME))


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
    rows = ask(uow.session, _open_to(uow.actor.roles), me=uow.actor.me, today=uow.today).all()
    first = {row.cluster_id or row.id: row for row in reversed(rows)}
    count = sizes(uow.session, [row.cluster_id for row in rows if row.cluster_id])
    found = [SentUp(row.id, row.title, row.lang, count.get(key, 1)) for key, row in first.items()]
    return sorted(found, key=lambda one: -one.groups)


def at_the_top(uow: UnitOfWork) -> list[SentUp]:
    """Those that no level is left for, oldest first: they are on the plan owner's next agenda (domain §8)."""
    if not uow.actor.roles & set(ORGANISATION_ROLES):
        return []
    rows = ask(uow.session, _open_to(uow.actor.roles), me=uow.actor.me, today=uow.today)
    return [SentUp(row.id, row.title, row.lang, 1) for row in rows if row.stranded]


def to_join(uow: UnitOfWork) -> list[Any]:
    """The oldest open ones the actor is to answer and that concern nobody: these can be put together."""
    if not uow.actor.roles & set(ORGANISATION_ROLES):
        raise NotFound
    rows = ask(uow.session, _open_to(uow.actor.roles), me=uow.actor.me, today=uow.today).all()
    return [row for row in rows if row.concerns_id is None and not row.is_ours]


@cache
def _open_to(roles: frozenset[Role]) -> Select[*tuple[Any, ...]]:
    who = Asker(roles)
    is_ours = ours(who, TODAY).label("is_ours")
    named = (is_ours, people.group_name(Escalation.group_id).label("group"))
    columns = (Escalation.id, Escalation.group_id, Escalation.title, Escalation.lang, Escalation.cluster_id)
    query = select(*columns, Escalation.stranded, Escalation.concerns_id, *named)
    query = query.where(visible(who, TODAY), Escalation.state.in_(OPEN))
    return query.order_by(Escalation.raised_at, Escalation.id).limit(MOST)


def _summary(row: Any, owners: dict[UUID, people.Someone], *, titled: bool) -> Summary:
    return Summary(
        id=row.id,
        group_id=row.group_id,
        group=row.group,
        title=row.title if titled else "",
        lang=row.lang,
        state=row.state,
        role=row.chain[row.step],
        raised_at=row.raised_at,
        promised=row.promised,
        stranded=row.stranded,
        owner_id=row.owner_id,
        owner=owners[row.owner_id].name if titled and row.owner_id in owners else "",
        cluster_id=row.cluster_id if titled else None,
    )


def waiting(uow: UnitOfWork) -> list[Waiting]:
    """What waits for the actor: to acknowledge, to answer, or (as the group's leader) to close; the first of it."""
    if not uow.actor.roles & {Role.L, *ORGANISATION_ROLES}:
        return []
    rows = ask(uow.session, _waits(uow.actor.roles), me=uow.actor.me, today=uow.today).all()
    return [_waiting(row) for row in rows if not (row.is_away and row.state == State.RAISED)]


@cache
def _waits(roles: frozenset[Role]) -> Select[*tuple[Any, ...]]:
    """To be acknowledged where it lies now, answered by its owner, or read or replied to by the group's leader."""
    who = Asker(roles)
    is_led = Escalation.group_id.in_(people.led_by(ME, TODAY))
    for_me = (
        and_(is_led, Escalation.state.in_((State.ANSWERED, State.ASKED_BACK))),
        and_(~is_led, Escalation.state == State.RAISED, lies_with(who, TODAY)),
        and_(Escalation.state == State.ACKNOWLEDGED, Escalation.owner_id == ME),
    )
    is_away = people.is_away(ME, TODAY).label("is_away")
    query = select(Escalation.id, Escalation.title, Escalation.state, Escalation.promised, is_away)
    query = query.where(visible(who, TODAY), Escalation.state.in_(_UNSETTLED), or_(*for_me))
    first = (~Escalation.stranded, Escalation.promised, Escalation.raised_at, Escalation.id)
    return query.order_by(*first).limit(FEW)


def _waiting(row: Any) -> Waiting:
    if row.state == State.ANSWERED:
        return Waiting(N_("Read the answer and close the escalation"), row.title, "escalations.show", row.id)
    if row.state == State.ASKED_BACK:
        return Waiting(N_("Reply to what your group is asked"), row.title, "escalations.show", row.id)
    is_new = row.state == State.RAISED
    return _asked_for(N_("Acknowledge an escalation") if is_new else N_("Answer an escalation"), row)


def _asked_for(text: str, row: Any) -> Waiting:
    """What its receiver is to do by a day; at the top, once it has passed, no day is left."""
    return Waiting(text, row.title, "escalations.show", row.id, row.promised, overdue=row.promised is None)
