"""Round after round: where each statement stood, and what moved. A few rounds at a time, however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.people import queries as people
from tracker.rounds.models import Chosen, Placement, Round
from tracker.rounds.queries.access import group_standing, joined, meeting_day
from tracker.rounds.queries.agreements import AgreementView, of_rounds
from tracker.rounds.queries.preparing import CODES
from tracker.rounds.rules import direction
from tracker.storage.unit_of_work import UnitOfWork

AT_ONCE = 4
"""rounds beside each other"""


@dataclass(frozen=True)
class Past:
    """One round's card: the field of each statement, and the statements chosen."""

    id: UUID
    day: date
    fields: dict[str, int | None]
    chosen: frozenset[str]
    agreements: list[AgreementView]

    def standing_in(self, field: int) -> list[str]:
        """The statements of a field, in the statements' order."""
        return [code for code in CODES if self.fields.get(code) == field]


@dataclass(frozen=True)
class Way:
    """A statement through the rounds, oldest first: its fields, and how it moved from each to the next."""

    code: str
    fields: list[int | None]
    moves: list[str | None]

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere in any round than in the one before."""
        return any(self.moves)


@dataclass(frozen=True)
class History:
    """Some rounds of a group, oldest first, and where to find the ones before them."""

    group: people.GroupOf
    rounds: list[Past]
    ways: list[Way]
    older: datetime | None
    """the rounds before this instant are on the next page"""


def history(uow: UnitOfWork, group_id: UUID, before: datetime | None = None) -> History:
    """The last rounds of a group one is in, of those not dated before one joined; NotFound for any other group."""
    group, standing = group_standing(uow, group_id)
    uow.require("R", "card", standing)
    query = select(Round).where(Round.group_id == group_id, Round.closed_at.is_not(None))
    if before:
        query = query.where(Round.meeting_at < before)
    newest = query.order_by(Round.meeting_at.desc(), Round.id).limit(AT_ONCE + 1)
    rows = joined(uow, uow.session.scalars(newest).all())
    shown = sorted(rows[:AT_ONCE], key=lambda row: row.meeting_at)
    rounds = _past(uow, shown)
    older = shown[0].meeting_at if len(rows) > AT_ONCE else None
    return History(group, rounds, [_way(code, rounds) for code in CODES], older)


def _past(uow: UnitOfWork, rows: list[Round]) -> list[Past]:
    ids = [row.id for row in rows]
    if not ids:
        return []
    placed = select(Placement.round_id, Placement.statement, Placement.field, Chosen.id.is_not(None).label("chosen"))
    both = (Chosen.round_id == Placement.round_id) & (Chosen.statement == Placement.statement)
    found = uow.session.execute(placed.outerjoin(Chosen, both).where(Placement.round_id.in_(ids))).all()
    agreed = of_rounds(uow.session, ids)
    return [
        Past(
            id=row.id,
            day=meeting_day(uow, row),
            fields={one.statement: one.field for one in found if one.round_id == row.id},
            chosen=frozenset(one.statement for one in found if one.round_id == row.id and one.chosen),
            agreements=agreed.get(row.id, []),
        )
        for row in rows
    ]


def last_cards(session: Session, group_id: UUID, round_id: UUID) -> list[dict[str, int | None]]:
    """For background work: the cards of a round and of the one held before it, each statement's field; newest first."""
    held = select(Round.id, Round.meeting_at).where(Round.group_id == group_id, Round.held_at.is_not(None))
    rows = session.execute(held.order_by(Round.meeting_at.desc(), Round.id)).all()
    ids = [row.id for row in rows]
    ids = ids[ids.index(round_id) :][:2] if round_id in ids else []
    placed = select(Placement.round_id, Placement.statement, Placement.field).where(Placement.round_id.in_(ids))
    found = session.execute(placed).all() if ids else []
    return [{row.statement: row.field for row in found if row.round_id == one} for one in ids]


def moves_since(cards: Sequence[Mapping[str, int | None]]) -> dict[str, str | None]:
    """How each statement moved to the newest of two cards; nothing where there is only one."""
    if len(cards) < 2:
        return {}
    now, was = cards[:2]
    return {code: direction(was.get(code), now.get(code)) for code in CODES}


def moved_left(session: Session, group_id: UUID, round_id: UUID) -> list[str]:
    """The statements that stood further to the left at a round than at the one before."""
    moves = moves_since(last_cards(session, group_id, round_id))
    return [code for code, way in moves.items() if way == "left"]


def _way(code: str, rounds: list[Past]) -> Way:
    fields = [one.fields.get(code) for one in rounds]
    moves = [None, *(direction(was, now) for was, now in pairwise(fields))]
    return Way(code, fields, moves[: len(fields)])
