"""Two clocks. The business clock can be moved; the technical clock (leases, retries, sessions) never moves.

The technical clock is the machine's wall clock for as long as that runs as time does. Where it jumps, time goes on
as the machine's steady counter says, until the wall clock is sane: it is back where it should be, or has kept to
where it was put for ten minutes.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

JUMP_SECONDS = 5.0
"""a wall clock may be this far off and still be only corrected"""
SLEW = 0.001
"""and this much of the time that has passed: clocks are also set right slowly"""
SETTLE_SECONDS = 600.0
"""a wall clock that keeps to where it was put for this long is believed"""
FORMER = 3
TRIES = 5


@dataclass(frozen=True)
class Reading:
    """Both clocks at one moment, in seconds: the wall's since 1970, the steady one's since whenever."""

    wall: float
    steady: float

    def off(self, later: "Reading") -> float:
        """How far the wall clock has run from the steady one since this reading."""
        return (later.wall - self.wall) - (later.steady - self.steady)

    def agrees(self, later: "Reading") -> bool:
        """Whether the wall clock ran as time did."""
        return abs(self.off(later)) <= JUMP_SECONDS + SLEW * abs(later.steady - self.steady)


@dataclass(frozen=True)
class Doubt:
    """The wall clock is not to be believed: by how many seconds, and since when (technical time)."""

    off: float
    since: datetime


@dataclass(frozen=True)
class _State:
    trusted: Reading
    former: tuple[Reading, ...] = ()
    """believed before: a clock that comes back to one of them is sane at once"""
    candidate: Reading | None = None
    doubt: Doubt | None = None


class Steady:
    """The technical clock of one process. Both its sources can be handed in."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] | None = None) -> None:
        self._wall = wall
        self._steady = steady or counter
        self._state = _State(self._read())

    def now(self) -> datetime:
        """The instant, UTC."""
        return self._look()[0]

    @property
    def doubt(self) -> Doubt | None:
        """Why the wall clock is not believed, if it is not."""
        return self._look()[1]

    def _look(self) -> tuple[datetime, Doubt | None]:
        reading = self._read()
        self._state = state = _after(self._state, reading)
        if state.doubt is None:
            return _instant(reading.wall), None
        return _expected(state.trusted, reading), state.doubt

    def _read(self) -> Reading:
        """Both at one moment: read again where this process was held up in between."""
        before, wall, after = self._steady(), self._wall(), self._steady()
        for _ in range(TRIES):
            if after - before < 1:
                break
            before, wall, after = self._steady(), self._wall(), self._steady()
        return Reading(wall, after)


def _after(state: _State, reading: Reading) -> _State:
    """What is believed after a reading."""
    if any(known.agrees(reading) for known in (state.trusted, *state.former)):
        return _State(reading, state.former)
    candidate = state.candidate
    if candidate is None or not candidate.agrees(reading):
        candidate = reading
    if reading.steady - candidate.steady >= SETTLE_SECONDS:
        return _State(reading, (state.trusted, *state.former)[:FORMER])
    since = state.doubt.since if state.doubt else _expected(state.trusted, reading)
    return replace(state, candidate=candidate, doubt=Doubt(state.trusted.off(reading), since))


def _expected(trusted: Reading, reading: Reading) -> datetime:
    return _instant(trusted.wall + reading.steady - trusted.steady)


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def counter() -> float:
    """Seconds that only go forward; where the system has it also while the machine sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(clock) if clock is not None else time.monotonic()


OURS = Steady()
"""this process's"""


def technical_now() -> datetime:
    """The machine's instant, UTC."""
    return OURS.now()
