"""Leaders and nearest leaders, for background work alone: who has not talked for long, and who never has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import func, select

from tracker.dialogues.models import Dialogue
from tracker.dialogues.rules import State
from tracker.people import nearest
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Pair:
    """A leader, and the nearest leader."""

    leader_id: UUID
    nearest_id: UUID


def quiet(uow: UnitOfWork, before: date) -> list[Pair]:
    """Those who have talked, whose last dialogue was before a day, and who have set none since."""
    together = nearest.has_nearest(Dialogue.leader_id, Dialogue.nearest_id, uow.today)
    query = select(Dialogue.leader_id, Dialogue.nearest_id).where(Dialogue.state != State.OFF, together)
    query = query.group_by(Dialogue.leader_id, Dialogue.nearest_id)
    last = func.max(Dialogue.starts_at) < datetime.combine(before, time(), uow.zone)
    return [Pair(*row) for row in uow.session.execute(query.having(last))]


def unmet(uow: UnitOfWork, since: Mapping[UUID, date]) -> list[Pair]:
    """Of some leaders, those who have had and set no dialogue with their nearest leader since a day, each their own."""
    known = people.people(uow.session, since)
    pairs = [Pair(id_, one.nearest_leader_id) for id_, one in known.items() if one.nearest_leader_id]
    met = _last(uow, [pair.leader_id for pair in pairs])
    begun = {id_: datetime.combine(day, time(), uow.zone) for id_, day in since.items()}
    return [pair for pair in pairs if pair not in met or met[pair] < begun[pair.leader_id]]


def _last(uow: UnitOfWork, leaders: Iterable[UUID]) -> dict[Pair, datetime]:
    last = func.max(Dialogue.starts_at)
    query = select(Dialogue.leader_id, Dialogue.nearest_id, last).where(Dialogue.state != State.OFF)
    query = query.where(Dialogue.leader_id.in_(list(leaders))).group_by(Dialogue.leader_id, Dialogue.nearest_id)
    return {Pair(row[0], row[1]): row[2] for row in uow.session.execute(query)}
