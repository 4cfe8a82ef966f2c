"""Founding the organisation, importing people, and granting the first roles."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.kernel.errors import Conflict, NotFound, RuleBroken
from tracker.kernel.permissions import Role, Standing
from tracker.kernel.worktime import Week, write_week
from tracker.people import holding, queries, register, rules
from tracker.people.facts import HabitsChanged, HoursSet, PeopleImported, RoleGranted
from tracker.people.models import Absence, Grant, Habits, Organisation, Person, Unit
from tracker.people.reading import read
from tracker.people.rules import ADDED, CHANGED, ENDED, PLACEHOLDER, Change, Refusal
from tracker.storage.unit_of_work import UnitOfWork

FREE_DAYS = ("12-24", "12-31")
TOP = f"{PLACEHOLDER}top"


@dataclass(frozen=True)
class Preview:
    """What a file does: its changes, or why it is refused as a whole."""

    changes: list[Change] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    warned: list[Refusal] = field(default_factory=list)
    """lines that can be taken, and are worth a look"""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many lines add, change, end, or leave as it is."""
        return Counter(change.what for change in self.changes)

    @property
    def is_news(self) -> bool:
        """Whether anything would be different afterwards."""
        return any(self.counts.get(what) for what in (ADDED, CHANGED, ENDED))


Told = Callable[[int], None]


def preview(uow: UnitOfWork, data: bytes, told: Told | None = None) -> Preview:
    """What importing the file would do; changes nothing. `told` hears how many lines have been read."""
    uow.require("C", "people", Standing(uow.actor.roles))
    return _prepared(uow, data, told)[0]


def import_people(uow: UnitOfWork, data: bytes) -> Preview:
    """Take the whole file, or (where anything is refused) nothing of it. What the file leaves out stays as it is."""
    uow.require("C", "people", Standing(uow.actor.roles))
    found, stands = _prepared(uow, data)
    if found.refused or not found.is_news:
        return found
    register.write(uow.session, found.changes, stands, uow.today)
    counts = {what: found.counts.get(what, 0) for what in (ADDED, CHANGED, ENDED)}
    uow.record(PeopleImported(matter=queries.root_unit(uow.session), **counts))
    return found


def _prepared(uow: UnitOfWork, data: bytes, told: Told | None = None) -> tuple[Preview, register.Rows]:
    """What the file does, and what stands already under the ids it goes by from now on."""
    stands = register.rows(uow.session)
    records, refused = read(data, told)
    if refused:
        return Preview(refused=refused), stands
    before = register.register(stands)
    adopted = rules.adoptions(records, before)
    now = rules.renamed(before, adopted)
    if refused := rules.refusals(records, now) + holding.apart(records, now):
        return Preview(refused=refused), stands
    anew = set(adopted.values())
    changes = [_named(change, anew) for change in rules.changes(records, now)]
    if uow.actor.person_id and (refused := holding.by_hand(changes, _key_of(stands, uow.actor.person_id))):
        return Preview(refused=refused), stands
    return Preview(changes, warned=holding.alike(changes, now)), {
        rules.new_id(id_, adopted): row for id_, row in stands.items()
    }


def _key_of(stands: register.Rows, person_id: UUID) -> str:
    return next((row.key for row in stands.values() if isinstance(row, Person) and row.id == person_id), "")


def _named(change: Change, anew: AbstractSet[rules.Id]) -> Change:
    """The change, where being given an id is one too."""
    record = change.record
    return Change(record, CHANGED, (*change.fields, "id")) if (record.kind, record.key) in anew else change


def found(uow: UnitOfWork, name: str) -> None:
    """Make the organisation's own row and the unit at the top, where they are missing."""
    uow.require("C", "people", Standing(uow.actor.roles))
    if uow.session.scalar(select(Organisation.id)) is None:
        uow.session.add(Organisation(id=1, name=name, free_days=list(FREE_DAYS)))
    if uow.session.scalar(select(Unit.id).limit(1)) is None:
        uow.session.add(Unit(id=uuid4(), key=TOP, parent_id=None, name=name, kind=""))
    uow.session.flush()


def enrol(uow: UnitOfWork, email: str, name: str) -> UUID:
    """The person with this e-mail address; a new one, at the top and without a leader, where there is none."""
    uow.require("C", "people", Standing(uow.actor.roles))
    email = email.strip().lower()
    known = uow.session.scalar(select(Person.id).where(Person.email == email))
    if known is not None:
        return known
    top = queries.root_unit(uow.session)
    person = Person(
        id=uuid4(), key=f"{PLACEHOLDER}{email}", name=name, email=email, title="", language="da", unit_id=top
    )
    person.starts = uow.today
    uow.session.add(person)
    uow.session.flush()
    return person.id


def grant(uow: UnitOfWork, person_id: UUID, role: Role) -> None:
    """Give a person an organisational role for the whole organisation, from today; nothing where it is held already."""
    uow.require("C", "people", Standing(uow.actor.roles))
    held = queries.roles_of(uow.session, person_id, uow.today)
    if role in held:
        return
    if any(holding.are_apart(role, other) for other in held):
        raise RuleBroken(holding.APART)
    top = queries.root_unit(uow.session)
    from_today = {"starts": uow.today, "known_from": uow.today}
    uow.session.add(Grant(person_id=person_id, role=role, seat=None, unit_id=top, **from_today))
    uow.record(RoleGranted(matter=person_id, role=role, unit_id=top))


def set_habits(
    uow: UnitOfWork, *, language: str, week: Week | None, digest_time: time | None, zone: str | None
) -> None:
    """How the actor wants to be reached; None is as the organisation has it, and so are the very same hours."""
    person = uow.get(Person, uow.actor.me)
    person.language = language
    row = uow.session.get(Habits, person.id) or Habits(person_id=person.id)
    usual = queries.organisation(uow.session).week
    row.week = write_week(week) if week and write_week(week) != usual else None
    row.digest_time = f"{digest_time:%H:%M}" if digest_time else None
    row.zone = zone or None
    uow.session.add(row)
    uow.record(HabitsChanged(matter=person.id))


def announce_leave(uow: UnitOfWork, starts: date, ends: date) -> None:
    """The actor is away, both days included: nobody writes, and escalations pass by."""
    rules.leave(starts, ends, uow.today)
    uow.session.add(Absence(person_id=uow.actor.me, starts=starts, ends=ends))
    uow.record(HabitsChanged(matter=uow.actor.me))


def take_back_leave(uow: UnitOfWork, leave_id: UUID) -> None:
    """The actor is not away after all; NotFound for another's leave."""
    row = uow.get(Absence, leave_id)
    if row.person_id != uow.actor.me:
        raise NotFound
    uow.session.delete(row)
    uow.record(HabitsChanged(matter=row.person_id))


def set_hours(
    uow: UnitOfWork,
    *,
    week: Week,
    digest_time: time,
    free_days: Sequence[str],
    version: int,
    limits: tuple[int, int] | None = None,
) -> None:
    """The organisation's hours, digest time and free days, for whoever chose nothing else.

    `limits` are the working days to acknowledge and to answer an escalation; a clock that runs keeps its own.
    """
    uow.require("U", "people", Standing(uow.actor.roles))
    row = queries.organisation(uow.session)
    if row.version != version:
        raise Conflict(row.id)
    row.week, row.digest_time = write_week(week), f"{digest_time:%H:%M}"
    row.free_days = [day for day in rules.FREE_DAYS if day in free_days]
    row.acknowledge_days, row.answer_days = limits or (row.acknowledge_days, row.answer_days)
    uow.record(HoursSet(matter=queries.root_unit(uow.session)))


def let_plan_be_read(uow: UnitOfWork, *, by_all: bool) -> bool:
    """Whether the organisation's published plan is read without signing in. Tells whether that is new."""
    uow.require("S", "plan", Standing(uow.actor.roles))
    row = queries.organisation(uow.session)
    is_new, row.plan_is_open = row.plan_is_open != by_all, by_all
    return is_new
