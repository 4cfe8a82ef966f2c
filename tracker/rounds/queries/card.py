"""The card, and the statements chosen from it: always from the snapshot, never from answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.kernel.errors import NotFound
from tracker.rounds import rules
from tracker.rounds.models import Chosen, Placement, SharedNote, Snapshot
from tracker.rounds.queries.preparing import CODES
from tracker.rounds.rules import Counts
from tracker.storage import loading
from tracker.storage.asking import ABOUT, ask


@dataclass(frozen=True)
class Spot:
    """A statement on the card. `counts` is None where too few answered to show any."""

    statement: str
    field: int | None
    first: int | None
    counts: Counts | None
    chosen: bool
    version: int

    @property
    def unity(self) -> str | None:
        """Whether the group agrees, mostly agrees or is split."""
        return rules.unity(self.counts)

    @property
    def moved(self) -> bool:
        """Whether the group placed it elsewhere than its answers did."""
        return self.field != self.first


@dataclass(frozen=True)
class Note:
    """A note shared with the group, without its author."""

    text: str
    lang: str


def card(session: Session, round_id: UUID) -> dict[str, Spot]:
    """A closed round's card by statement, in the statements' order; empty before the close."""
    found = {
        code: Spot(code, field, first, _counts(shown), chosen is not None, version)
        for code, field, first, version, chosen, *shown in ask(session, _CARD, about=round_id)
    }
    return {code: found[code] for code in CODES if code in found}


_CARD = (
    select(
        Placement.statement,
        Placement.field,
        Placement.first,
        Placement.version,
        Chosen.id,
        Snapshot.succeeds_high,
        Snapshot.succeeds_low,
        Snapshot.important_high,
        Snapshot.important_low,
    )
    .join(Snapshot, and_(Snapshot.round_id == Placement.round_id, Snapshot.statement == Placement.statement))
    .outerjoin(Chosen, and_(Chosen.round_id == Placement.round_id, Chosen.statement == Placement.statement))
    .where(Placement.round_id == ABOUT)
)


def _counts(values: Sequence[int | None]) -> Counts | None:
    found = [value for value in values if value is not None]
    return Counts(*found) if len(found) == len(values) else None


def widest(spots: dict[str, Spot]) -> Spot | None:
    """What to talk about first: where the answers are furthest apart."""
    code = rules.widest({code: spot.counts for code, spot in spots.items()})
    return spots[code] if code else None


def shared_notes(session: Session, round_id: UUID) -> dict[str, list[Note]]:
    """Notes shared with the group, by statement, in no order that would tell whose they are."""
    found: dict[str, list[Note]] = {}
    for statement, *note in ask(session, _NOTES, about=round_id):
        found.setdefault(statement, []).append(Note(*note))
    return found


_NOTES = (
    select(SharedNote.statement, SharedNote.text, SharedNote.lang)
    .where(SharedNote.round_id == ABOUT)
    .order_by(SharedNote.id)
)


def card_of_round(session: Session, round_id: UUID) -> dict[str, int | None]:
    """Each statement's field (1–4, or None while not placed), for those who may know the card."""
    query = select(Placement.statement, Placement.field).where(Placement.round_id == round_id)
    return {row.statement: row.field for row in session.execute(query)}


def chosen(session: Session, round_id: UUID) -> list[Chosen]:
    """The statements the group works with, in the statements' order."""
    return sorted(loading.rows(session, _CHOSEN, about=round_id), key=lambda row: CODES.index(row.statement))


_CHOSEN = select(Chosen).where(Chosen.round_id == ABOUT)


def worded(session: Session, round_id: UUID, code: str) -> str:
    """What the group wrote about a chosen statement, in one text: a beginning for what it sends up."""
    row = session.scalar(select(Chosen).where(Chosen.round_id == round_id, Chosen.statement == code))
    return "\n\n".join(part for part in (row.meaning, row.place, row.rightwards) if part) if row else ""


def chosen_one(session: Session, round_id: UUID, code: str) -> Chosen:
    """One of them; NotFound for a statement that is not chosen."""
    row = session.scalar(select(Chosen).where(Chosen.round_id == round_id, Chosen.statement == code))
    if row is None:
        raise NotFound
    return row
