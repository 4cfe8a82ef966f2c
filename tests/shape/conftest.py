"""Lets a test about the shape say a number at the end of the run."""

from collections.abc import Callable

import pytest

LINES = pytest.StashKey[list[str]]()


@pytest.fixture
def say_at_end(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """A line for the summary of the run."""
    return pytestconfig.stash.setdefault(LINES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the lines that were said."""
    for line in config.stash.get(LINES, []):
        terminalreporter.write_line(line)
