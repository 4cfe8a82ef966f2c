"""The log: who read what of somebody else's, and who decided what. Only added to; each seal stands on the last."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, delete, func, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.kernel.clocks import technical_now
from tracker.storage.append_only import APPEND_ONLY, FLOOR_DAYS
from tracker.storage.base import Base, Identified
from tracker.storage.records import Reading
from tracker.storage.vault import KeyRing

AT_A_TIME = 500
FLOOR = timedelta(days=FLOOR_DAYS)
START = "0" * 64
"""what the first seal stands on"""


class Act(Identified, Base):
    """Somebody decided something. Append-only."""

    __tablename__ = "act"

    at: Mapped[datetime]
    actor_id: Mapped[UUID]
    what: Mapped[str]
    """the name of the fact, as in `kernel.decisions`"""
    object_id: Mapped[UUID]
    batch: Mapped[int | None] = mapped_column(index=True)
    """the seal it is under"""

    __table_args__ = (
        Index("ix_act_actor", "actor_id", "at"),
        {"info": APPEND_ONLY},
    )


class Seal(Base):
    """A batch of the log: the digest of its entries and of the seal before, marked with a key that is not here."""

    __tablename__ = "audit_seal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    digest: Mapped[str]
    ring_id: Mapped[str]
    mark: Mapped[str]
    sealed_at: Mapped[datetime]

    __table_args__ = ({"info": APPEND_ONLY},)


LOGGED: tuple[type[Reading] | type[Act], ...] = (Reading, Act)


def decided(session: Session, actor_id: UUID, now: datetime, decisions: Iterable[tuple[str, UUID]]) -> None:
    """Log what somebody decided, each by its name and what it was about."""
    rows = [
        {"id": uuid4(), "at": now, "actor_id": actor_id, "what": what, "object_id": about, "batch": None}
        for what, about in decisions
    ]
    if rows:
        session.execute(insert(Act), rows)


def seal_some(session: Session, ring: KeyRing) -> int:
    """Seal some of what has been logged since the last seal. Returns how many entries; 0 when all are."""
    if session.get_bind().dialect.name == "postgresql":  # one at a time, also where there is no seal yet to wait for
        session.execute(text(f"LOCK TABLE {Seal.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))
    last = session.scalar(select(Seal).order_by(Seal.number.desc()).limit(1))
    found = {kind: _unsealed(session, kind) for kind in LOGGED}
    entries = sum(map(len, found.values()))
    if not entries:
        return 0
    number = last.number + 1 if last else 1
    for kind, ids in found.items():
        session.execute(update(kind).where(kind.id.in_(ids)).values(batch=number))
    digest = _digest(last.digest if last else START, _lines(session, number, number))
    name, mark = ring.mark(digest.encode())
    values = {"number": number, "entries": entries, "digest": digest, "ring_id": name, "mark": mark}
    session.add(Seal(**values, sealed_at=technical_now()))
    session.flush()
    return entries


def _unsealed(session: Session, kind: type[Reading] | type[Act]) -> list[UUID]:
    return list(session.scalars(select(kind.id).where(kind.batch.is_(None)).order_by(kind.id).limit(AT_A_TIME)))


def _lines(session: Session, first: int, last: int) -> list[tuple[int, str]]:
    """The entries of some batches as they are digested: of each batch in one order, however they lie."""
    lines: list[tuple[int, str]] = []
    for kind in LOGGED:
        columns = kind.__table__.columns
        query = select(*columns).where(kind.batch >= first, kind.batch <= last)
        rows = session.execute(query)
        lines += [(row.batch, json.dumps([kind.__tablename__, *map(_plain, row)])) for row in rows]
    return sorted(lines)


def _plain(value: Any) -> str | int | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _digest(before: str, lines: Iterable[tuple[int, str]]) -> str:
    return sha256("\n".join([before, *(line for _, line in lines)]).encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """What looking at every seal found: how many there are, which are broken, and how many entries wait for one."""

    seals: int
    entries: int
    waiting: int
    broken: list[tuple[int, str]]
    """the seal's number, and how: `entries`, `chain` or `mark`"""
    unmarked: int
    """seals whose key is no longer in the keys file: only their chain was looked at"""


def verify(session: Session, ring: KeyRing, so_far: Callable[[int, int], None] = lambda _done, _of: None) -> Verdict:
    """Work every seal out again from the entries it covers."""
    seals = list(session.scalars(select(Seal).order_by(Seal.number)))
    broken: list[tuple[int, str]] = []
    before, entries, unmarked = START, 0, 0
    for place, (seal, lines) in enumerate(_each_with_lines(session, seals), start=1):
        entries += len(lines)
        how = _how_broken(seal, place, before, lines)
        marked = ring.marked(seal.ring_id, seal.digest.encode(), seal.mark)
        if how or marked is False:
            broken.append((seal.number, how or "mark"))
        unmarked += marked is None
        before = seal.digest
        so_far(place, len(seals))
    stray = _under_no_seal(session, {seal.number for seal in seals})
    broken += [(number, "entries") for number in stray]
    return Verdict(len(seals), entries, _waiting(session), broken, unmarked)


def _each_with_lines(session: Session, seals: list[Seal]) -> Iterator[tuple[Seal, list[tuple[int, str]]]]:
    """Each seal with its entries; a hundred seals are read at once."""
    for start in range(0, len(seals), 100):
        some = seals[start : start + 100]
        found: dict[int, list[tuple[int, str]]] = {}
        for line in _lines(session, some[0].number, some[-1].number):
            found.setdefault(line[0], []).append(line)
        yield from ((seal, found.get(seal.number, [])) for seal in some)


def _how_broken(seal: Seal, place: int, before: str, lines: list[tuple[int, str]]) -> str:
    if seal.number != place:
        return "chain"
    if not lines and seal.sealed_at < technical_now() - FLOOR:
        return ""  # its entries were old, and went
    if len(lines) != seal.entries:
        return "entries"
    return "" if _digest(before, lines) == seal.digest else "chain"


def forget(session: Session, before: datetime) -> int:
    """Take away the entries of seals from before an instant that are all older; the seals stay. Returns how many."""
    young = [number for kind in LOGGED for number in session.scalars(select(kind.batch).where(kind.at >= before))]
    old = list(session.scalars(select(Seal.number).where(Seal.sealed_at < before, Seal.number.not_in(young))))
    gone = (session.execute(delete(kind).where(kind.batch.in_(old)).returning(kind.id)) for kind in LOGGED)
    return sum(len(one.all()) for one in gone)


def _under_no_seal(session: Session, known: set[int]) -> set[int]:
    numbers = {number for kind in LOGGED for number in session.scalars(select(kind.batch).distinct())}
    return {number for number in numbers if number is not None} - known


def _waiting(session: Session) -> int:
    counts = (session.scalar(select(func.count()).select_from(kind).where(kind.batch.is_(None))) for kind in LOGGED)
    return sum(count or 0 for count in counts)
