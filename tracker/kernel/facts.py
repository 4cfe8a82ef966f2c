"""Facts: what happened, in the past tense, with ids, dates and codes only."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import IntEnum, StrEnum
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Self, get_args, get_type_hints
from uuid import UUID


class Readers(StrEnum):
    """Who may read a fact in the story of its matter."""

    MATTER = "matter"
    """whoever may read the matter itself"""
    PROGRESS = "progress"
    """also those who see its progress only"""
    NOBODY = "nobody"
    """machinery; never shown in a story"""


class Urgency(IntEnum):
    """What goes before what, where much is waiting."""

    NOW = 0
    """somebody's answer is asked for, or was given"""
    SOON = 1
    LATER = 2
    """digests, and what goes to many at once"""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of all facts. `matter` is the id of the thing whose story the fact belongs to.

    Subclasses give a stable `name`, a `schema` version counted up when fields change, their `readers` and `haste`.
    """

    name: ClassVar[str]
    schema: ClassVar[int]
    readers: ClassVar[Readers]
    haste: ClassVar[Urgency]
    registry: ClassVar[dict[str, type["Fact"]]] = {}

    matter: UUID

    def __init_subclass__(
        cls, *, name: str, readers: Readers = Readers.MATTER, schema: int = 1, haste: Urgency = Urgency.SOON
    ) -> None:
        super().__init_subclass__()
        if name in Fact.registry and Fact.registry[name].__qualname__ != cls.__qualname__:
            raise TypeError(f"two facts are named {name}")
        cls.name, cls.readers, cls.schema, cls.haste = name, readers, schema, haste
        Fact.registry[name] = cls

    @property
    def urgency(self) -> Urgency:
        """What this one goes before; most facts of a name are alike."""
        return self.haste

    def payload(self) -> dict[str, Any]:
        """The fields as JSON values, without `matter`."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "matter"}

    @classmethod
    def revive(cls, matter: UUID, payload: dict[str, Any]) -> Self:
        """The fact again, from what `payload` gave. Unknown keys of a newer schema are dropped."""
        hints = _hints(cls)  # type: ignore[arg-type]  # a class is hashable
        return cls(matter=matter, **{k: _typed(hints[k], v) for k, v in payload.items() if k in hints})


@cache
def _hints(cls: type[Fact]) -> dict[str, Any]:
    """The types of what a fact carries, by name; asked for once, since it takes longer than all the rest."""
    hints = get_type_hints(cls)
    return {f.name: hints[f.name] for f in fields(cls) if f.name != "matter"}


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return str(value)
        case date() | datetime():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
    return value


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if args := get_args(hint):
        return tuple(_typed(args[0], item) for item in value)
    if hint is UUID:
        return UUID(value)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    return value
