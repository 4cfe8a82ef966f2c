"""A wheel holds all that the product needs, also where it cannot write beside itself."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
from tracker.settings import Settings, find
from workers import migrate
from workers.runtime import Runtime
from workers.serving import make_app
runtime = Runtime(Settings.from_environment())
migrate.upgrade(runtime.store.engine)
page = make_app(runtime).test_client().get("/log-ind", headers={"Accept-Language": "da"})
print(find("templates"), find("migrations"), page.status_code, "Log ind" in page.get_data(as_text=True), sep="\\n")
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, as it lies in site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_an_installed_wheel_has_its_own_templates_migrations_and_danish(unpacked: Path, tmp_path: Path):
    environment = os.environ | {"PYTHONPATH": str(unpacked), "LEDERTRIVSEL_DATA_DIR": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", ASK], env=environment, cwd=tmp_path, check=True, capture_output=True)
    package = unpacked / "tracker"
    expected = [str(package / "_templates"), str(package / "_migrations"), "200", "True"]
    assert said.stdout.decode().splitlines() == expected
