"""What one page has read already, so that no part of it asks again."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

V = TypeVar("V")
READS = "reads"
"""in `Session.info`: it only reads"""
LOGS = "logs"
"""in `Session.info`: it reads, and logs what it read"""


def notes(session: Session, about: str) -> dict[Any, Any]:
    """Kept for as long as a unit of work that only reads lives; where something may change it is empty each time."""
    if not session.info.get(READS):
        return {}
    kept: dict[Any, Any] = session.info.setdefault(("kept", about), {})
    return kept


def once(session: Session, about: str, key: Hashable, find: Callable[[], V]) -> V:
    """What `find` finds, asked once."""
    kept = notes(session, about)
    if key not in kept:
        kept[key] = find()
    found: V = kept[key]
    return found


def each(session: Session, about: str, keys: Iterable[Any], find: Callable[[set[Any]], dict[Any, V]]) -> dict[Any, V]:
    """What `find` finds for each of some keys; asked only for those not known yet."""
    wanted, kept = set(keys), notes(session, about)
    if missing := wanted - kept.keys():
        kept |= find(missing)
    return {key: kept[key] for key in wanted if key in kept}
