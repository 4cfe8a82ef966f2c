"""`python -m tests.faults [words…]`: every fault, or those with these words; a table, JSON, and 1 on a breach."""

import argparse
import sys

from tests.faults.every import FAULTS
from tests.faults.running import HEAD, RESULT, Result, let_happen, say, write
from tests.servers import Missing, PostgresServer


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("words", nargs="*", help="only faults with one of these in their name")
    parser.add_argument("--on", default="", help="only this set-up: sqlite, sqlite+redis, postgres, postgres+redis")
    parser.add_argument("--list", action="store_true", help="only say which there are")
    parser.add_argument("--times", type=int, default=1, help="each so many times")
    options = parser.parse_args()
    chosen = [
        (fault, setup)
        for fault in FAULTS.values()
        for setup in fault.setups
        if options.on in ("", str(setup)) and any(word in fault.name for word in options.words or [""])
    ]
    if options.list:
        for fault, setup in chosen:
            print(f"{fault.name} [{setup}]")
        return 0
    results: list[Result] = []
    postgres = PostgresServer(durable=True) if any(setup.database == "postgres" for _, setup in chosen) else None
    try:
        say(HEAD)
        for fault, setup in chosen * options.times:
            try:
                results.append(let_happen(fault, setup, postgres))
            except Missing as missing:
                print(f"{fault.name} [{setup}]: left out, {missing}", flush=True)
                continue
            say(results[-1].row())
            for breach in results[-1].breaches[:5]:
                print(f"    ✗ {breach}", flush=True)
            for note in results[-1].notes:
                print(f"    {note}", flush=True)
            write(results)
    finally:
        if postgres is not None:
            postgres.remove()
    broken = sum(bool(result.breaches) for result in results)
    print(f"{len(results)} faults, {broken} with a broken promise; {RESULT}")
    return 1 if broken or not results else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as missing:
        sys.exit(str(missing))
