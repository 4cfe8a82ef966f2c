"""From TOML to frozen values; only `queries` uses it."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any, TypeVar

from tracker.knowledge.catalogue import Text
from tracker.knowledge.guides import Guide, Item

Row = Mapping[str, Any]
Kept = TypeVar("Kept")


def load(make: Callable[..., Kept], table: str, *names: str) -> dict[str, Kept]:
    """All rows of a table in the named files, made into values and keyed by code in the order they stand."""
    made = [(str(row["code"]), make(**_fields(row))) for row in _rows(table, names)]
    values = dict(made)
    if len(values) < len(made):
        raise ValueError(f"a code stands twice among {table} in {', '.join(names)}")
    return values


def load_guides(*names: str) -> dict[str, Guide]:
    """All guides in the named files, keyed by code."""
    return load(_guide, "guide", *names)


def _value(field: object) -> object:
    """A field as the values hold it: texts and tuples instead of tables and lists."""
    if isinstance(field, dict) and field.keys() == {"da", "en"}:
        return Text(**field)
    if isinstance(field, list):
        return tuple(_value(each) for each in field)
    return field


def _guide(*, item: tuple[Row, ...], **fields: Any) -> Guide:
    return Guide(items=tuple(Item(**_fields(row)) for row in item), **fields)


def _fields(row: Row) -> dict[str, Any]:
    return {key: _value(field) for key, field in row.items()}


def _rows(table: str, names: tuple[str, ...]) -> Iterator[Row]:
    for name in names:
        text = files("tracker.knowledge").joinpath("texts", f"{name}.toml").read_text(encoding="utf-8")
        yield from tomllib.loads(text).get(table, [])
