"""What can be read of a file, and what is said of the rest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.files import HEAD, PEOPLE, file
from tracker.people import reading
from tracker.people.reading import read


def said(data: bytes) -> list[tuple[int, str]]:
    """Line and reason of each refusal."""
    return [(refusal.line, refusal.message % refusal.values) for refusal in read(data)[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_excel_writes_can_be_read(encoding: str, delimiter: str, end: str):
    data = file(*PEOPLE, encoding=encoding, end=end).replace(b";", delimiter.encode())
    records, refused = read(data)
    assert refused == []
    assert [(record.line, record.key, record.values["name"]) for record in records] == [
        (2, ("anna",), "Anna Ås"),
        (3, ("bo",), "Bo Østergård"),
    ]


def test_the_order_of_the_columns_is_free_and_blank_lines_are_passed_over():
    columns = HEAD.split(";")
    cells = PEOPLE[0].split(";")
    data = ";".join(reversed(columns)) + "\n\n;;;\n" + ";".join(reversed(cells))
    [record] = read(data.encode())[0]
    assert (record.line, record.values["email"]) == (4, "anna@example.org")


def test_a_quoted_field_may_hold_the_delimiter_and_a_line_keeps_its_number_after_it():
    lines = ['unit;k;"Børn; unge";;;;;;;;;', "unit;s;;k;;;;;;;;"]
    records, refused = read(file(*lines))
    assert records[0].values["name"] == "Børn; unge"
    assert [refusal.line for refusal in refused] == [3]


@pytest.mark.parametrize("written", ["2026-02-03", "3.2.2026", "03/02/2026", "03-02-2026"])
def test_a_date_may_be_written_as_excel_writes_it_back(written: str):
    [record], _ = read(file(PEOPLE[0].replace("2020-01-01", written)))
    assert record.values["from"] == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("2020-01-01", "2026-02-30", "from is not a date: 2026-02-30"),
        ("2020-01-01", "9999-01-01", "from is not a date: 9999-01-01"),
        ("2020-01-01", "20200101", "from is not a date: 20200101"),
        ("2020-01-01", "٢٠٢٠-01-01", "from is not a date: ٢٠٢٠-01-01"),
        ("2020-01-01;", "2020-01-01;2019-12-31", "The last day lies before the first"),
        ("2020-01-01", "", "from is empty"),
        ("anna@example.org", "anna", "Not an e-mail address: anna"),
        ("anna@example.org", "anna@x.dk, b@x.dk", "Not an e-mail address: anna@x.dk, b@x.dk"),
        ("Anna Ås", "", "name is empty"),
        ("Anna Ås", "A" * 201, "name is longer than 200 characters"),
        ("Anna Ås", "Anna\x00", "name holds characters that cannot be shown"),
        ("Anna Ås", "Anna\u202e", "name holds characters that cannot be shown"),
        (";da;", ";de;", "Unknown language: de. Use da or en"),
        ("person;anna", "person;-anna", "id begins like a formula: -anna"),
        ("person;anna", "person;.anna", "id is not an id: .anna"),
        ("Anna Ås", "=1+1", "name begins like a formula: =1+1"),
        ("Direktør", "@SUM(A1)", "title begins like a formula: @SUM(A1)"),
        ("person;anna", "person;an na", "id is not an id: an na"),
        ("person;", "persona;", "Unknown kind: persona. Use unit, person, group, member or role"),
        (";;k;;", ";;k;leader;", "role is not used for the kind person"),
        ("2020-01-01;", "2020-01-01;;more", "There are more fields than columns"),
    ],
)
def test_a_line_that_cannot_be_taken_is_refused_with_its_reason(before: str, after: str, reason: str):
    assert said(file(PEOPLE[1], PEOPLE[0].replace(before, after))) == [(3, reason)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("member;g;;;;;;anna;;boss;2020-01-01;", "Unknown role: boss. Use leader or member"),
        ("role;;;;;;;anna;k;GL;2020-01-01;", "Unknown role: GL. Use TM, HR, MED or SA"),
        ("role;;;;;Kasserer;;anna;k;MED;2020-01-01;", "Unknown seat: Kasserer. In MED use Leder, TR or AMR"),
        ("role;;;;;TR;;anna;k;HR;2020-01-01;", "Unknown seat: TR. In MED use Leder, TR or AMR"),
    ],
)
def test_an_unknown_role_or_seat_is_refused(line: str, reason: str):
    assert said(file(line)) == [(2, reason)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The column kind is missing"),
        (f"{HEAD};boss\n".encode(), "Unknown column: boss"),
        (f"{HEAD};to\n".encode(), "The column to is there twice"),
        (HEAD.replace(";unit", "").encode(), "The column unit is missing"),
        (b"\x81\x8d", "The file is neither UTF-8 nor Windows-1252"),
        (f'{HEAD}\nunit;"k'.encode(), "The line could not be read as CSV"),
    ],
)
def test_a_file_that_is_not_such_a_table_is_refused(data: bytes, reason: str):
    assert [text for _, text in said(data)] == [reason]


def test_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    assert said(file(*PEOPLE)) == [(2, "There are more than 1 lines")]
    monkeypatch.setattr(reading, "LARGEST_FILE", 10)
    assert said(file(*PEOPLE)) == [(1, "The file is larger than 0 MB")]


def test_a_file_full_of_errors_is_not_read_to_its_end():
    _, refused = read(file(*["unit;;;;;;;;;;;"] * 5000))
    assert len(refused) == reading.MOST_REFUSALS + 1


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data: bytes):
    _never_raises(data)


@given(st.lists(st.lists(st.text(max_size=12), min_size=10, max_size=14), max_size=6))
def test_no_fields_make_it_fail(rows: list[list[str]]):
    text = "\n".join([HEAD, *(";".join(["person", *cells]) for cells in rows)])
    _never_raises(text.encode("utf-8", "surrogatepass"))


def _never_raises(data: bytes) -> None:
    records, refused = read(data)
    assert all(refusal.message % refusal.values for refusal in refused)
    assert all(record.line > 1 for record in records)
