"""What a fresh machine sets itself up from: the lock, and the targets of make."""

import re
import subprocess
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.shape.tree import ROOT

LOCKED = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)(?P<rest>(?:.*\\\n)(?:.*\\\n)*.*)", re.MULTILINE)


def lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def wanted() -> list[Requirement]:
    """What pyproject.toml asks for, to run and to work on the product."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    return [Requirement(line) for line in [*project["dependencies"], *extras]]


def test_the_lock_holds_what_the_project_asks_for():
    locked = {match["name"]: match["version"] for match in LOCKED.finditer(lock())}
    stale = [
        str(asked)
        for asked in wanted()
        if not asked.specifier.contains(locked.get(canonicalize_name(asked.name), "0"), prereleases=True)
        or canonicalize_name(asked.name) not in locked
    ]
    assert stale == [], "make lock"


def test_everything_in_the_lock_has_a_hash():
    assert [match["name"] for match in LOCKED.finditer(lock()) if "--hash=sha256:" not in match["rest"]] == []


def test_the_lock_has_no_addresses():
    assert re.findall(r"://|--index|--find-links|file:|# via", lock()) == []


def test_make_alone_tells_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    told = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in told.stdout.splitlines()] == phony.split()
