"""The tools that read the whole source find nothing."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.shape.tree import ROOT

SCRIPTS = Path(sysconfig.get_path("scripts"))

TOOLS: dict[str, list[str]] = {
    "ruff finds nothing": [sys.executable, "-m", "ruff", "check", "."],
    "ruff would format nothing": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "mypy finds nothing": [sys.executable, "-m", "mypy"],
    "imports go downward": [str(SCRIPTS / "lint-imports"), "--no-logo"],
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS.keys())
def test_a_tool_agrees(command: list[str]):
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)
