"""The same theme from several groups: recognised or joined by hand, shown as one, answered once (domain §8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from tracker.escalations import rules
from tracker.escalations.models import Cluster, Escalation
from tracker.escalations.queries import standing, visible
from tracker.escalations.rules import OPEN
from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork

STATEMENT, THEME, HAND = "statement", "theme", "hand"


def recognise(session: Session, row: Escalation) -> None:
    """Put a new escalation together with open ones of other groups about the same theme or statement.

    One that concerns somebody in its chain stands alone: a count would tell that person of it.
    """
    if row.concerns_id is not None:
        return
    signs = ((THEME, Escalation.theme_code, row.theme_code), (STATEMENT, Escalation.statement, row.statement))
    for kind, column, code in signs:
        if code and (others := _alike(session, row, column == code)):
            _together(session, [row, *others], kind, code)
            return


def _alike(session: Session, row: Escalation, same: ColumnElement[bool]) -> list[Escalation]:
    query = select(Escalation).where(same, Escalation.id != row.id, Escalation.group_id != row.group_id)
    query = query.where(Escalation.state.in_(OPEN), Escalation.concerns_id.is_(None))
    return list(session.scalars(query))


def _together(session: Session, rows: Sequence[Escalation], kind: str, code: str | None) -> UUID:
    """Into one cluster: the first there is, which takes over those of the others."""
    known = sorted({row.cluster_id for row in rows if row.cluster_id})
    cluster_id = known[0] if known else _new(session, kind, code)
    moved = session.scalars(select(Escalation).where(Escalation.cluster_id.in_(known[1:]))) if known[1:] else ()
    for row in (*rows, *moved):
        row.cluster_id = cluster_id
    session.flush()
    return cluster_id


def _new(session: Session, kind: str, code: str | None) -> UUID:
    cluster = Cluster(kind=kind, code=code)
    session.add(cluster)
    session.flush()
    return cluster.id


def join(uow: UnitOfWork, ids: Sequence[UUID]) -> UUID:
    """Whoever is to answer says that some escalations are about the same. Returns the cluster's id."""
    rows = [_to_answer(uow, one) for one in dict.fromkeys(ids)]
    rules.join([row.state for row in rows], about_somebody=any(row.concerns_id for row in rows))
    return _together(uow.session, rows, HAND, None)


def part(uow: UnitOfWork, escalation_id: UUID, *, version: int) -> None:
    """It is about something else after all."""
    row = _to_answer(uow, escalation_id)
    uow.get(Escalation, escalation_id, version=version)
    row.cluster_id = None


def _to_answer(uow: UnitOfWork, escalation_id: UUID) -> Escalation:
    row = uow.get(Escalation, escalation_id)
    uow.require("S", "escalation", standing(uow, row))
    return row


def open_with(uow: UnitOfWork, row: Escalation) -> list[Escalation]:
    """The open ones of its cluster that the actor may read, without itself."""
    if row.cluster_id is None:
        return []
    query = select(Escalation).where(Escalation.cluster_id == row.cluster_id, Escalation.id != row.id)
    query = query.where(Escalation.state.in_(OPEN), visible(uow.actor, uow.today))
    return list(uow.session.scalars(query.order_by(Escalation.raised_at, Escalation.id)))


@dataclass(frozen=True)
class Together:
    """A cluster as its receivers see it: the members they may read, oldest first."""

    id: UUID
    kind: str
    code: str | None
    members: list[Escalation]


def show(uow: UnitOfWork, cluster_id: UUID) -> Together:
    """One cluster, for those who answer; NotFound for everybody else, its groups among them."""
    cluster = uow.get(Cluster, cluster_id)
    query = select(Escalation).where(Escalation.cluster_id == cluster_id, visible(uow.actor, uow.today))
    rows = uow.session.scalars(query.order_by(Escalation.raised_at, Escalation.id)).all()
    mine = [row for row in rows if "addr" in standing(uow, row).relations]
    if not mine:
        raise NotFound
    for row in mine:
        uow.saw("escalation", row.id, row.raised_by)
    return Together(cluster.id, cluster.kind, cluster.code, mine)
