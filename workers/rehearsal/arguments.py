"""What `ledertrivsel rehearse` can be asked; apart, so that other commands need not load the rehearsal."""

import argparse
from pathlib import Path

from tracker.settings import ROOT


def rehearsal_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    parser.add_argument("--leaders", type=int, default=300)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--faults", action="store_true", help="kill processes, empty Redis, stop the mail server")
    parser.add_argument("--database", default="", metavar="URL", help="an empty database; a temporary one without")
    parser.add_argument("--redis", default="", metavar="URL", help="workers fetch their work there")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "rehearsal.json", help="where the JSON goes")
