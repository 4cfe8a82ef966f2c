"""What a capability's own tables say that people should have been told, and which timers should stand open.

Said for the audit: worked out from the domain alone, never from facts, deliveries or notices.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Owed:
    """Something people should have been told of a matter. `told` is what; notifications know which notices say it.

    Everybody in `people` since `since` (business time; None: ever); where nobody is certain, at least somebody.
    Who is told once of several matters is told of any of `matters`.
    """

    told: str
    matters: tuple[UUID, ...]
    since: datetime | None = None
    people: frozenset[UUID] = frozenset()


@dataclass
class Owing:
    """All that one capability owes now."""

    tell: list[Owed] = field(default_factory=list)
    never: list[tuple[UUID, UUID]] = field(default_factory=list)
    """a matter, and somebody who is never to be told of it"""
    must: dict[str, set[UUID]] = field(default_factory=dict)
    """by kind of timer: the matters that must have an open one"""
    may: dict[str, set[UUID]] = field(default_factory=dict)
    """and those that may; an open one of any other matter is stray"""

    def timer(self, kind: str, *, must: Iterable[UUID], may: Iterable[UUID] = ()) -> None:
        """Say of which matters a kind of timer must be open, and of which others it may be."""
        self.must[kind] = set(must)
        self.may[kind] = self.must[kind] | set(may)
