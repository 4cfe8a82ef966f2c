"""What a unit of work tells people, written at its end: a few statements for all of it, however many facts it hears."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from tracker.notifications import gathering
from tracker.notifications.models import Notice
from tracker.storage.outbox import FactRow
from tracker.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Telling:
    """Some people are told of a fact."""

    fact_id: UUID
    people: frozenset[UUID]
    kind: str
    about: str
    matter: UUID


@dataclass
class Book:
    """What is to be told and settled. Of one matter nothing is settled before what was told earlier is written."""

    tellings: list[Telling] = field(default_factory=list)
    settled: dict[frozenset[str] | None, set[UUID]] = field(default_factory=dict)
    """matters that are dealt with, by the kinds of notices that are done with them (None: all)"""

    def tell(self, telling: Telling) -> None:
        """Note that some people are told."""
        self.tellings.append(telling)

    def settle(self, uow: UnitOfWork, matter: UUID, kinds: Iterable[str] | None) -> None:
        """Note that a matter is dealt with."""
        if any(telling.matter == matter for telling in self.tellings):
            self.write(uow)
        self.settled.setdefault(None if kinds is None else frozenset(kinds), set()).add(matter)

    def write(self, uow: UnitOfWork) -> None:
        """Settle, then tell: each person once of a fact."""
        settled, tellings = self.settled, self.tellings
        self.settled, self.tellings = {}, []
        for kinds, matters in settled.items():
            query = update(Notice).where(Notice.matter.in_(sorted(matters)), Notice.done_at.is_(None))
            query = query if kinds is None else query.where(Notice.kind.in_(sorted(kinds)))
            uow.session.execute(query.values(done_at=uow.now), execution_options={"synchronize_session": False})
        if tellings:
            _tell(uow, tellings)


def book(uow: UnitOfWork) -> Book:
    """The unit of work's own."""
    return uow.at_the_end("notifications", Book)


def _tell(uow: UnitOfWork, tellings: list[Telling]) -> None:
    fact_ids = {telling.fact_id for telling in tellings}
    facts = select(FactRow.id, FactRow.due_at, FactRow.at).where(FactRow.id.in_(fact_ids))
    happened = {row.id: row.due_at or row.at for row in uow.session.execute(facts)}
    known = select(Notice.fact_id, Notice.person_id).where(Notice.fact_id.in_(fact_ids))
    told = {(row.fact_id, row.person_id) for row in uow.session.execute(known)}
    items: list[gathering.Item] = []
    rows: list[dict[str, object]] = []
    for telling in tellings:
        at = happened.get(telling.fact_id, uow.now)
        for person in sorted(telling.people):
            if (telling.fact_id, person) not in told:
                told.add((telling.fact_id, person))
                items.append(gathering.Item(person, telling.kind, at))
                what = {"fact_id": telling.fact_id, "kind": telling.kind, "about": telling.about}
                rows.append(what | {"id": uuid4(), "person_id": person, "matter": telling.matter, "at": at})
    mails = gathering.cover(uow, items)
    if rows:
        uow.session.execute(insert(Notice), [row | {"mail_id": id_} for row, id_ in zip(rows, mails, strict=True)])
