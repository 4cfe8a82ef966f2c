"""What the product is made of: listed whole, in a form that others read, and what is installed is what is listed."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.markers import Marker

from tests.shape.test_set_up import LOCKED, lock, versions
from tests.shape.tree import ROOT

LIST = "requirements-run.lock"


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """The components of the bill of materials, as `make sbom` writes it; the tool checks it against its schema."""
    target = tmp_path_factory.mktemp("sbom") / "sbom.json"
    tool = [str(Path(sys.executable).with_name("cyclonedx-py")), "requirements", LIST]
    subprocess.run([*tool, "--output-reproducible", "--of", "JSON", "-o", str(target)], cwd=ROOT, check=True)
    found: list[dict[str, object]] = json.loads(target.read_text())["components"]
    return found


def test_the_bill_of_materials_lists_everything_that_is_locked(listed):
    assert {(one["name"], one["version"]) for one in listed} == versions(lock(LIST))


def test_everything_listed_can_be_recognised_by_its_hash(listed):
    without = [one["name"] for one in listed if not one["externalReferences"][0]["hashes"]]
    assert without == []


def test_what_is_installed_is_what_is_locked():
    here = [match for match in LOCKED.finditer(lock(LIST)) if _is_for_us(match["rest"])]
    assert {match["name"]: version(match["name"]) for match in here} == {one["name"]: one["version"] for one in here}


def _is_for_us(rest: str) -> bool:
    marker = rest.partition(";")[2].partition("\\")[0].strip()
    return not marker or Marker(marker).evaluate()
