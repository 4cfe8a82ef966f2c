"""Whole rows the short way: for a page they are objects that belong to no session, since nothing of them is written."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar, TypeVarTuple, cast
from uuid import UUID

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm import Session

from tracker.storage.asking import CONNECTION, ask
from tracker.storage.base import Base
from tracker.storage.prepared import MOST_KEPT

T = TypeVar("T", bound=Base)
Ts = TypeVarTuple("Ts")


class _Maker(NamedTuple):
    """Makes a row of one kind of so many values (`key` is where its id stands among them), or keeps the one value."""

    new: Callable[[], Any] | None
    names: Sequence[str]
    key: int


class _Shape(NamedTuple):
    """A statement of rows as one of their columns, and what makes rows of these."""

    columns: Select[*tuple[Any, ...]]
    makers: Sequence[_Maker]


def row(session: Session, model: type[T], row_id: UUID | int) -> T | None:
    """The row of an id, or None."""
    if CONNECTION not in session.info:
        return session.get(model, row_id)
    return next(iter(rows(session, _by_id(model), row_id=row_id)), None)


def rows(session: Session, query: Select[T], **values: object) -> list[T]:
    """The rows of a statement of one kind, which is put together once."""
    return [one for (one,) in tuples(session, query, **values)]


def tuples(session: Session, query: Select[*Ts], **values: object) -> list[tuple[*Ts]]:
    """The same of several kinds side by side; None where an outer join found none."""
    if CONNECTION not in session.info:
        return [cast(tuple[*Ts], tuple(found)) for found in session.execute(query, values)]
    columns, makers = _shape(query)
    found = ask(session, columns, **values)
    return [cast(tuple[*Ts], tuple(_made(iter(one), makers))) for one in found]


def _made(values: Iterator[Any], makers: Sequence[_Maker]) -> list[Any]:
    return [_one(maker, list(islice(values, len(maker.names)))) for maker in makers]


def _one(maker: _Maker, values: list[Any]) -> Any:
    if maker.new is None or values[maker.key] is None:
        return values[maker.key]
    made = maker.new()
    made.__dict__.update(zip(maker.names, values, strict=True))
    return made


@lru_cache(maxsize=MOST_KEPT)
def _shape(query: Select[*tuple[Any, ...]]) -> _Shape:
    columns: list[Any] = []
    makers: list[_Maker] = []
    for kind in query.column_descriptions:
        if kind["expr"] is not kind["entity"]:
            columns.append(kind["expr"])
            makers.append(_Maker(None, [kind["name"]], 0))
            continue
        mapper = inspect(kind["entity"]).mapper
        names = [attribute.key for attribute in mapper.column_attrs]
        columns += [getattr(kind["entity"], name) for name in names]
        key = mapper.get_property_by_column(mapper.primary_key[0]).key
        makers.append(_Maker(mapper.class_manager.new_instance, names, names.index(key)))
    return _Shape(query.with_only_columns(*columns), makers)


@cache
def _by_id(model: type[T]) -> Select[T]:
    key = inspect(model).primary_key[0]
    return select(model).where(key == bindparam("row_id", type_=key.type))
