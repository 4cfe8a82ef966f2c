"""10,000 people from a sheet: read, checked and written, beside openpyxl only reading the same file."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from openpyxl import Workbook, load_workbook

from bench.ground import Ground
from bench.rows import Row, middle
from tests.conftest import settings_for
from tracker.people import service
from tracker.people.reading import COLUMNS
from workers import migrate
from workers.runtime import Runtime

PEOPLE, GROUP_SIZE, ROUNDS = 10_000, 8, 3
MOST_MIB = 150
STARTS = date(2020, 1, 1)


def measure(ground: Ground) -> Iterator[Row]:
    """Seconds, each time into an empty database; and the MiB that a process grows by meanwhile."""
    data = organisation()
    pairs = []
    for _ in range(ROUNDS):
        with ground.runtime("sqlite") as runtime:
            pairs.append((_seconds(lambda: take(runtime, data)), _seconds(lambda: read_only(data))))
    yield Row("import of 10,000 people from XLSX (openpyxl reading it)", *middle(pairs), 2, "s")
    grown = _in_a_process_of_its_own(ground.folder / "import.db", data)
    yield Row("import of 10,000 people from XLSX, MiB above idle", grown, MOST_MIB, 1, "MiB")


def _seconds(what: Callable[[], object]) -> float:
    gc.collect()
    begin = perf_counter()
    what()
    return perf_counter() - begin


def take(runtime: Runtime, data: bytes) -> None:
    """Import it."""
    with runtime.store.work() as uow:
        found = service.import_people(uow, data)
    assert found.counts["added"] > PEOPLE, found.refused[:3]


def read_only(data: bytes) -> None:
    """The floor: every cell's value, and nothing more."""
    book = load_workbook(BytesIO(data), read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) > PEOPLE
    book.close()


def organisation() -> bytes:
    """A sheet of 10,000 people in leadership groups, under one who leads all."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(list(COLUMNS))
    page.append(["unit", "k", "Storkommunen", *[None] * 6, "kommune", None, None])
    for number in range(PEOPLE):
        unit, leader = f"u{number // GROUP_SIZE}", f"p{number - number % GROUP_SIZE}"
        if number % GROUP_SIZE == 0:
            page.append(["unit", unit, f"Enhed nr. {number}", "k", *[None] * 5, "skole", None, None])
            page.append(["group", f"g{unit}", f"Ledelsen af {unit}", *[None] * 5, unit, None, None, None])
        boss = leader if number % GROUP_SIZE else (None if number == 0 else "p0")
        who = ["person", f"p{number}", f"Navn Navnesen nr. {number}", boss, f"p{number}@example.org", "Leder", "da"]
        page.append([*who, None, unit, None, STARTS, None])
    for number in range(PEOPLE):
        role = "member" if number % GROUP_SIZE else "leader"
        group = f"gu{number // GROUP_SIZE}"
        page.append(["member", group, *[None] * 5, f"p{number}", None, role, STARTS, None])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _in_a_process_of_its_own(database: Path, data: bytes) -> float:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_grow, args=(theirs, database, data))
    process.start()
    grown = float(ours.recv())
    process.join()
    return grown


def _grow(answer: Connection, database: Path, data: bytes) -> None:
    """How much more a process holds at its most than when it had nothing to do."""
    runtime = Runtime(settings_for(database.parent, f"sqlite:///{database}"))
    migrate.upgrade(runtime.store.engine)
    idle = _memory("VmRSS")
    take(runtime, data)
    answer.send((_memory("VmHWM") - idle) / 1024)


def _memory(what: str) -> int:
    """KiB; VmHWM is the most there ever was."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what))
