"""What living a month costs with twice the leaders, against what it costs with half of them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ground import Ground
from bench.rows import Row

LEADERS = 60
GOAL = 2.0


def measure(_ground: Ground) -> Iterator[Row]:
    """Seconds of CPU, each in a process of its own, on the embedded defaults."""
    with TemporaryDirectory() as folder:
        less, more = (_live(leaders, Path(folder)) for leaders in (LEADERS, 2 * LEADERS))
    yield Row(f"a rehearsed month, {2 * LEADERS} leaders by {LEADERS}", more, less, GOAL, "CPU s")


def _live(leaders: int, folder: Path) -> float:
    out = folder / f"{leaders}.json"
    asked = ["rehearse", "--leaders", str(leaders), "--months", "1", "--out", str(out)]
    run = [sys.executable, "-c", "from workers.main import main; raise SystemExit(main())", *asked]
    subprocess.run(run, check=True, capture_output=True)
    return float(json.loads(out.read_text())["cpu_seconds"])
