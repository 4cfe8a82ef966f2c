"""The console script `ledertrivsel`."""

import argparse
import logging
import sys

from workers import commands


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="ledertrivsel", description="Tracker for an organisation's plan for leader well-being"
    )
    commands.add_all(parser.add_subparsers(required=True, metavar="command"))
    chosen = parser.parse_args(arguments)
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s", stream=sys.stderr
    )
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        return 0
