"""What a rehearsal says: a table for people, JSON for machines, and how far it has come meanwhile."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any, TextIO

from workers.rehearsal.model.verdict import PROMISES
from workers.rehearsal.run import Outcome

MOST_SHOWN = 20
WIDTH = 40


class Progress:
    """A bar where somebody looks, a line a month otherwise."""

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self._stream, self._bar, self._said = stream, stream.isatty(), -1

    def __call__(self, day: int, days: int) -> None:
        """So many days of so many have been lived."""
        step = day * WIDTH // days if self._bar else day // 30
        if step == self._said:
            return
        self._said = step
        text = f"\r[{'#' * step}{'.' * (WIDTH - step)}] {day * 100 // days} %" if self._bar else f"month {step + 1}\n"
        self._stream.write(text)
        self._stream.flush()

    def end(self) -> None:
        """The last line."""
        if self._bar:
            self._stream.write("\n")


def cpu_seconds() -> float:
    """What it has cost so far, processes that have ended included: the same whatever else the machine does."""
    return round(sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))), 1)


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Everything there is to say."""
    options, verdict = outcome.options, outcome.verdict
    return {
        "leaders": options.leaders,
        "first": str(options.first),
        "last": str(options.last),
        "seed": options.seed,
        "faults": outcome.faults,
        "decisions": outcome.decisions,
        "counts": outcome.counts,
        "seconds": outcome.seconds,
        "cpu_seconds": cpu_seconds(),
        "memory_mib": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
        "checked": verdict.checked,
        "broken": {what: verdict.counts[what] for what in PROMISES},
        "not_judged": verdict.not_judged,
        "breaches": [asdict(breach) for breach in verdict.breaches],
    }


def show(outcome: Outcome) -> None:
    """The table."""
    verdict = outcome.verdict
    counted = ", ".join(f"{number} {name}" for name, number in outcome.counts.items())
    print(f"{counted}; from {outcome.options.first} to {outcome.options.last}")
    print(f"decisions {outcome.decisions} (seed {outcome.options.seed})")
    print(f"{'':56} {'checked':>8} {'broken':>7}")
    for what, text in PROMISES.items():
        print(f"{text:56} {verdict.checked[what]:>8} {verdict.counts[what]:>7}")
    for breach in verdict.breaches[:MOST_SHOWN]:
        print(f"  {breach.what}: {breach.text}")
    if len(verdict.breaches) > MOST_SHOWN:
        print(f"  and {len(verdict.breaches) - MOST_SHOWN} more; the file has them all")
    if verdict.not_judged:
        print(f"{verdict.not_judged} notices are of kinds the model does not know")
    if outcome.faults:
        print("faults: " + ", ".join(f"{number} × {name}" for name, number in outcome.faults.items()))
    seconds = ", ".join(f"{name} in {number:.0f} s" for name, number in outcome.seconds.items())
    print(f"{seconds}; {cpu_seconds():.0f} s of CPU, {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MiB at most")


def write(outcome: Outcome, path: Path) -> None:
    """The same for machines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_json(outcome), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
