"""What no committed file may say."""

import re
from pathlib import Path

from tests.shape.tree import ROOT, tracked_files

UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b")
MACHINE_PATH = re.compile(r"(?<![\w.:>)-])/(?:root\b|home/|work/)")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|debian\.org|docker\.(?:io|com)|ghcr\.io|quay\.io"
)


def is_vendored(path: Path) -> bool:
    """Others' work, taken as it is."""
    return "vendor" in path.parts


def found(pattern: re.Pattern[str], *, vendored: bool) -> list[str]:
    """Where committed text matches; files that are not text are passed over."""
    places = []
    for path in tracked_files():
        if vendored or not is_vendored(path):
            places += [f"{path}:{number}" for number, line in lines(path) if pattern.search(line)]
    return places


def lines(path: Path) -> list[tuple[int, str]]:
    try:
        return list(enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1))
    except UnicodeDecodeError:
        return []


def test_nothing_is_left_unfinished_in_a_comment():
    assert found(UNFINISHED, vendored=False) == []


def test_no_path_of_a_machine_is_written_down():
    assert found(MACHINE_PATH, vendored=False) == []


def test_no_address_of_a_registry_is_written_down():
    assert found(REGISTRY, vendored=True) == []


def test_a_path_of_a_machine_is_told_from_one_of_the_product():
    assert MACHINE_PATH.search('"{}home/someone"'.format("/"))
    assert MACHINE_PATH.search("cd {}root".format("/"))
    assert not MACHINE_PATH.search("templates/home/show.html")
    assert not MACHINE_PATH.search(":root { color: black }")


def test_every_test_that_the_page_on_security_names_is_there():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = {name.removeprefix("tests/") for name in re.findall(r"`((?:tests/)?[a-z_]+/(?:[a-z_]+\.py)?)`", page)}
    assert len(named) > 30
    assert [
        one for one in sorted(named) if not ((ROOT / "tests" / one).exists() or (ROOT / "tracker" / one).exists())
    ] == []
