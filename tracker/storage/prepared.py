"""A statement as the driver takes it: most of what asking costs is then done once, before it is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Write = Callable[[Any], Any]
MOST_KEPT = 1_000


@dataclass(frozen=True)
class _Form:
    """The statement's text for lists of certain lengths, and what goes into it."""

    text: str
    fixed: Mapping[str, Any]
    order: Sequence[str] | None
    lists: Mapping[str, Sequence[str]]


class Prepared:
    """A SELECT of columns for one kind of database; its lists of values (`IN`) may be of any length."""

    def __init__(self, query: Any, dialect: Dialect) -> None:
        compiled = query.compile(dialect=dialect)
        self._compiled, self._dialect = cast(SQLCompiler, compiled), dialect
        self._types = [column.type for column in query.selected_columns]
        self._write = {name: _writer(bind.type, dialect) for name, bind in compiled.binds.items()}
        self._lists = [name for name, bind in compiled.binds.items() if bind.expanding and bind.required]
        self._forms: dict[tuple[int, ...], _Form] = {}
        self._shape: SimpleResultMetaData | None = None

    def run(self, connection: Connection, values: Mapping[str, Any]) -> IteratorResult[*tuple[Any, ...]]:
        """The rows, all fetched."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(*self._as_sent(values))
            rows = cursor.fetchall()
            if self._shape is None:
                self._shape = self._read(cursor.description)
        finally:
            cursor.close()
        return IteratorResult(self._shape, iter(rows))

    def _as_sent(self, values: Mapping[str, Any]) -> tuple[str, Any]:
        form = self._form(values)
        sent = dict(form.fixed)
        for name in self._write.keys() & values.keys():
            value, write = values[name], self._write[name]
            if name in form.lists:
                sent |= zip(form.lists[name], map(write, value) if write else value, strict=True)
            else:
                sent[name] = write(value) if write else value
        return form.text, sent if form.order is None else [sent[name] for name in form.order]

    def _form(self, values: Mapping[str, Any]) -> _Form:
        lengths = tuple(len(values[name]) for name in self._lists)
        if lengths not in self._forms:
            self._forms[lengths] = self._expand(values)
        return self._forms[lengths]

    def _expand(self, values: Mapping[str, Any]) -> _Form:
        state = self._compiled.construct_expanded_state(dict(values))
        lists = {name: keys for name, keys in state.parameter_expansion.items() if name in values}
        given = {*values, *(key for keys in lists.values() for key in keys)}
        writers = self._write | dict(state.processors)
        fixed = {
            name: write(value) if (write := writers.get(name)) else value
            for name, value in state.parameters.items()
            if name not in given
        }
        return _Form(state.statement, fixed, state.positiontup, lists)

    def _read(self, description: Sequence[Sequence[Any]]) -> SimpleResultMetaData:
        readers = [
            kind.dialect_impl(self._dialect).result_processor(self._dialect, column[1])
            for kind, column in zip(self._types, description, strict=True)
        ]
        return SimpleResultMetaData([column[0] for column in description], _processors=readers)


class Insert:
    """An INSERT of one whole row into a table, for one kind of database with `?` as place."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        self._text = f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(table.columns))})"  # noqa: S608
        self._write = [(column.name, _writer(column.type, dialect)) for column in table.columns]

    def run(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Write it; raises the driver's own error."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._text, [write(row[name]) if write else row[name] for name, write in self._write])
        finally:
            cursor.close()


@cache
def insert_into(table: Table, dialect: Dialect) -> Insert:
    """The statement for this kind of database."""
    return Insert(table, dialect)


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> Write | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


@lru_cache(maxsize=MOST_KEPT)
def prepared(query: Any, dialect: Dialect) -> Prepared:
    """The statement for this kind of database; for those that are put together once, and asked again."""
    return Prepared(query, dialect)
