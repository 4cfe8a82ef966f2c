"""What is sent to the browser is ours, or vendored and unchanged since, and asks nobody else for anything."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "tracker" / "web" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
VENDORED = [STATIC / "vendor", ROOT / "tests" / "vendor"]
OUTSIDE = re.compile(
    r"""(?:url\(\s*["']?|@import\s*["']|\ssrc\s*=\s*["']|<(?:link|use)\b[^>]*\shref\s*=\s*["'])(?:https?:)?//""",
    re.IGNORECASE,
)


def entries(folder: Path) -> list[dict[str, str]]:
    return json.loads((folder / "MANIFEST.json").read_text("utf-8"))["files"]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("folder", VENDORED, ids=shown)
def test_every_vendored_file_is_recorded_and_unchanged(folder: Path) -> None:
    recorded = {entry["file"]: entry["sha256"] for entry in entries(folder)}
    found = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }
    assert found == recorded


@pytest.mark.parametrize("folder", VENDORED, ids=shown)
def test_every_vendored_file_says_where_it_is_from(folder: Path) -> None:
    for entry in entries(folder):
        assert all(entry[key] for key in ("package", "version", "licence")), entry["file"]


def test_no_file_loads_anything_from_outside() -> None:
    loaded = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}] + TEMPLATES
    assert [shown(path) for path in loaded if OUTSIDE.search(path.read_text("utf-8"))] == []


def test_no_file_points_to_a_source_map() -> None:
    written = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js"}]
    assert [shown(path) for path in written if "sourceMappingURL" in path.read_text("utf-8")] == []


def test_every_address_in_a_stylesheet_is_a_file_beside_it() -> None:
    missing = [
        f"{shown(sheet)}: {address}"
        for sheet in STATIC.rglob("*.css")
        for address in re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text("utf-8"))
        if not (sheet.parent / address).is_file()
    ]
    assert missing == []


def test_every_icon_a_template_asks_for_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "vendor/dkfds/icons.svg").read_text("utf-8")))
    asked = {name for path in TEMPLATES for name in re.findall(r"icon\('([^']+)'", path.read_text("utf-8"))}
    assert asked <= drawn


def test_no_template_has_script_or_style_of_its_own() -> None:
    """The content security policy would stop it."""
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|hx-on|javascript:", re.IGNORECASE)
    pages = [path for path in TEMPLATES if "mail" not in path.parts and not path.stem.endswith("pdf")]
    assert [shown(path) for path in pages if inline.search(path.read_text("utf-8"))] == []
