"""What a fault is, and the list of all of them by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.faults.needs import Needs, SetUp
from tests.faults.rig import Rig

ALONE, REDIS = SetUp("sqlite", redis=False), SetUp("sqlite", redis=True)
POSTGRES, WHOLE = SetUp("postgres", redis=False), SetUp("postgres", redis=True)
ALL = (ALONE, REDIS, POSTGRES, WHOLE)
ENDS = (ALONE, WHOLE)
"""everything in one process on SQLite, and everything apart on PostgreSQL"""


@dataclass(frozen=True)
class Fault:
    """Something that happens to an installation, and what may come of it.

    `twice_per_kill`: so many mails may a worker have between the server's 250 and the record of it when it is killed.
    """

    name: str
    happen: Callable[[Rig], None]
    setups: tuple[SetUp, ...]
    needs: Callable[[], Needs] = Needs
    twice_per_kill: int = 0
    takes_long: bool = False
    quick: tuple[SetUp, ...] = field(default=())
    """the set-ups on which it is in the short selection"""


FAULTS: dict[str, Fault] = {}


def fault(
    name: str,
    setups: Iterable[SetUp] = ENDS,
    *,
    twice_per_kill: int = 0,
    takes_long: bool = False,
    quick: Iterable[SetUp] = (),
    needs: Callable[[], Needs] = Needs,
) -> Callable[[Callable[[Rig], None]], Callable[[Rig], None]]:
    """Put a function on the list; it is handed a running installation, and returns when the fault is over."""

    def keep(happen: Callable[[Rig], None]) -> Callable[[Rig], None]:
        FAULTS[name] = Fault(name, happen, tuple(setups), needs, twice_per_kill, takes_long, tuple(quick))
        return happen

    return keep
