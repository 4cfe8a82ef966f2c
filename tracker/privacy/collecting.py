"""Everything that is about one person, from every table that holds any, opened with their own key."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import or_, select

from tracker.people import queries as people
from tracker.privacy.data_map import ABOUT_PEOPLE, Data
from tracker.storage.unit_of_work import UnitOfWork
from tracker.tables import metadata

Row = dict[str, Any]
Gathered = dict[str, list[Row]]


def gather(uow: UnitOfWork, person_id: UUID) -> Gathered:
    """By table, the rows that are about the person; what is secret to everybody is left out."""
    found = {one.table: _rows(uow, one, person_id) for one in ABOUT_PEOPLE if one.title}
    return {table: rows for table, rows in found.items() if rows}


def _rows(uow: UnitOfWork, data: Data, person_id: UUID) -> list[Row]:
    table = metadata.tables[data.table]
    mine = or_(*(table.columns[name] == person_id for name in data.mine))
    rows = uow.session.execute(select(table).where(mine).order_by(*table.primary_key.columns)).mappings()
    return [_row(uow, data, dict(row)) for row in rows]


def _row(uow: UnitOfWork, data: Data, row: Mapping[str, Any]) -> Row:
    shown = {name: value for name, value in row.items() if name not in data.secret and value is not None}
    for name in data.sealed:
        if name in shown:
            shown[name] = uow.unseal(row[data.owner], f"{data.table}.{name}", row["id"], row[name])
    return {name: _plain(value) for name, value in shown.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def written(uow: UnitOfWork, person_id: UUID) -> str:
    """All of it as JSON, with the names of those who stand in it as ids."""
    gathered = gather(uow, person_id)
    return json.dumps({"names": names_in(uow, gathered), "data": gathered}, ensure_ascii=False, indent=1)


def packed(text: str, page: str) -> bytes:
    """A zip of two files that say the same: for machines, and to be read."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        file.writestr("data.json", text)
        file.writestr("data.html", page)
    return made.getvalue()


def names_in(uow: UnitOfWork, gathered: Gathered) -> dict[str, str]:
    """What those are called who stand in the rows as ids: people the person was told of anyway, groups and units."""
    ids = {UUID(value) for rows in gathered.values() for row in rows for value in _ids(row.values())}
    known = {str(id_): one.name for id_, one in people.people(uow.session, ids).items()}
    return known | {str(id_): name for id_, name in people.group_names(uow.session, ids).items()}


def _ids(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str) and len(value) == 36 and value.count("-") == 4:
            yield value
