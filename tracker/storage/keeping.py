"""Small files kept beside the database: made once, whole or not at all, though several processes start together."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


def keep(path: Path, make: Callable[[], str]) -> str:
    """What the file says; where there is none it is made, readable by its owner alone. The first to make it wins."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = _half(path, make())
        try:
            os.link(half, path)
        except FileExistsError:
            pass
        finally:
            half.unlink()
    return path.read_text()


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Nobody else who asks for it changes the file meanwhile."""
    with path.with_name(f"{path.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keep_anew(path: Path, text: str) -> None:
    """Put another text in the file's place, on the disk before anybody reads it there."""
    half = _half(path, text)
    half.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _half(path: Path, text: str) -> Path:
    """A file beside it, whole, readable by its owner alone."""
    half = path.with_name(f"{path.name}.{uuid4().hex}")
    half.touch(mode=0o600)
    with half.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return half
