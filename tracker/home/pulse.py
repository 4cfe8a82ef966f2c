"""What every page says of the machinery: looked at anew every quarter of a minute, by one page in each process."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

from tracker.home import health
from tracker.home.checks import Level
from tracker.storage.unit_of_work import Store, UnitOfWork

T = TypeVar("T")
KEPT_SECONDS = 15.0


class Kept(Generic[T]):
    """What a question last answered."""

    def __init__(self, ask: Callable[[UnitOfWork], T]) -> None:
        self._ask = ask
        self._kept: tuple[float, T] | None = None

    def get(self, uow: UnitOfWork) -> T:
        """The answer, asked anew when it is old."""
        kept, now = self._kept, monotonic()
        if kept is None or now - kept[0] > KEPT_SECONDS:
            kept = self._kept = (now, self._ask(uow))
        return kept[1]


class Pulse:
    """Whether something is late, for everybody; how all is, for the administrator."""

    def __init__(self, store: Store, migrations: Path) -> None:
        self._late = Kept(health.is_late)
        self._level = Kept(lambda uow: health.look(uow, migrations, health.mode_of(store)).level)

    def is_late(self, uow: UnitOfWork) -> bool:
        """Whether what is due waits for long."""
        return self._late.get(uow)

    def level(self, uow: UnitOfWork) -> Level:
        """How the whole is."""
        return self._level.get(uow)
