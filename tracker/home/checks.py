"""What is looked at to say whether the machinery is well, and how it is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.kernel.errors import N_

LATE = timedelta(minutes=15)
"""what is due and has not gone for so long needs a person"""
ASLEEP = timedelta(minutes=5)
AUDITOR_ASLEEP = timedelta(minutes=15)
ATTEMPTS = 3
"""a timer that has failed so often will go on failing"""


class Level(StrEnum):
    """How something is: well, to be looked at, or in need of a person now."""

    WELL = "well"
    DEGRADED = "degraded"
    FAILING = "failing"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `last` is when it last ran, `since` from when on it is not well."""

    name: str
    level: Level = Level.WELL
    since: datetime | None = None
    last: datetime | None = None
    many: int | None = None


def worst(checks: Iterable[Check]) -> Level:
    """The level of the whole."""
    found = {check.level for check in checks}
    return next((level for level in (Level.FAILING, Level.DEGRADED) if level in found), Level.WELL)


def running(name: str, last: datetime | None, now: datetime, asleep: timedelta) -> Check:
    """Something that is to run all the time; it may be ahead by a little, as machines' clocks differ."""
    if last is None:
        return Check(name, Level.FAILING)
    return Check(name, Level.FAILING if now - last > asleep else Level.WELL, since=last, last=last)


def late(name: str, oldest: datetime | None, now: datetime, many: int | None = None) -> Check:
    """Something that may go; `oldest` is since when the oldest of it may."""
    level = Level.FAILING if oldest and now - oldest > LATE else Level.WELL
    return Check(name, level, since=oldest, many=many)


def counted(name: str, many: int, since: datetime | None = None, level: Level = Level.FAILING) -> Check:
    """Something of which there is to be none."""
    return Check(name, level if many else Level.WELL, since=since if many else None, many=many)


@dataclass(frozen=True)
class Words:
    """A check in words: what it is called, and what to do when it is not well."""

    title: str
    do: str


WORDS: dict[str, Words] = {
    "clock": Words(
        N_("The clock"),
        N_("Start the clock process. Until then nothing falls due; afterwards all that was missed comes once."),
    ),
    "time": Words(
        N_("The machine's time"),
        N_("Set the machine's time right, and see to it that it is kept right. Until then nothing falls due."),
    ),
    "relay": Words(N_("The relay"), N_("Start a worker. Until then nobody is told of anything.")),
    "auditor": Words(
        N_("The auditor"),
        N_("It runs with the clock. If the clock runs, its log says why the auditor does not get through."),
    ),
    "waiting": Words(
        N_("What is to go"),
        N_("See whether a worker runs, whether Redis answers and whether the mail server answers."),
    ),
    "timers": Words(N_("What falls due"), N_("See whether the clock runs, and what its log says.")),
    "failing_timers": Words(
        N_("Timers that fail"),
        N_("The clock's log says which one, and where. It is tried every minute; report it as an error."),
    ),
    "set_aside": Words(
        N_("What is set aside"),
        N_("It was tried five times and ended its worker each time. The worker's log names it; report it as an error."),
    ),
    "missing": Words(
        N_("What somebody has not been told"),
        N_("Run ledertrivsel audit deliveries: it lists what is missing, without content. Report it as an error."),
    ),
    "surplus": Words(
        N_("What somebody has been told too much"),
        N_("Run ledertrivsel audit deliveries: it lists what is too much, without content. Report it as an error."),
    ),
    "mail_server": Words(
        N_("The mail server"),
        N_("Nothing is lost: it is asked once a minute, and what waits goes when it answers. See whether it is up."),
    ),
    "redis": Words(N_("Redis"), N_("Start Redis. Until then work comes more slowly, and nothing is lost.")),
    "schema": Words(N_("The tables"), N_("Run ledertrivsel migrate.")),
    "database": Words(N_("The database"), N_("See whether the database is up, and whether the address is right.")),
}
