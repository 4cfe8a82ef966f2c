"""The compiled catalogue: made where it is needed, by whoever comes first."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.web import catalogues


def test_several_that_start_at_once_compile_the_same_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "da").mkdir()
    (tmp_path / "da" / "one.po").write_text('msgid "Saved"\nmsgstr "Gemt"\n')
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    with ThreadPoolExecutor(8) as several:
        folders = list(several.map(lambda _: catalogues.compile_catalogues(tmp_path / "spare"), range(8)))
    assert folders == [tmp_path] * 8
    assert [path.name for path in (tmp_path / "da" / "LC_MESSAGES").iterdir()] == ["messages.mo"]


def test_whoever_writes_mail_loads_nothing_of_the_web():
    asked = "import sys, workers.runtime; print({'flask', 'alembic', 'weasyprint', 'openpyxl'} & sys.modules.keys())"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"
