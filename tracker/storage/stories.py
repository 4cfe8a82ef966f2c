"""The timeline of facts is the transparent decision chain: a matter's story, read from what was recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.kernel.facts import Fact, Readers
from tracker.storage.asking import IDS, ask
from tracker.storage.outbox import FactRow


@dataclass(frozen=True)
class Step:
    """One fact of a story: when, by whom (None: the system), and what."""

    at: datetime
    actor_id: UUID | None
    fact: Fact


_COLUMNS = (FactRow.at, FactRow.actor_id, FactRow.matter, FactRow.name, FactRow.payload)
_STORY = select(*_COLUMNS).where(FactRow.matter.in_(IDS)).order_by(FactRow.at, FactRow.recorded_at)


def story(session: Session, matters: Iterable[UUID], readers: frozenset[Readers]) -> list[Step]:
    """The facts of some matters that these readers may see, oldest first."""
    rows = ask(session, _STORY, ids=list(matters))
    return [
        Step(row.at, row.actor_id, kind.revive(row.matter, row.payload))
        for row in rows
        if (kind := Fact.registry.get(row.name)) is not None and kind.readers in readers
    ]
