"""The rehearsal as a whole: a new organisation, its year, what was seen, and the verdict."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from sqlalchemy import event, inspect, text

from tracker.kernel.worktime import at_local
from tracker.people import service as people
from tracker.settings import Settings
from workers import migrate
from workers.auditor import set_what_comes_daily
from workers.rehearsal.acts import dialogues, hearing, local, own, plan, requests, rounds, staff, support
from workers.rehearsal.book import LONG_AGO, Book, as_csv, build
from workers.rehearsal.faults import UnderFire, under_fire
from workers.rehearsal.model.verdict import Verdict, judge
from workers.rehearsal.observing import look
from workers.rehearsal.passing import ByHand, ByOthers, Passing, Recorder, Rehearsing, begin, now
from workers.rehearsal.record import digest
from workers.rehearsal.stage import EARLY, Stage
from workers.runtime import Runtime

FIRST = date(2027, 9, 1)
"""a Wednesday: a year from here holds Christmas, a leap day, Easter, and both nights on which the clocks change"""
PREFIX = "ledertrivsel-rehearsal-"
Say = Callable[[int, int], None]


@dataclass(frozen=True)
class Options:
    """What is rehearsed, and where. `folder` holds keys and, where no database is given, the database."""

    leaders: int = 300
    months: int = 12
    seed: int = 7
    database_url: str = ""
    redis_url: str = ""
    faults: bool = False
    days: int = 0
    """in place of the months, for short tests"""

    @property
    def first(self) -> date:
        """The first day."""
        return FIRST

    @property
    def last(self) -> date:
        """The last day that is lived."""
        if self.days:
            return FIRST + timedelta(days=self.days)
        months = FIRST.month - 1 + self.months
        return date(FIRST.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


@dataclass
class Outcome:
    """What a rehearsal came to."""

    options: Options
    decisions: str
    verdict: Verdict
    counts: dict[str, int]
    seconds: dict[str, float]
    faults: dict[str, int] = field(default_factory=dict)
    """what was done to it, and how often"""


def rehearse(options: Options, say: Say) -> Outcome:
    """Live it, look, and judge."""
    with (
        TemporaryDirectory(prefix="ledertrivsel-rehearsal-") as folder,
        _running(options, Path(folder)) as (stage, recorder),
    ):
        began = monotonic()
        days = (stage.last - stage.first).days
        stage.live(lambda day: say((day - stage.first).days, days))
        lived = monotonic()
        return _judged(options, stage, recorder, began, lived)


def _judged(options: Options, stage: Stage, recorder: Recorder, began: float, lived: float) -> Outcome:
    seen = look(stage, recorder)
    looked = monotonic()
    register = stage.book.register()
    verdict = judge(register, stage.acts, seen, faults=options.faults)
    seconds = {"lived": lived - began, "looked": looked - lived, "judged": monotonic() - looked}
    counts = {
        "people": len(stage.book.people),
        "groups": len(stage.book.groups),
        "presses": len(stage.acts),
        "facts": len(seen.events),
        "notices": len(seen.notices),
        "mails": len(seen.accepted),
    }
    rounded = {key: round(value, 1) for key, value in seconds.items()}
    faults = dict(stage.passing.done) if isinstance(stage.passing, UnderFire) else {}
    return Outcome(options, digest(stage.acts), verdict, counts, rounded, faults)


@contextmanager
def _running(options: Options, folder: Path) -> Iterator[tuple[Stage, Recorder]]:
    """An organisation in an empty database, with everything that carries its work."""
    settings = Settings.from_environment(
        {},
        data_dir=folder,
        database_url=options.database_url,
        redis_url=options.redis_url,
        movable_clock=True,
        secret_key="rehearsal",  # noqa: S106 - nobody signs in
    )
    recorder = Recorder()
    runtime = Rehearsing(settings, recorder)
    try:
        if not options.database_url:  # nothing of it is kept, so nothing need wait for the disk
            event.listen(runtime.store.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
        refuse_unless_empty(runtime)
        migrate.upgrade(runtime.store.engine)
        book = build(options.leaders, options.seed)
        begin(runtime.store, at_local(FIRST, time(7), settings.zone))
        with _passing(options, runtime, recorder) as passing:
            yield _stage(options, runtime, passing, book), recorder
    finally:
        runtime.store.engine.dispose()


@contextmanager
def _passing(options: Options, runtime: Rehearsing, recorder: Recorder) -> Iterator[Passing]:
    """Processes under fire, threads where there is Redis, or everything in turn."""
    if options.faults:
        chance = Random(f"{options.seed}/faults")  # noqa: S311 - chance, not a secret
        days = (options.last - options.first).days
        with under_fire(runtime.store, runtime.settings, recorder, chance, days) as fire:
            yield fire
    elif options.redis_url:
        recorder.ask = partial(now, runtime.store)
        with runtime.working(clock=False):
            yield ByOthers(runtime.store, runtime.clock)
    else:
        yield ByHand(runtime, recorder)


def refuse_unless_empty(runtime: Runtime) -> None:
    """SystemExit where anybody is in the database already: a rehearsal is no guest."""
    engine = runtime.store.engine
    if "person" in inspect(engine).get_table_names():
        with engine.connect() as connection:
            if connection.execute(text("SELECT count(*) FROM person")).scalar():
                raise SystemExit("There are people in this database already: a rehearsal wants an empty one.")


def _stage(options: Options, runtime: Runtime, passing: Passing, book: Book) -> Stage:
    with runtime.store.work() as uow:
        people.found(uow, "Prøvelund")
    set_what_comes_daily(runtime.store)
    stage = Stage(runtime.store, passing, book, options.seed, FIRST, options.last)
    _people(stage)
    for part in (staff, rounds, plan, support, dialogues, own, requests, hearing, local):
        part.prepare(stage)
    return stage


def _people(stage: Stage) -> None:
    """The first file, as the system brings it in, and what the model is to know of it."""
    with stage.store.work() as uow:
        found = people.import_people(uow, as_csv(stage.book.lines()))
        if found.refused:
            raise ValueError(found.refused)
    staff.know(stage)
    start = at_local(LONG_AGO, EARLY, stage.store.zone)
    for key, person in stage.book.people.items():
        stage.book.nearest[key].append((start, person.nearest))
