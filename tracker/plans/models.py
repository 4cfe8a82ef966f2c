"""The plan, its themes and everything that hangs on them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.storage.base import Base, Identified, Versioned
from tracker.storage.vault import Sealed

_CURRENT = text("state = 'current'")
_OPEN = text("state = 'open'")


class Plan(Identified, Versioned, Base):
    """A unit's plan for leader well-being. One of each unit is current at a time."""

    __tablename__ = "plan"

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str] = mapped_column(default="current")
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    coordinator_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    themes_close: Mapped[date]
    publish_by: Mapped[date]
    next_status: Mapped[date]
    ends: Mapped[date]
    started_by: Mapped[UUID]
    started_at: Mapped[datetime]
    worries: Mapped[str] = mapped_column(Text, default="")
    early_warnings: Mapped[str] = mapped_column(Text, default="")
    special_support: Mapped[str] = mapped_column(Text, default="")
    new_leaders: Mapped[str] = mapped_column(Text, default="")
    answers_lang: Mapped[str | None]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """who answers for it among those who may sign it"""
    prepared_by: Mapped[date | None]
    qualified_by: Mapped[date | None]
    heard_by: Mapped[date | None]
    """steps of the roadmap besides the dates every plan has"""
    audience: Mapped[list[str] | None]  # whom its seminar is meant for
    is_local: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """a plan of a part of the organisation, owned by who leads that part"""

    __table_args__ = (
        Index("uq_plan_current", "unit_id", unique=True, sqlite_where=_CURRENT, postgresql_where=_CURRENT),
    )


class RoadmapTemplate(Versioned, Base):
    """The organisation's way of making a plan: how long each step takes, and what it is called here."""

    __tablename__ = "plan_roadmap_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    weeks: Mapped[dict[str, Any]]
    names: Mapped[dict[str, Any]]
    lang: Mapped[str]


class Theme(Identified, Versioned, Base):
    """Something the plan may be about: proposed, assessed, chosen or left outside, and qualified when chosen."""

    __tablename__ = "plan_theme"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str]
    why: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    code: Mapped[str | None]  # the catalogue's code, where it was picked there
    as_catalogue: Mapped[bool] = mapped_column(default=False)
    """the title is the catalogue's own, so it can be shown in both languages"""
    source: Mapped[str]
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("leadership_group.id"))
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    importance: Mapped[str | None]
    success: Mapped[str | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    """why it stays outside, or why it goes on although there are five already"""
    reason_lang: Mapped[str | None]
    description: Mapped[str] = mapped_column(Text, default="")
    signs_well: Mapped[str] = mapped_column(Text, default="")
    signs_badly: Mapped[str] = mapped_column(Text, default="")
    works_when: Mapped[str] = mapped_column(Text, default="", server_default="")  # how we shall see that it works
    description_lang: Mapped[str | None]
    joined_to: Mapped[UUID | None] = mapped_column(ForeignKey("plan_theme.id"))  # about the same: goes on as this
    came_from: Mapped[UUID | None] = mapped_column(ForeignKey("plan_theme.id"), index=True)  # in another part's plan


class Origin(Identified, Base):
    """An escalation that was taken into the plan with this theme. Others see the count only."""

    __tablename__ = "plan_theme_origin"

    theme_id: Mapped[UUID] = mapped_column(ForeignKey("plan_theme.id"), index=True)
    escalation_id: Mapped[UUID] = mapped_column(ForeignKey("escalation.id"), unique=True)


class Placement(Identified, Versioned, Base):
    """A theme in one column of the organisation's card, in one of its two theme rows."""

    __tablename__ = "plan_placement"

    theme_id: Mapped[UUID] = mapped_column(ForeignKey("plan_theme.id"))
    column: Mapped[str] = mapped_column("card_column")
    row: Mapped[str] = mapped_column("card_row")
    text: Mapped[str] = mapped_column(Text)
    """the answer to what its row asks; empty where it was moved there and nobody has answered yet"""
    lang: Mapped[str]
    other: Mapped[str] = mapped_column(Text, server_default="", default="")
    """the answer to what the other row asks, from when it stood there"""
    other_lang: Mapped[str] = mapped_column(server_default="da", default="da")

    __table_args__ = (UniqueConstraint("theme_id", "card_column"),)


class Offer(Identified, Versioned, Base):
    """An offer that supports leaders already; stands in the card's third row, in the columns it is for."""

    __tablename__ = "plan_offer"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str]
    what: Mapped[str] = mapped_column(Text)
    contact: Mapped[str]
    columns: Mapped[list[str]]
    lang: Mapped[str]


class ThemeOffer(Identified, Base):
    """An existing offer brought into a theme."""

    __tablename__ = "plan_theme_offer"

    theme_id: Mapped[UUID] = mapped_column(ForeignKey("plan_theme.id"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("plan_offer.id"), index=True)

    __table_args__ = (UniqueConstraint("theme_id", "offer_id"),)


class Input(Identified, Base):
    """What was learned about a theme: how, from where, when."""

    __tablename__ = "plan_input"

    theme_id: Mapped[UUID] = mapped_column(ForeignKey("plan_theme.id"), index=True)
    method: Mapped[str]
    source: Mapped[str]
    on: Mapped[date] = mapped_column("on_day")
    what: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    added_by: Mapped[UUID]
    added_at: Mapped[datetime]


class InputFile(Identified, Base):
    """A file attached to an input; read by who reads the input."""

    __tablename__ = "plan_input_file"

    input_id: Mapped[UUID] = mapped_column(ForeignKey("plan_input.id"), index=True)
    name: Mapped[str]
    sort: Mapped[str]  # its media type, by what it holds
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_by: Mapped[UUID]
    added_at: Mapped[datetime]


class Qualifier(Identified, Base):
    """Somebody asked to help qualify a theme, until a day (included)."""

    __tablename__ = "plan_qualifier"

    theme_id: Mapped[UUID] = mapped_column(ForeignKey("plan_theme.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    until: Mapped[date] = mapped_column("until_day")
    asked_by: Mapped[UUID]

    __table_args__ = (UniqueConstraint("theme_id", "person_id"),)


class Action(Identified, Versioned, Base):
    """What is done about a theme: by whom, when, at which level."""

    __tablename__ = "plan_action"

    theme_id: Mapped[UUID] = mapped_column(ForeignKey("plan_theme.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    role: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    due: Mapped[date | None]
    asked_from: Mapped[date | None]
    cadence: Mapped[str | None]
    """when its person is first asked about it, and how often after that; empty: once, by its date"""
    level: Mapped[str]
    code: Mapped[str | None]  # the catalogue's measure it was taken from
    state: Mapped[str] = mapped_column(default="open")
    added_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    followed_person: Mapped[UUID | None]
    followed_on: Mapped[date | None]
    followed_as: Mapped[str | None]
    """whose follow-up is scheduled, for when and how often, since the last published version"""
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]
    said: Mapped[str | None]  # how it goes while it is open, as was said last: on_track or late
    effect: Mapped[str | None]  # whether it had the effect, as was said last: yes, partly or not
    words: Mapped[str | None] = mapped_column(Text)
    words_lang: Mapped[str | None]  # what was said with it


class PlanVersion(Identified, Base):
    """A published version: everything it says, as it was. Never changed."""

    __tablename__ = "plan_version"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    changes: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    published_by: Mapped[UUID]
    published_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("unit_id", "number"),)


class PlanGiven(Identified, Base):
    """A new leader who was told of the plan, once."""

    __tablename__ = "plan_given"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column("given_at")

    __table_args__ = (UniqueConstraint("plan_id", "person_id"),)


class PlanTalk(Identified, Versioned, Base):
    """A leadership group asked to talk about a version, and whether it has. `words` are the group's own, sealed."""

    __tablename__ = "plan_talk"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("plan_version.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("leadership_group.id"), index=True)
    talked_on: Mapped[date | None]
    words: Mapped[bytes | None] = mapped_column(Sealed)
    lang: Mapped[str | None]
    marked_by: Mapped[UUID | None]

    __table_args__ = (UniqueConstraint("version_id", "group_id"),)


class Hearing(Identified, Versioned, Base):
    """The draft as it was sent to MED/AMO to be heard, with its deadline (the last day included)."""

    __tablename__ = "plan_hearing"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    state: Mapped[str] = mapped_column(default="open")
    content: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    deadline: Mapped[date]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_version.id"))  # the version that shows it

    __table_args__ = (
        Index("uq_plan_hearing_open", "plan_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )


class HearingComment(Identified, Versioned, Base):
    """What a representative says in a hearing, and what management answers."""

    __tablename__ = "plan_hearing_comment"

    hearing_id: Mapped[UUID] = mapped_column(ForeignKey("plan_hearing.id"), index=True)
    theme_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_theme.id"))  # None: the whole plan
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column("said_at")
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_lang: Mapped[str | None]
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
