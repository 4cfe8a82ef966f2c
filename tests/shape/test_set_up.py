"""What a fresh machine sets itself up from: the lock, and the targets of make."""

import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.shape.tree import ROOT

LOCKED = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)(?P<rest>(?:.*\\\n)(?:.*\\\n)*.*)", re.MULTILINE)


def lock(name: str = "requirements.lock") -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def versions(text: str) -> set[tuple[str, str]]:
    return {(match["name"], match["version"]) for match in LOCKED.finditer(text)}


def wanted(extras: bool) -> list[Requirement]:
    """What pyproject.toml asks for, to run the product and, with its extras, to work on it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    more = [name for names in project["optional-dependencies"].values() for name in names] if extras else []
    return [Requirement(line) for line in [*project["dependencies"], *more]]


@pytest.mark.parametrize(("name", "extras"), [("requirements.lock", True), ("requirements-run.lock", False)])
def test_a_lock_holds_what_the_project_asks_for(name: str, extras: bool):
    locked = dict(versions(lock(name)))
    found = {asked: locked.get(canonicalize_name(asked.name)) for asked in wanted(extras)}
    stale = [str(asked) for asked, version in found.items() if version is None or version not in asked.specifier]
    assert stale == [], "make lock"


def test_both_locks_hold_the_same_versions():
    assert versions(lock("requirements-run.lock")) <= versions(lock())


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-run.lock"])
def test_everything_in_a_lock_has_a_hash_and_no_address(name: str):
    assert [match["name"] for match in LOCKED.finditer(lock(name)) if "--hash=sha256:" not in match["rest"]] == []
    assert re.findall(r"://|--index|--find-links|file:|# via", lock(name)) == []


def test_make_alone_tells_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    told = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in told.stdout.splitlines()] == phony.split()
