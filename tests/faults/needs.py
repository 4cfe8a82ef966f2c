"""Which installation a fault happens to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

LEASE_SECONDS = 15
"""shorter than the product's own, so that a killed worker's work is taken up while one watches"""


@dataclass(frozen=True)
class SetUp:
    """Which database, and whether there is a Redis."""

    database: str
    redis: bool

    def __str__(self) -> str:
        return f"{self.database}{'+redis' if self.redis else ''}"


@dataclass
class Needs:
    """What a fault asks of its installation."""

    lease: int = LEASE_SECONDS
    environment: dict[str, str] = field(default_factory=dict)
    movable: bool = True
    smtp_credentials: str = ""
    redis_away: bool = False
    limits: str = ""
    """as prlimit wants them: `nofile=64`"""
    only: str = ""
    """the process that environment and limits are for; all when empty"""
    small_disk: Path | None = None
    """a file system of its own for the data"""
    before: Callable[[str], int] | None = None
    """done to the empty database first; returns how many kills that took"""
