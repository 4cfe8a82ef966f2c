"""What has been kept long enough goes, every night; and whoever left is forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, func, select, update

from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import NotFound
from tracker.people import queries as people
from tracker.privacy import facts, rules
from tracker.privacy.data_map import ABOUT_PEOPLE, SESSIONS, Data
from tracker.privacy.models import DataCopy, Swept
from tracker.privacy.queries import days_kept
from tracker.storage import audit
from tracker.storage.unit_of_work import UnitOfWork
from tracker.tables import metadata

GONE = "…"
"""the name of whoever was forgotten"""


_OCCASIONS = {
    "rounds_answer": ("rounds_round", "round_id", ("closed_at", "cancelled_at", "meeting_at")),
    "dialogue_topic": ("dialogue", "dialogue_id", ("held_at", "starts_at")),
    "seminar_rating": ("seminar", "seminar_id", ("closed_at", "closes", "opens")),
}
"""what answers were given at, and when that ended"""


def sweep(uow: UnitOfWork) -> dict[str, int]:
    """Delete what is older than it is kept. Returns how much of each kind went."""
    days = days_kept(uow.session)
    before = {kind: uow.now - timedelta(days=many) for kind, many in days.items()}
    before[SESSIONS] = technical_now() - timedelta(days=days[SESSIONS])
    went = dict.fromkeys(rules.KEPT, 0)
    for data in ABOUT_PEOPLE:
        if data.kept:
            went[data.kept] += _old(uow, data, before[data.kept])
    went[rules.LEFT] = sum(forget(uow, person_id) for person_id in _left(uow, before[rules.LEFT]))
    went[rules.LOG] = audit.forget(uow.session, technical_now() - timedelta(days=days[rules.LOG]))
    _let_copies_go(uow)
    uow.session.add_all(Swept(at=uow.now, kind=kind, many=many) for kind, many in went.items() if many)
    return went


def _old(uow: UnitOfWork, data: Data, before: datetime) -> int:
    table = metadata.tables[data.table]
    gone = delete(table).where(*_is_old(table, data, before)).returning(*table.primary_key.columns)
    return len(uow.session.execute(gone).all())


def _is_old(table: Table, data: Data, before: datetime) -> Iterator[ColumnElement[bool]]:
    """An answer is as old as its occasion; an e-mail goes when no notice points at it any more."""
    if table.name in _OCCASIONS:
        name, column, ends = _OCCASIONS[table.name]
        occasion = metadata.tables[name].columns
        over = func.coalesce(*(occasion[end] for end in ends))
        yield table.columns[column].in_(select(occasion["id"]).where(over < before))
        return
    yield table.columns[data.since] < before
    if table.name == "mail":
        pointing = metadata.tables["notice"].columns["mail_id"]
        yield table.columns["id"].not_in(select(pointing).where(pointing.is_not(None)))


def _left(uow: UnitOfWork, before: datetime) -> list[UUID]:
    person = metadata.tables["person"].columns
    query = select(person["id"]).where(person["ends"] < before.astimezone(uow.zone).date(), person["name"] != GONE)
    return list(uow.session.scalars(query))


def gone(uow: UnitOfWork, email: str) -> UUID | None:
    """Who had an e-mail address and has left; None for nobody."""
    person = metadata.tables["person"].columns
    query = select(person["id"]).where(person["email"] == email.strip().lower(), person["ends"] < uow.today)
    return uow.session.scalar(query)


def forget(uow: UnitOfWork, person_id: UUID) -> bool:
    """Somebody who has left is forgotten: their key, and every row that is theirs; ids and counts stay."""
    someone = people.someone(uow.session, person_id)
    if someone is None:
        raise NotFound
    uow.vault.forget(person_id)
    for data in ABOUT_PEOPLE:
        if data.goes:
            table = metadata.tables[data.table]
            uow.session.execute(delete(table).where(table.columns[data.mine[0]] == person_id))
    person = metadata.tables["person"]
    nobody = {"name": GONE, "title": "", "email": f"{person_id}@invalid", "key": f"gone-{person_id}"}
    here = update(person).where(person.columns["id"] == person_id)
    uow.session.execute(here.values(nobody | {"nearest_leader_id": None}))
    uow.record(facts.PersonForgotten(matter=person_id))
    return True


def _let_copies_go(uow: UnitOfWork) -> None:
    over = DataCopy.made_at < uow.now - rules.FETCH_WITHIN
    uow.session.execute(update(DataCopy).where(over, DataCopy.sealed.is_not(None)).values(sealed=None))
