"""What happens to people and roles. Machinery: never part of a story."""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.facts import Fact, Readers, Urgency


@dataclass(frozen=True, kw_only=True)
class PeopleImported(Fact, name="people.imported", readers=Readers.NOBODY):
    """A file was taken, and this many lines added, changed or ended something. The matter is the unit at the top."""

    added: int
    changed: int
    ended: int


@dataclass(frozen=True, kw_only=True)
class ImportAsked(Fact, name="people.import_asked", readers=Readers.NOBODY, haste=Urgency.NOW):
    """A file waits to be read, or to be taken. The matter is the import."""


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Fact, name="people.role_granted", readers=Readers.NOBODY):
    """An organisational role was granted outside an import. The matter is the person."""

    role: str
    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Fact, name="people.role_ended", readers=Readers.NOBODY):
    """An organisational role was ended before its time, from this day on. The matter is the person."""

    role: str
    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class RoleProposed(Fact, name="people.role_proposed", readers=Readers.NOBODY):
    """A role waits for top management's approval. The matter is the proposal."""


@dataclass(frozen=True, kw_only=True)
class RoleDecided(Fact, name="people.role_decided", readers=Readers.NOBODY):
    """Top management approved a proposed role, or did not. The matter is the proposal, which is gone."""

    person_id: UUID
    role: str
    approved: bool


@dataclass(frozen=True, kw_only=True)
class HabitsChanged(Fact, name="people.habits_changed", readers=Readers.NOBODY):
    """Somebody set when, where and in which language to be reached, or announced leave. The matter is the person."""


@dataclass(frozen=True, kw_only=True)
class HoursSet(Fact, name="people.hours_set", readers=Readers.NOBODY):
    """HR set the organisation's hours, digest time, free days and limits. The matter is the unit at the top."""
