"""The technical clock of a test, set to an instant: a moved wall clock alone would be noticed and not believed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tracker.kernel import clocks


@contextmanager
def technically(instant: datetime) -> Iterator[None]:
    """As if it were that instant, from which time goes on."""
    ahead = (instant - clocks.technical_now()).total_seconds()
    before, clocks.OURS = clocks.OURS, clocks.Steady(lambda: time.time() + ahead)
    try:
        yield
    finally:
        clocks.OURS = before
