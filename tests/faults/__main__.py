"""`python -m tests.faults [words…]`: every fault, or those with these words; a table, JSON, and 1 on a breach."""

import argparse
import sys
from collections.abc import Iterable
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from tests.faults.every import FAULTS
from tests.faults.faults import Fault
from tests.faults.needs import SetUp
from tests.faults.running import HEAD, RESULT, Result, as_markdown, let_happen, say, write
from tests.servers import Missing, PostgresServer

Chosen = tuple[Fault, SetUp]


class Lanes:
    """Some faults at a time, each lane with a PostgreSQL of its own: most of the time they wait."""

    def __init__(self, chosen: Iterable[Chosen], *, whole: bool) -> None:
        self.whole = whole
        self.results: list[Result] = []
        self.left_out = 0
        self._left: SimpleQueue[Chosen] = SimpleQueue()
        self._lock = Lock()
        for one in chosen:
            self._left.put(one)

    def run(self, lanes: int) -> None:
        """Until all have happened."""
        threads = [Thread(target=self._lane, name=f"lane {number}") for number in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _lane(self) -> None:
        postgres = PostgresServer(durable=True)
        try:
            while True:
                self._next(postgres)
        except Empty:
            return
        finally:
            postgres.remove()

    def _next(self, postgres: PostgresServer) -> None:
        fault, setup = self._left.get_nowait()
        try:
            result = let_happen(fault, setup, postgres if setup.database == "postgres" else None)
        except Missing as missing:
            print(f"{fault.name} [{setup}]: left out, {missing}", flush=True)
            self.left_out += 1
            return
        with self._lock:
            self.results.append(result)
            say(result.row())
            for line in [f"✗ {breach}" for breach in result.breaches[:5]] + result.notes:
                print(f"    {line}", flush=True)
            write(self.results, whole=self.whole)


def longest_first(chosen: Iterable[Chosen]) -> list[Chosen]:
    """What takes long begins first, so that no lane is left alone with it in the end."""
    return sorted(chosen, key=lambda one: not one[0].takes_long)


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("words", nargs="*", help="only faults with one of these in their name")
    parser.add_argument("--on", default="", help="only this set-up: sqlite, sqlite+redis, postgres, postgres+redis")
    parser.add_argument("--told", action="store_true", help="only say, as Markdown, what earlier runs came to")
    parser.add_argument("--list", action="store_true", help="only say which there are")
    parser.add_argument("--times", type=int, default=1, help="each so many times")
    parser.add_argument("--lanes", type=int, default=2, help="so many at a time")
    options = parser.parse_args()
    chosen = [
        (fault, setup)
        for fault in FAULTS.values()
        for setup in fault.setups
        if options.on in ("", str(setup)) and any(word in fault.name for word in options.words or [""])
    ]
    if options.told:
        print(as_markdown())
        return 0
    if options.list:
        for fault, setup in chosen:
            print(f"{fault.name} [{setup}]")
        return 0
    lanes = Lanes(longest_first(chosen) * options.times, whole=not options.words and not options.on)
    say(HEAD)
    lanes.run(min(options.lanes, len(chosen)))
    broken = sum(bool(result.breaches) for result in lanes.results)
    print(f"{len(lanes.results)} faults, {broken} with a broken promise; {RESULT}")
    all_happened = len(lanes.results) + lanes.left_out == len(chosen) * options.times
    return 1 if broken or not lanes.results or not all_happened else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as missing:
        sys.exit(str(missing))
