"""The unit of work: one use case, one transaction, opened and closed here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, TypeVar, cast
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tracker.kernel.clocks import technical_now
from tracker.kernel.decisions import DECISIONS
from tracker.kernel.errors import Conflict, NotFound, SaidBefore
from tracker.kernel.facts import Fact
from tracker.kernel.permissions import SYSTEM, Actor, Standing, may
from tracker.storage import audit, loading
from tracker.storage.asking import CONNECTION
from tracker.storage.base import Base, Versioned
from tracker.storage.clock import business_now
from tracker.storage.committing import leave_facts
from tracker.storage.doorbell import Doorbell, Silence
from tracker.storage.engine import reading
from tracker.storage.inserting import insert_unless_there
from tracker.storage.kept import LOGS, READS, once
from tracker.storage.outbox import Timer
from tracker.storage.records import Reading, SavedForm
from tracker.storage.vault import KeyGone, KeyRing, Vault

T = TypeVar("T", bound=Base)
_BEGUN = "begun"


class ToBeLogged(Exception):
    """What was to be read is confidential, and this unit of work cannot log that it was."""


class Recorded(NamedTuple):
    """A fact, and when it was to happen, where time called for it."""

    fact: Fact
    due_at: datetime | None


class Ending(Protocol):
    """Something that is written at the end of a unit of work."""

    def write(self, uow: "UnitOfWork") -> None:
        """Write it, and forget it."""


E = TypeVar("E", bound=Ending)


@dataclass
class UnitOfWork:
    """What a use case works with. `cause` is the fact being reacted to, if any; `due_at` when time called for this."""

    session: Session
    actor: Actor
    now: datetime
    zone: ZoneInfo
    vault: Vault
    cause: UUID | None = None
    due_at: datetime | None = None
    facts: list[Recorded] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)
    """readings, as they are logged"""
    endings: dict[str, "Ending"] = field(default_factory=dict)
    """what is put off to the end, by who put it off"""
    editing: tuple[type[Base], UUID] | None = None
    """the row whose version was asked for last: the one a conflict is about"""

    @property
    def is_open(self) -> bool:
        """Whether there is a transaction to ask in: a page about an error is made after it ended."""
        known = self.session.info.get(CONNECTION)
        return not known.closed if known else self.session.in_transaction()

    @property
    def today(self) -> date:
        """The civil date in the organisation's zone."""
        return self.now.astimezone(self.zone).date()

    def get(self, model: type[T], row_id: UUID, *, version: int | None = None) -> T:
        """The row, or NotFound; Conflict when `version` is given and somebody changed it since."""
        found = once(self.session, "rows", (model, row_id), lambda: loading.row(self.session, model, row_id))
        if found is None:
            raise NotFound
        return self.at_version(found, version)

    def at_version(self, row: T, version: int | None) -> T:
        """The row, or Conflict when `version` is given and somebody changed it since."""
        if version is not None:
            row_id: UUID = row.__mapper__.primary_key_from_instance(row)[0]
            self.editing = (type(row), row_id)
            if getattr(row, "version", version) != version:
                raise Conflict(row_id)
        return row

    def last_change(self, model: type[Base], row_id: UUID) -> tuple[UUID, datetime] | None:
        """Which person changed a row last, and when; None where nobody did."""
        row = self.session.get(model, row_id)
        by, at = getattr(row, "changed_by", None), getattr(row, "changed_at", None)
        return (by, at) if by and at else None

    def at_the_end(self, name: str, kind: type[E]) -> E:
        """What somebody puts off to the end of this unit of work, so as to write much at once."""
        return cast(E, self.endings.setdefault(name, kind()))

    def finish(self) -> None:
        """Write what was put off; the rows of it, and the facts, go with the rest."""
        for ending in list(self.endings.values()):
            ending.write(self)
        self.session.flush()

    def require(self, action: str, kind: str, standing: Standing) -> None:
        """NotFound unless the permission table grants it. The system acts freely: rights are checked on reading."""
        if not self.actor.is_system and not may(action, kind, standing):
            raise NotFound

    def record(self, fact: Fact) -> None:
        """Leave a fact on the road; it is committed with the rows that made it true."""
        self.facts.append(Recorded(fact, self.due_at))

    def at(self, instant: datetime, kind: str, matter: UUID) -> None:
        """Set the timer of this kind for this matter, in place of an open one."""
        self.cancel(kind, matter)
        self.session.add(Timer(kind=kind, matter=matter, due_at=instant))

    def cancel(self, kind: str, matter: UUID) -> None:
        """Take the open timer of this kind away, if there is one."""
        self.session.flush()
        self.session.execute(
            update(Timer)
            .where(Timer.kind == kind, Timer.matter == matter, Timer.ended_at.is_(None))
            .values(ended_at=self.now, cancelled=True)
        )

    def seal(self, owner: UUID, column: str, row_id: UUID, text: str) -> bytes:
        """See `Vault.seal`."""
        return self.vault.seal(owner, column, row_id, text)

    def unseal(self, owner: UUID, column: str, row_id: UUID, sealed: bytes) -> str:
        """See `Vault.unseal`."""
        return self.vault.unseal(owner, column, row_id, sealed)

    def unseal_if_kept(self, owner: UUID, column: str, row_id: UUID, sealed: bytes | None) -> str:
        """The text; empty where there is none, or whoever wrote it has been forgotten."""
        try:
            return self.vault.unseal(owner, column, row_id, sealed) if sealed else ""
        except KeyGone:
            return ""

    def saw(self, kind: str, object_id: UUID, subject_id: UUID) -> None:
        """Write down, with what is read, that the actor read something confidential of somebody else's (P15).

        ToBeLogged where nothing can be written: whoever opened the unit of work begins again in one that logs.
        """
        reader = self.actor.person_id
        if reader is not None and reader != subject_id:
            if self.session.info.get(READS) and not self.session.info.get(LOGS):
                raise ToBeLogged
            read = {"reader_id": reader, "subject_id": subject_id, "kind": kind, "object_id": object_id}
            self.seen.append(read)
            self.session.add(Reading(at=self.now, **read))

    def begin_again_from_here(self) -> None:
        """Note the place that `take_back` goes back to."""
        self.session.connection().exec_driver_sql(f"SAVEPOINT {_BEGUN}")

    def take_back(self) -> None:
        """Undo what was written, and keep that something was read: the page is shown all the same."""
        if self.seen:
            self.session.expunge_all()
            self.session.connection().exec_driver_sql(f"ROLLBACK TO SAVEPOINT {_BEGUN}")
            self.session.add_all(Reading(at=self.now, **read) for read in self.seen)
            self.session.commit()

    def claim_form(self, key: UUID) -> None:
        """Take a form's key before its work is done: whoever presses twice at once waits here for the first.

        SaidBefore when the same person saved it already; NotFound when it is another's.
        """
        mine = {"key": key, "person_id": self.actor.person_id, "location": "", "at": self.now}
        insert_unless_there(self.session, SavedForm, [mine])
        query = select(SavedForm.person_id, SavedForm.location).where(SavedForm.key == key)
        saved = self.session.execute(query).one()
        if saved.person_id != self.actor.person_id:
            raise NotFound
        if saved.location:
            raise SaidBefore(saved.location)

    def form_led_to(self, key: UUID, location: str) -> None:
        """Note where a claimed form led; pressing again leads there again."""
        self.session.execute(update(SavedForm).where(SavedForm.key == key).values(location=location))

    def commit(self) -> None:
        """Log what somebody decided, put the facts beside the rows in the same transaction, and end it."""
        if self.actor.person_id is not None:
            known = [(fact.name, fact.matter) for fact, _ in self.facts if fact.name in DECISIONS]
            audit.decided(self.session, self.actor.person_id, self.now, known)
            self.session.flush()
        if self.facts:
            leave_facts(self.session, [self._as_row(*recorded) for recorded in self.facts])
        self.session.commit()

    def _as_row(self, fact: Fact, due_at: datetime | None) -> dict[str, object]:
        return {
            "id": uuid4(),
            "name": fact.name,
            "schema": fact.schema,
            "urgency": fact.urgency,
            "matter": fact.matter,
            "actor_id": self.actor.person_id,
            "payload": fact.payload(),
            "at": self.now,
            "due_at": due_at,
            "recorded_at": technical_now(),
            "relayed_at": None,
        }


@event.listens_for(Session, "before_flush")
def _note_who(session: Session, *_: object) -> None:
    """Write who changed what two people can edit, and when, beside the change itself."""
    uow = session.info.get("uow")
    for row in session.dirty:
        if uow is not None and isinstance(row, Versioned) and session.is_modified(row):
            row.changed_by, row.changed_at = uow.actor.person_id, uow.now


class Store:
    """The database of one organisation, and how to work in it."""

    def __init__(
        self, engine: Engine, ring: KeyRing, zone: ZoneInfo, *, movable_clock: bool, doorbell: Doorbell | None = None
    ) -> None:
        self.engine = engine
        self.ring = ring
        self.zone = zone
        self.movable_clock = movable_clock
        self.doorbell: Doorbell = doorbell or Silence()
        self._reading = reading(engine)
        self._at_once = engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def work(self, actor: Actor = SYSTEM, *, cause: UUID | None = None) -> Iterator[UnitOfWork]:
        """A transaction that commits when the block ends well, and leaves nothing behind otherwise."""
        with Session(self.engine, expire_on_commit=False) as session:
            uow = self._begin(session, actor, cause)
            try:
                yield uow
                uow.finish()
                uow.commit()
            except StaleDataError as error:
                raise Conflict from error
        if uow.facts:
            self.doorbell.ring()

    @contextmanager
    def statement(self) -> Iterator[UnitOfWork]:
        """For one statement that is a transaction by itself: PostgreSQL need not be told to begin and to commit it."""
        if self.engine.dialect.name == "sqlite":
            with self.work() as uow:
                yield uow
        else:
            with Session(self._at_once) as session:
                yield self._begin(session, SYSTEM, None)

    @contextmanager
    def read(self, actor: Actor = SYSTEM, *, in_one: bool = False) -> Iterator[UnitOfWork]:
        """For what reads only; always rolled back. `in_one`: one transaction on PostgreSQL too, for long results."""
        with (self.engine if in_one else self._reading).connect() as connection:
            connection.begin()
            with Session(connection, autoflush=False, info={READS: True, CONNECTION: connection}) as session:
                yield self._begin(session, actor, None)

    @contextmanager
    def observe(self, actor: Actor = SYSTEM) -> Iterator[UnitOfWork]:
        """For what reads, and logs what it read, in one transaction: nothing is given out before it is committed."""
        with self.engine.connect() as connection, connection.begin():
            kept = {READS: True, LOGS: True, CONNECTION: connection}
            with Session(connection, autoflush=False, info=kept) as session:
                yield (uow := self._begin(session, actor, None))
                uow.finish()

    def _begin(self, session: Session, actor: Actor, cause: UUID | None) -> UnitOfWork:
        now = business_now(session, movable=self.movable_clock)
        uow = session.info["uow"] = UnitOfWork(session, actor, now, self.zone, Vault(session, self.ring), cause)
        return uow
