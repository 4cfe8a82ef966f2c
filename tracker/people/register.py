"""The tables as an import sees them: read into plain values, and written from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from tracker.people.models import Grant, Group, Membership, Person, Told, Unit
from tracker.people.rules import ADDED, UNCHANGED, Change, Id, Register, Value

Row = Unit | Person | Group | Membership | Grant


@dataclass(frozen=True, slots=True)
class New:
    """A row that is written as it is read, without an object of its own."""

    id: UUID


Rows = dict[Id, Row | New]


def rows(session: Session) -> Rows:
    """Every row an import can speak of, by what an import calls it."""
    units = {row.id: row for row in session.scalars(select(Unit))}
    people = {row.id: row for row in session.scalars(select(Person))}
    groups = {row.id: row for row in session.scalars(select(Group))}
    found: Rows = {("unit", (row.key,)): row for row in units.values()}
    found |= {("person", (row.key,)): row for row in people.values()}
    found |= {("group", (row.key,)): row for row in groups.values()}
    for member in session.scalars(select(Membership)):
        key = (groups[member.group_id].key, people[member.person_id].key, str(member.starts))
        found["member", key] = member
    for grant in session.scalars(select(Grant)):
        held = (people[grant.person_id].key, units[grant.unit_id].key, grant.role, str(grant.starts))
        found["role", held] = grant
    return found


def register(rows: Rows) -> Register:
    """The same as plain values."""
    keys = {row.id: row.key for row in rows.values() if isinstance(row, Unit | Person | Group)}
    return {id_: _values(row, keys) for id_, row in rows.items() if not isinstance(row, New)}


def _values(row: Row, keys: Mapping[UUID, str]) -> dict[str, Value]:
    match row:
        case Unit():
            return {"name": row.name, "parent": _key(keys, row.parent_id), "type": row.kind}
        case Person():
            values: dict[str, Value] = {"name": row.name, "email": row.email, "title": row.title}
            values |= {"language": row.language, "unit": keys[row.unit_id], "from": row.starts, "to": row.ends}
            return values | {"parent": _key(keys, row.nearest_leader_id)}
        case Group():
            return {"name": row.name, "unit": keys[row.unit_id]}
        case Membership():
            return {"role": row.role, "from": row.starts, "to": row.ends}
        case Grant():
            return {"seat": row.seat, "from": row.starts, "to": row.ends}


def _key(keys: Mapping[UUID, str], row_id: UUID | None) -> str | None:
    return keys[row_id] if row_id else None


_MODELS: dict[str, type[Row]] = {"unit": Unit, "person": Person, "group": Group, "member": Membership, "role": Grant}
_PLACES = {"name": "name", "type": "kind", "email": "email", "title": "title", "language": "language"}
_PLACES |= {"role": "role", "seat": "seat", "from": "starts", "to": "ends"}


def write(session: Session, changes: Iterable[Change], stands: Rows, today: date) -> None:
    """Make the rows say what the changes say, kind by kind; `stands` learns of the new ones."""
    wanted = [change for change in changes if change.what != UNCHANGED]
    for kind, model in _MODELS.items():
        own = [change for change in wanted if change.record.kind == kind]
        new = [change for change in own if change.what == ADDED]
        for change in new:
            stands[kind, change.record.key] = New(uuid4())
        _free_emails(session, own, stands)
        known = {"known_from": today} if issubclass(model, Told) else {}
        rows = [
            {"id": stands[kind, change.record.key].id} | known | _said(change, stands) for change in _parents_first(new)
        ]
        if rows:
            session.execute(insert(cast(Table, model.__table__)), rows)
        for change in own:
            if change.what != ADDED:
                _change(stands[kind, change.record.key], _said(change, stands))
        session.flush()


def _change(row: Row | New, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _parents_first(new: list[Change]) -> list[Change]:
    """The same, each after the one it hangs on; there are no circles."""
    by_key = {change.record.key: change for change in new}
    ordered: dict[tuple[str, ...], Change] = {}
    for change in new:
        path: list[Change] = []
        at: Change | None = change
        while at is not None and at.record.key not in ordered:
            path.append(at)
            at = by_key.get((str(at.record.values.get("parent")),))
        ordered |= {each.record.key: each for each in reversed(path)}
    return list(ordered.values())


def _free_emails(session: Session, changes: list[Change], stands: Rows) -> None:
    """Two who change addresses with each other would stumble over the unique index."""
    moving = [stands["person", change.record.key].id for change in changes if "email" in change.fields]
    if moving:
        session.execute(update(Person).where(Person.id.in_(moving)).values(email=Person.key))


def _said(change: Change, stands: Rows) -> dict[str, object]:
    """What a line says, by column."""
    record = change.record
    said: dict[str, object] = {_PLACES[name]: value for name, value in record.values.items() if name in _PLACES}

    def row_id(kind: str, key: Value) -> UUID | None:
        return stands[kind, (str(key),)].id if key is not None else None

    match record.kind:
        case "unit":
            said |= {"key": record.key[0], "parent_id": row_id("unit", record.values["parent"])}
        case "person":
            said |= {"key": record.key[0], "nearest_leader_id": row_id("person", record.values["parent"])}
            said["unit_id"] = row_id("unit", record.values["unit"])
        case "group":
            said |= {"key": record.key[0], "unit_id": row_id("unit", record.values["unit"])}
        case "member":
            said |= {"group_id": row_id("group", record.key[0]), "person_id": row_id("person", record.key[1])}
        case "role":
            said |= {"person_id": row_id("person", record.key[0]), "unit_id": row_id("unit", record.key[1])}
            said["role"] = record.key[2]
    return said
