"""Whether the other side of an effect answers: one row an effect, shared by all processes, technical time."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.kernel.clocks import technical_now
from tracker.storage.asking import ask
from tracker.storage.base import Base
from tracker.storage.inserting import insert_unless_there
from tracker.storage.outbox import Delivery


class Outside(Base):
    """What is known of an effect's other side. While `away_since` is set nothing is sent to it but a probe."""

    __tablename__ = "outside"

    listener: Mapped[str] = mapped_column(primary_key=True)
    away_since: Mapped[datetime | None]
    problem: Mapped[str | None]
    probed_at: Mapped[datetime | None]
    probe_at: Mapped[datetime | None]


def not_away(listener: ColumnElement[str] | None = None) -> ColumnElement[bool]:
    """Of deliveries, or of a column with listeners: those whose other side is not away."""
    column: ColumnElement[str] = Delivery.__table__.c.listener if listener is None else listener
    return column.not_in(select(Outside.listener).where(Outside.away_since.is_not(None)))


def away(session: Session, listeners: Collection[str]) -> frozenset[str]:
    """Those of some effects whose other side is known to be away."""
    return frozenset(row.listener for row in ask(session, _AWAY, listeners=list(listeners)))


_AWAY = select(Outside.listener).where(
    Outside.listener.in_(bindparam("listeners", expanding=True)), Outside.away_since.is_not(None)
)


def outside(session: Session, listener: str) -> Outside | None:
    """What is known of it; nothing, where it never was away."""
    return session.get(Outside, listener)


def went_away(session: Session, listener: str, problem: str, every: timedelta) -> None:
    """Somebody found it away; who finds it so first says since when, and when to probe."""
    insert_unless_there(session, Outside, [{"listener": listener}])
    now = technical_now()
    away = {"away_since": now, "problem": problem, "probed_at": now, "probe_at": now + every}
    session.execute(update(Outside).where(Outside.listener == listener, Outside.away_since.is_(None)).values(away))


def due_probes(session: Session, listeners: Collection[str]) -> list[str]:
    """Those of some effects whose other side is to be probed now."""
    return list(session.scalars(select(Outside.listener).where(*_due(listeners, technical_now()))))


def claim_probe(session: Session, listener: str, every: timedelta) -> bool:
    """Whether this probe is ours: one process gets it, and the next one is due in its time, also if we die."""
    now = technical_now()
    claim = update(Outside).where(*_due([listener], now)).values(probe_at=now + every)
    return session.scalar(claim.returning(Outside.listener)) is not None


def _due(listeners: Collection[str], now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Outside.listener.in_(listeners), Outside.away_since.is_not(None), Outside.probe_at <= now


def came_back(session: Session, listener: str) -> None:
    """It answered: all that waited for it may go."""
    here = {"away_since": None, "problem": None, "probed_at": technical_now(), "probe_at": None}
    session.execute(update(Outside).where(Outside.listener == listener).values(here))


def still_away(session: Session, listener: str, problem: str) -> None:
    """It did not answer the probe."""
    values = {"problem": problem, "probed_at": technical_now()}
    session.execute(update(Outside).where(Outside.listener == listener, Outside.away_since.is_not(None)).values(values))
