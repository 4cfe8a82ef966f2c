"""A migration that is killed."""

import subprocess
import sys
from pathlib import Path

from tests.faults.faults import ALONE, WHOLE, fault
from tests.faults.needs import Needs
from tests.faults.rig import Rig


def _crumbling(url: str) -> int:
    """Kill the migration before each of its statements and after the last; returns how often."""
    root = Path(__file__).resolve().parents[3]
    run = [sys.executable, "-m", "tests.faults.crumbling", url]
    said = subprocess.run(run, cwd=root, check=False, capture_output=True, text=True)
    assert not said.returncode, said.stderr
    return int(said.stdout)


@fault("migration killed at each step", (ALONE, WHOLE), needs=lambda: Needs(before=_crumbling))
def migration(rig: Rig) -> None:
    """It has been, before this began; what came of it carries a working day."""
    with rig.load():
        rig.wait_for_saved(10)
