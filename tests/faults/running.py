"""Lets faults happen one after the other, judges each, prints a table and writes JSON."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.faults.faults import Fault
from tests.faults.needs import SetUp
from tests.faults.oracle import Verdict, judge
from tests.faults.rig import Rig
from tests.servers import PostgresServer

RESULT = Path(__file__).resolve().parents[2] / ".cache" / "faults.json"
HEAD = (
    "fault",
    "set-up",
    "kills",
    "saved",
    "due",
    "mails",
    "lost",
    "twice in-app",
    "twice by mail",
    "extra p95/max s",
    "took s",
)
WIDTHS = (49, 14, 6, 6, 6, 6, 5, 13, 14, 16, 7)


@dataclass
class Result:
    """A row of the table."""

    fault: str
    setup: str
    kills: int
    saved: int
    due: int
    lost: int
    twice_in_app: int
    twice_by_mail: int
    extra_p95: float
    extra_max: float
    mails: int
    took: float
    breaches: list[str]
    notes: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        """As the table says it."""
        mail = f"{self.twice_by_mail}{' same id' if self.twice_by_mail else ''}"
        counts = (self.kills, self.saved, self.due, self.mails, self.lost, self.twice_in_app)
        return (
            *(self.fault, self.setup, *map(str, counts), mail),
            *(f"{self.extra_p95:.1f}/{self.extra_max:.1f}", f"{self.took:.0f}"),
        )


def as_markdown() -> str:
    """What has been written, a line a fault: over all its set-ups, and the longest extra delay of any."""
    rows = json.loads(RESULT.read_text())
    lines = ["| fault | set-ups | kills | saved | due | lost | twice in-app | twice by mail | extra delay, at most |"]
    lines.append("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for name in dict.fromkeys(row["fault"] for row in rows):
        same = [row for row in rows if row["fault"] == name]
        where = ", ".join(row["setup"] for row in same)
        counts = [sum(row[key] for row in same) for key in ("kills", "saved", "due", "lost", "twice_in_app")]
        twice, slowest = sum(row["twice_by_mail"] for row in same), max(row["extra_max"] for row in same)
        cells = [name, where, *map(str, counts), f"{twice}{' (same id)' if twice else ''}", f"{slowest:.0f} s"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def let_happen(fault: Fault, setup: SetUp, postgres: PostgresServer | None, *, brief: bool = False) -> Result:
    """One fault on one set-up, from a new installation to the verdict."""
    began = time.monotonic()
    with _installed(Rig(setup, fault.needs(), postgres, brief=brief)) as rig:
        trouble = _suffer(fault, rig)
        verdict = judge(rig) if not trouble else _nothing_to_judge(rig)
        breaches = [*trouble, *verdict.breaches(fault.twice_per_kill * rig.kills)]
        if breaches:
            _keep_logs(fault, setup, rig)
        return _result(fault, setup, rig, verdict, breaches, time.monotonic() - began)


@contextmanager
def _installed(rig: Rig) -> Iterator[Rig]:
    try:
        yield rig
    finally:
        rig.close()


def _suffer(fault: Fault, rig: Rig) -> list[str]:
    try:
        rig.processes.start()
        fault.happen(rig)
        rig.fault_ended = rig.fault_ended or rig.clock.now()
        rig.drain()
        rig.to_next_morning()
    except Exception as error:  # noqa: BLE001 - one fault that was too much must not keep the others from happening
        return [f"{type(error).__name__}: {error}"]
    return []


def _nothing_to_judge(rig: Rig) -> Verdict:
    """What can be said of an installation that did not come to rest: what is still under way is not lost."""
    try:
        verdict = judge(rig)
        if waiting := rig.waiting():
            rig.note(f"{waiting} deliveries were still under way: what is missing has not been judged")
            verdict.lost.clear()
        return verdict
    except Exception as error:  # noqa: BLE001 - the trouble itself is already told
        rig.note(f"no verdict: {type(error).__name__}")
        return Verdict()


def _result(fault: Fault, setup: SetUp, rig: Rig, verdict: Verdict, breaches: list[str], took: float) -> Result:
    return Result(
        fault=fault.name,
        setup=str(setup),
        kills=rig.kills,
        saved=verdict.saved,
        due=verdict.due,
        lost=len(verdict.lost),
        twice_in_app=len(verdict.twice_in_app),
        twice_by_mail=verdict.twice_by_mail,
        extra_p95=round(verdict.p95, 1),
        extra_max=round(verdict.slowest, 1),
        mails=verdict.mails,
        took=round(took, 1),
        breaches=breaches,
        notes=[*rig.notes, *(["a process did not stop within a minute"] if rig.processes.stubborn else [])],
    )


def _keep_logs(fault: Fault, setup: SetUp, rig: Rig) -> None:
    name = "".join(letter if letter.isalnum() else "-" for letter in f"{fault.name} {setup}")
    RESULT.parent.mkdir(exist_ok=True)
    (RESULT.parent / f"faults-{name}.log").write_text(rig.processes.logs())


def say(values: tuple[str, ...]) -> None:
    """A line of the table."""
    print("  ".join(value.ljust(width) for value, width in zip(values, WIDTHS, strict=True)).rstrip(), flush=True)


def write(results: list[Result], *, whole: bool) -> None:
    """The same as JSON. Unless it is a `whole` run, what did not happen keeps what it had."""
    RESULT.parent.mkdir(exist_ok=True)
    before = [] if whole or not RESULT.exists() else json.loads(RESULT.read_text())
    rows = {(row["fault"], row["setup"]): row for row in [*before, *map(asdict, results)]}
    RESULT.write_text(json.dumps(list(rows.values()), indent=2, ensure_ascii=False) + "\n")
