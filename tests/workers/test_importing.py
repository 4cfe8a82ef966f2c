"""`ledertrivsel import`, as it is typed."""

from pathlib import Path

import pytest

from tests.people.files import PEOPLE, WHOLE, file
from tracker.people import queries
from tracker.storage.unit_of_work import Store
from workers import importing


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_a_dry_run_shows_and_the_real_one_does(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "people.csv"
    path.write_bytes(file())
    assert importing.run(store, str(path), dry_run=True) == 0
    shown = capsys.readouterr().out
    assert "     4  added: person Anna Ås" in shown
    assert shown.endswith(
        f"Nothing was changed; this is what would be: {len(WHOLE)} added, 0 changed, 0 ended, 0 unchanged\n"
    )
    assert importing.run(store, str(path), dry_run=False) == 0
    assert f"Imported: {len(WHOLE)} added" in capsys.readouterr().out
    assert importing.run(store, str(path), dry_run=False) == 0
    assert capsys.readouterr().out == f"Imported: 0 added, 0 changed, 0 ended, {len(WHOLE)} unchanged\n"


def test_what_is_refused_is_shown_with_its_line_and_the_status_is_1(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "people.csv"
    path.write_bytes(file(*WHOLE, PEOPLE[0].replace("2020-01-01", "2026-02-30")))
    assert importing.run(store, str(path), dry_run=False) == 1
    line = len(WHOLE) + 2
    assert capsys.readouterr().out == f"Line {line}: from is not a date: 2026-02-30\nNothing was imported.\n"
    with store.read() as uow:
        assert queries.everybody(uow.session) == []


def test_the_terminals_language_is_spoken(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    path = tmp_path / "people.csv"
    path.write_bytes(file("unit;;;;;;;;;;;"))
    assert importing.run(store, str(path), dry_run=False) == 1
    assert capsys.readouterr().out == "Linje 2: id er tom\nIntet blev importeret.\n"


def test_a_file_that_is_not_there_is_said_so(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert importing.run(store, str(tmp_path / "none.csv"), dry_run=True) == 1
    assert "none.csv" in capsys.readouterr().out
