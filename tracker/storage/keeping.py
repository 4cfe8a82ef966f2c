"""Small files kept beside the database: made once, whole or not at all, though several processes start together."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4


def keep(path: Path, make: Callable[[], str]) -> str:
    """What the file says; where there is none it is made, readable by its owner alone. The first to make it wins."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{path.name}.{uuid4().hex}")
        half.touch(mode=0o600)
        try:
            half.write_text(make())
            os.link(half, path)
        except FileExistsError:
            pass
        finally:
            half.unlink()
    return path.read_text()
