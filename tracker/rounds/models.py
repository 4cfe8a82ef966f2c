"""A group's round: who prepared what (sealed), the card made of it once, and what was agreed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.append_only import APPEND_ONLY
from tracker.storage.base import Base, Identified, Versioned
from tracker.storage.vault import Sealed


class Round(Identified, Versioned, Base):
    """One round of one group."""

    __tablename__ = "rounds_round"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    planned_by: Mapped[UUID]
    meeting_at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=120)
    place: Mapped[str] = mapped_column(default="")
    show_mode: Mapped[str]
    statements: Mapped[list[str] | None]
    """the codes of a selection; None for all. Locked as `show_mode` is"""
    why: Mapped[str] = mapped_column(Text, default="")
    """why and how, in the group's own words; empty for the ready-made text in each reader's language"""
    lang: Mapped[str] = mapped_column(default="da")
    locked_at: Mapped[datetime | None]
    """from the first answer on, how answers are shown cannot be changed"""
    state: Mapped[str] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    chosen_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    next_talk: Mapped[date | None]
    cancelled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    """why it was called off"""
    step: Mapped[str | None]
    """how far the meeting is: a `rules.Step`, None until its leader begins it"""
    pulse: Mapped[int] = mapped_column(default=0)
    """counted up by whatever those at the table should see at once"""


class Invitation(Identified, Base):
    """A person who prepares for a round, and whether that person is ready."""

    __tablename__ = "rounds_invitation"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    finished_at: Mapped[datetime | None]
    later: Mapped[bool] = mapped_column(default=False)
    """came into the group when the round had been planned"""

    __table_args__ = (UniqueConstraint("round_id", "person_id"),)


class Facilitation(Identified, Base):
    """Somebody the group asked to run one round: sees that round until the day after the meeting, and no other."""

    __tablename__ = "rounds_facilitation"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    until: Mapped[date]
    """the last day"""

    __table_args__ = (UniqueConstraint("round_id", "person_id"),)


class Answer(Identified, Versioned, Base):
    """What one person answered to one statement: sealed with that person's own key."""

    __tablename__ = "rounds_answer"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    statement: Mapped[str]
    ratings: Mapped[bytes] = mapped_column(Sealed)
    note: Mapped[bytes | None] = mapped_column(Sealed)
    note_shared: Mapped[bool] = mapped_column(default=False)
    lang: Mapped[str]

    __table_args__ = (UniqueConstraint("round_id", "person_id", "statement"),)


class Snapshot(Identified, Base):
    """What a group sees of its answers to one statement, made at the close and never changed.

    Without counts where too few answered to show any: they are not kept at all.
    """

    __tablename__ = "rounds_snapshot"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"))
    statement: Mapped[str]
    mode: Mapped[str]
    succeeds_high: Mapped[int | None]
    succeeds_low: Mapped[int | None]
    important_high: Mapped[int | None]
    important_low: Mapped[int | None]

    __table_args__ = (UniqueConstraint("round_id", "statement"), {"info": APPEND_ONLY})


class SharedNote(Identified, Base):
    """A note somebody chose to share with the group: its words without its author, taken over at the close."""

    __tablename__ = "rounds_shared_note"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"))
    statement: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]

    __table_args__ = (Index("ix_rounds_shared_note_round", "round_id"),)


class Placement(Identified, Versioned, Base):
    """Where a statement stands on the card: `field` now, `first` by the answers; None while nobody has placed it."""

    __tablename__ = "rounds_placement"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"))
    statement: Mapped[str]
    first: Mapped[int | None]
    field: Mapped[int | None]
    moved_by: Mapped[UUID | None]

    __table_args__ = (UniqueConstraint("round_id", "statement"),)


class Move(Identified, Base):
    """A statement moved from one field to another, by whom and when. The last ones can be undone, newest first."""

    __tablename__ = "rounds_move"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"))
    number: Mapped[int]
    statement: Mapped[str]
    was: Mapped[int | None]
    field: Mapped[int]
    moved_by: Mapped[UUID]
    moved_at: Mapped[datetime]
    undone_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("round_id", "number"),)


class Chosen(Identified, Versioned, Base):
    """A statement the group works with, and its answers to the three questions."""

    __tablename__ = "rounds_chosen"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"))
    statement: Mapped[str]
    meaning: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")
    rightwards: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str]

    __table_args__ = (UniqueConstraint("round_id", "statement"),)


class Agreement(Identified, Versioned, Base):
    """An agreement on working together."""

    __tablename__ = "rounds_agreement"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_round.id"), index=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    statement: Mapped[str | None]
    text: Mapped[str] = mapped_column(Text)
    sign: Mapped[str] = mapped_column(Text)
    """how the group sees that it works"""
    lang: Mapped[str]
    first: Mapped[date]
    cadence: Mapped[str | None]
    state: Mapped[str] = mapped_column(index=True)
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    effect_on: Mapped[date | None]
    """when the group is asked whether it had the effect, if it wants to be"""


class Owner(Identified, Base):
    """Somebody who takes care of an agreement."""

    __tablename__ = "rounds_owner"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("rounds_agreement.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)

    __table_args__ = (UniqueConstraint("agreement_id", "person_id"),)
