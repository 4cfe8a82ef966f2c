"""`python -m tests.faults.crumbling URL`: migrates, is killed before each statement in turn; says how often it was."""

import os
import signal
import sys
from itertools import count
from typing import Any

from sqlalchemy import event, inspect

from tracker.storage.engine import make_engine
from tracker.tables import metadata
from workers import migrate


def main(url: str) -> int:
    """Each time a process that begins where the one before died. Returns the kills."""
    _is_whole(url)  # whatever that loads, the children need not
    for number in count(1):
        if not _killed_at(url, number):
            return number - 1
        _is_whole(url)
    return 0


def _killed_at(url: str, number: int) -> bool:
    """Migrate in a process that dies at its statement of this number; False where there are fewer."""
    child = os.fork()
    if child == 0:
        engine = make_engine(url)
        left = number

        @event.listens_for(engine, "before_cursor_execute")
        def strike(*_: Any) -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        migrate.upgrade(engine)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"the migration failed where it was killed {number - 1} times before")
    return os.WIFSIGNALED(status)


def _is_whole(url: str) -> None:
    """Either nothing has been made, or everything."""
    engine = make_engine(url)
    try:
        tables = metadata.tables.keys() & set(inspect(engine).get_table_names())
        if tables and migrate.versions(engine)[0] is None:
            raise SystemExit(f"half a schema: {sorted(tables)} and no version")
    finally:
        engine.dispose()


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1])}\n")
