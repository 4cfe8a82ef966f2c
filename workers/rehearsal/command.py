"""`ledertrivsel rehearse`: what was asked for, lived, judged, said and written down."""

import argparse

from workers.rehearsal.report import Progress, show, write
from workers.rehearsal.run import Options, rehearse


def run(asked: argparse.Namespace) -> int:
    """Live it and say what came of it; 1 when a promise was broken."""
    if asked.leaders < 9 or asked.months < 1:
        raise SystemExit("A rehearsal takes nine leaders and a month at least.")
    options = Options(asked.leaders, asked.months, asked.seed, asked.database, asked.redis, asked.faults)
    progress = Progress()
    outcome = rehearse(options, progress)
    progress.end()
    show(outcome)
    write(outcome, asked.out)
    return 1 if outcome.verdict.breaches else 0
