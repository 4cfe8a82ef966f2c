"""The console script `ledertrivsel`."""

import argparse

from workers import commands, logs


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="ledertrivsel", description="Tracker for an organisation's plan for leader well-being"
    )
    commands.add_all(parser.add_subparsers(required=True, metavar="command"))
    chosen = parser.parse_args(arguments)
    logs.install()
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        return 0
