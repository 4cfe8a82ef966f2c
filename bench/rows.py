"""A row of the result: ours, the floor of the same run, and the goal for their ratio."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Row:
    """One measurement. `unit` says what ours and floor are; `goal` is the ratio to reach, at most or at least."""

    name: str
    ours: float
    floor: float
    goal: float
    unit: str
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """Ours by the floor."""
        return self.ours / self.floor

    @property
    def ok(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def as_json(self) -> dict[str, Any]:
        """The row as it is written down."""
        return asdict(self) | {"ratio": round(self.ratio, 3), "ok": self.ok}

    def as_line(self) -> str:
        """The row as it is printed."""
        sign = "≥" if self.at_least else "≤"
        verdict = "ok" if self.ok else "MISSED"
        return (
            f"{self.name:<62} {self.ours:>10.1f} {self.floor:>10.1f} {self.unit:<8}"
            f" {self.ratio:>7.2f} {sign} {self.goal:<5} {verdict}"
        )


@dataclass(frozen=True)
class NotMeasured:
    """A row that there is no figure for, and why. It counts as missed."""

    name: str
    why: str

    def as_json(self) -> dict[str, Any]:
        """The row as it is written down."""
        return asdict(self) | {"ok": False}

    def as_line(self) -> str:
        """The row as it is printed."""
        return f"{self.name:<62} NOT MEASURED: {self.why}"


def interleaved(ours: Callable[[], object], floor: Callable[[], object], *, rounds: int = 60) -> tuple[float, float]:
    """Median microseconds of both, run in turns after a warm-up."""
    for _ in range(5):
        ours()
        floor()
    pairs = [(_microseconds(ours), _microseconds(floor)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _microseconds(what: Callable[[], object]) -> float:
    begin = perf_counter()
    what()
    return (perf_counter() - begin) * 1e6


def middle(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The pair whose ratio is in the middle: both of the same moment."""
    return sorted(pairs, key=lambda pair: pair[0] / pair[1])[len(pairs) // 2]
