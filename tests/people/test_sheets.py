"""Sheets are read as CSV files are, and bounded before anything of them is unpacked."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.files import HEAD, PEOPLE, WHOLE, file, sheet
from tracker.people import reading, sheets
from tracker.people.reading import read
from tracker.people.rules import Record

BROKEN = "The file could not be read as a sheet"


def said(data: bytes) -> list[str]:
    return [refusal.message % refusal.values for refusal in read(data)[1]]


def repacked(name: str, text: str, data: bytes | None = None) -> bytes:
    """A sheet in which one part is another."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data or sheet())) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, text if part.filename == name else old.read(part.filename))
    return held.getvalue()


def test_a_sheet_reads_as_the_same_lines_of_csv_do():
    assert read(sheet()) == read(file())


def test_numbers_and_days_are_read_as_one_wrote_them():
    row = ["person", 1001, "Anna Ås", None, "anna@example.org", None, "da", None, "k", None, date(2020, 1, 1), None]
    assert read(sheet(row))[0] == [
        Record(2, "person", ("1001",), {
            "name": "Anna Ås", "parent": None, "email": "anna@example.org", "title": "", "language": "da",
            "unit": "k", "from": date(2020, 1, 1), "to": None,
        })
    ]  # fmt: skip


def test_a_line_that_is_refused_has_the_number_it_has_in_the_sheet():
    _, [refusal] = read(sheet(WHOLE[0], "", "unit;x;=1+1;k;;;;;;;;"))
    assert (refusal.line, refusal.message % refusal.values) == (4, "name begins like a formula: =1+1")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + bytes(range(256)) * 40,
        sheet()[:-200],
        repacked("[Content_Types].xml", "<Types/>"),
        repacked("xl/worksheets/sheet1.xml", "<worksheet"),
        repacked("xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'),
        repacked("xl/worksheets/sheet1.xml", "<worksheet/>".encode("utf-16").decode("latin-1")),
        file() + sheet(),
    ],
)
def test_what_is_no_sheet_is_refused_and_never_an_error_of_ours(data: bytes):
    assert said(data)


def test_a_document_with_entities_of_its_own_is_no_sheet():
    bomb = '<?xml version="1.0"?><!doctype w [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert said(repacked("xl/worksheets/sheet1.xml", bomb)) == [BROKEN]


def test_a_file_that_unpacks_to_very_much_is_refused_unopened():
    data = repacked("xl/worksheets/sheet1.xml", " " * (sheets.MOST_UNPACKED + 1))
    assert len(data) < reading.LARGEST_FILE / 10
    assert said(data) == ["The file unpacks to more than 48 MB"]


def test_a_file_of_very_many_parts_is_refused_unopened():
    held = BytesIO(sheet())
    with zipfile.ZipFile(held, "a") as archive:
        for number in range(sheets.MOST_PARTS):
            archive.writestr(f"xl/{number}.xml", "")
    assert said(held.getvalue()) == ["The file unpacks to more than 48 MB"]


def test_lines_and_columns_beyond_the_most_are_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    assert said(sheet(*PEOPLE, *PEOPLE)) == ["There are more than 3 lines"]
    wide = [*[None] * 40, "x"]
    assert read(sheet(PEOPLE[0], wide))[0] == read(sheet(PEOPLE[0]))[0]
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with zipfile.ZipFile(BytesIO(sheet(PEOPLE[0]))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    page = page.replace("</sheetData>", far)
    assert far in page
    assert read(repacked("xl/worksheets/sheet1.xml", page))[0] == read(sheet(PEOPLE[0]))[0]


@given(st.binary(max_size=300), st.integers(0, 2000))
def test_no_bytes_make_it_fail(noise: bytes, where: int):
    whole = sheet()
    at = where % len(whole)
    read(sheets.SIGNATURE + noise)
    read(whole[:at] + noise + whole[at + len(noise) :])


def test_the_columns_are_those_of_csv():
    assert HEAD.split(";") == list(reading.COLUMNS)
