"""`make bench`: measure, print a table, write `bench/latest.json`. `python -m bench road relay` measures only those."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from bench import (
    backlog,
    demo,
    due,
    fragment,
    idle,
    importing,
    pages,
    publishing,
    relaying,
    road,
    starting,
    usecase,
    year,
    years,
)
from bench.ground import Ground
from bench.rows import NotMeasured, Row

RESULT = Path(__file__).parent / "latest.json"


MEASURES: dict[str, Callable[[Ground], Iterable[Row | NotMeasured]]] = {
    "usecase": usecase.measure,
    "relay": relaying.measure,
    "road": road.measure,
    "start": starting.measure,
    "due": due.measure,
    "pages": pages.of,
    "fragment": fragment.measure,
    "years": years.measure,
    "backlog": backlog.measure,
    "publish": publishing.measure,
    "import": importing.measure,
    "idle": idle.measure,
    "demo": demo.measure,
    "year": year.measure,
}


def main(names: list[str]) -> int:
    """Some rows, or every one. Those that were not measured keep what they had."""
    if unknown := set(names) - set(MEASURES):
        print(f"There is no {', '.join(sorted(unknown))}. There are: {', '.join(MEASURES)}")
        return 2
    measured: list[Row | NotMeasured] = []
    print(f"{'':<62} {'ours':>10} {'floor':>10} {'':<8} {'ratio':>7}   goal")
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder))
        try:
            for name in names or MEASURES:
                for row in MEASURES[name](ground):
                    measured.append(row)
                    print(row.as_line(), flush=True)
        finally:
            ground.remove()
    _write(measured, whole=not names)
    return 0


def _write(measured: list[Row | NotMeasured], *, whole: bool) -> None:
    before = [] if whole or not RESULT.exists() else json.loads(RESULT.read_text())["rows"]
    rows = {row["name"]: row for row in [*before, *(row.as_json() for row in measured)]}
    RESULT.write_text(json.dumps({"rows": list(rows.values())}, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
