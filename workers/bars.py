"""How far a long command has come: a bar where somebody looks, a line every tenth otherwise."""

import sys
from typing import TextIO

WIDTH = 40


class Bar:
    """Draws itself anew when there is something to see."""

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self._what, self._stream, self._said = what, stream or sys.stderr, -1
        self._drawn = self._stream.isatty()

    def __call__(self, done: int, of: int) -> None:
        """So many of so many."""
        share = done / of if of else 1.0
        step = int(share * (WIDTH if self._drawn else 10))
        if step != self._said:
            self._said = step
            bar = f"\r[{'#' * step}{'.' * (WIDTH - step)}] " if self._drawn else ""
            self._stream.write(f"{bar}{self._what}: {share:.0%}" + ("" if self._drawn else "\n"))
            self._stream.flush()

    def end(self) -> None:
        """The last line."""
        if self._drawn:
            self._stream.write("\n")
