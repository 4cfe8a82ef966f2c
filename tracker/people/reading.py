"""From the bytes of a file to records: lines of CSV or of a sheet, columns, and the shape of each field."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

from tracker.kernel.errors import N_
from tracker.people import sheets
from tracker.people.rules import Record, Refusal, Value

COLUMNS = ("kind", "id", "name", "parent", "email", "title", "language", "person", "unit", "role", "from", "to")
LARGEST_FILE = 8 * 1024 * 1024
MOST_ROWS = 40_000
LONGEST_FIELD = 200
MOST_REFUSALS = 200
TOLD_EVERY = 1000
YEARS = range(1900, 2200)
FORMULA = ("=", "+", "-", "@")
"""so begins what a spreadsheet would reckon out"""
GROUP_ROLES = ("leader", "member")
ORGANISATION_ROLES = ("TM", "HR", "MED", "SA")
SEATS = {"": None, "leder": "leader", "leader": "leader", "tr": "TR", "amr": "AMR"}


class Unreadable(Exception):
    """Something about one field; becomes a Refusal where the line is known."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


def read(data: bytes, told: Callable[[int], None] | None = None) -> tuple[list[Record], list[Refusal]]:
    """The records of a file, and what could not be read. Never raises, whatever the bytes.

    `told` hears now and then how many lines have been read.
    """
    records: list[Record] = []
    refused: list[Refusal] = []
    line = 1
    try:
        for line, row in _rows(data):
            try:
                records.append(_record(line, row))
            except Unreadable as error:
                refused.append(Refusal(line, error.message, error.values))
            if told and line % TOLD_EVERY == 0:
                told(line)
            if len(refused) == MOST_REFUSALS:
                refused.append(Refusal(line, N_("There are too many errors; the rest of the file was not read")))
                break
    except (Unreadable, sheets.NoSheet) as error:
        refused.append(Refusal(line, error.message, error.values))
    except csv.Error:
        refused.append(Refusal(line, N_("The line could not be read as CSV")))
    return records, refused


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that holds anything, by column. The number is that of the line it begins on."""
    if len(data) > LARGEST_FILE:
        raise Unreadable(N_("The file is larger than %(count)s MB"), count=LARGEST_FILE // 1024 // 1024)
    lines = sheets.lines(data, MOST_ROWS) if sheets.is_sheet(data) else _csv(data)
    header = [name.strip().lower() for name in next(lines, (1, []))[1]]
    _check_header(header)
    count = 0
    for begins, cells in lines:
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MOST_ROWS:
                raise Unreadable(N_("There are more than %(count)s lines"), count=MOST_ROWS)
            yield begins, _by_column(header, cells)


def _csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(N_("The file is neither UTF-8 nor Windows-1252"))


def _check_header(header: list[str]) -> None:
    for name in header:
        if name not in COLUMNS:
            raise Unreadable(N_("Unknown column: %(column)s"), column=_short(name))
        if header.count(name) > 1:
            raise Unreadable(N_("The column %(column)s is there twice"), column=name)
    for name in COLUMNS:
        if name not in header:
            raise Unreadable(N_("The column %(column)s is missing"), column=name)


def _by_column(header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        cells = [*cells[: len(header)], "\0"]
    padded = [*cells, *[""] * len(header)]
    row = {name: _normal(cell) for name, cell in zip(header, padded, strict=False)}
    return row | {"": "too many"} if "\0" in cells else row


def _normal(cell: str) -> str:
    return cell.strip() if cell.isascii() else unicodedata.normalize("NFC", cell.strip())


def _record(line: int, row: dict[str, str]) -> Record:
    if "" in row:
        raise Unreadable(N_("There are more fields than columns"))
    written = [(name, text) for name, text in row.items() if text]
    for name, text in written:
        _check_text(name, text)
    kind = row["kind"].lower()
    if kind not in _READERS:
        raise Unreadable(
            N_("Unknown kind: %(value)s. Use unit, person, group, member or role"), value=_short(row["kind"])
        )
    used = _USED[kind]
    for name, _ in written:
        if name != "kind" and name not in used:
            raise Unreadable(N_("%(column)s is not used for the kind %(kind)s"), column=name, kind=kind)
    key, values = _READERS[kind](row)
    return Record(line, kind, key, values)


def _check_text(name: str, text: str) -> None:
    if len(text) > LONGEST_FIELD:
        raise Unreadable(N_("%(column)s is longer than %(count)s characters"), column=name, count=LONGEST_FIELD)
    if text.startswith(FORMULA):
        raise Unreadable(N_("%(column)s begins like a formula: %(value)s"), column=name, value=_short(text))
    if not text.isprintable():
        raise Unreadable(N_("%(column)s holds characters that cannot be shown"), column=name)


Read = tuple[tuple[str, ...], dict[str, Value]]


def _unit(row: dict[str, str]) -> Read:
    key = (_needed_id(row, "id"),)
    return key, {"name": _filled(row, "name"), "parent": _id(row, "parent", optional=True), "type": row["role"]}


def _person(row: dict[str, str]) -> Read:
    language = row["language"].lower() or "da"
    if language not in ("da", "en"):
        raise Unreadable(N_("Unknown language: %(value)s. Use da or en"), value=_short(language))
    values: dict[str, Value] = {
        "name": _filled(row, "name"),
        "parent": _id(row, "parent", optional=True),
        "email": _email(row),
        "title": row["title"],
        "language": language,
        "unit": _needed_id(row, "unit"),
    }
    return (_needed_id(row, "id"),), values | _period(row)


def _group(row: dict[str, str]) -> Read:
    return (_needed_id(row, "id"),), {"name": _filled(row, "name"), "unit": _needed_id(row, "unit")}


def _member(row: dict[str, str]) -> Read:
    role = row["role"].lower()
    if role not in GROUP_ROLES:
        raise Unreadable(N_("Unknown role: %(value)s. Use leader or member"), value=_short(role))
    period = _period(row)
    key = (_needed_id(row, "id"), _needed_id(row, "person"), str(period["from"]))
    return key, {"role": role} | period


def _role(row: dict[str, str]) -> Read:
    role, seat = row["role"].upper(), row["title"].lower()
    if role not in ORGANISATION_ROLES:
        raise Unreadable(N_("Unknown role: %(value)s. Use TM, HR, MED or SA"), value=_short(row["role"]))
    if seat not in SEATS or (seat and role != "MED"):
        raise Unreadable(N_("Unknown seat: %(value)s. In MED use Leder, TR or AMR"), value=_short(row["title"]))
    period = _period(row)
    key = (_needed_id(row, "person"), _needed_id(row, "unit"), role, str(period["from"]))
    return key, {"seat": SEATS[seat]} | period


_READERS = {"unit": _unit, "person": _person, "group": _group, "member": _member, "role": _role}
KINDS = tuple(_READERS)
_USED = {
    "unit": {"id", "name", "parent", "role"},
    "person": {"id", "name", "parent", "email", "title", "language", "unit", "from", "to"},
    "group": {"id", "name", "unit"},
    "member": {"id", "person", "role", "from", "to"},
    "role": {"person", "unit", "role", "title", "from", "to"},
}


def _filled(row: dict[str, str], column: str) -> str:
    if not row[column]:
        raise Unreadable(N_("%(column)s is empty"), column=column)
    return row[column]


def _needed_id(row: dict[str, str], column: str) -> str:
    _filled(row, column)
    return str(_id(row, column))


def _id(row: dict[str, str], column: str, *, optional: bool = False) -> str | None:
    text = row[column]
    if optional and not text:
        return None
    if not re.fullmatch(r"\w[\w.@+-]{0,79}", text):
        raise Unreadable(N_("%(column)s is not an id: %(value)s"), column=column, value=_short(text))
    return text


def is_email(text: str) -> bool:
    """Whether this looks like an e-mail address, in lower case."""
    return re.fullmatch(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", text) is not None


def _email(row: dict[str, str]) -> str:
    text = _filled(row, "email").lower()
    if not is_email(text):
        raise Unreadable(N_("Not an e-mail address: %(value)s"), value=_short(text))
    return text


_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_DANISH = re.compile(r"(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<year>[0-9]{4})")


def _period(row: dict[str, str]) -> dict[str, Value]:
    starts = _date("from", _filled(row, "from"))
    ends = _date("to", row["to"]) if row["to"] else None
    if ends and ends < starts:
        raise Unreadable(N_("The last day lies before the first"))
    return {"from": starts, "to": ends}


def _date(column: str, text: str) -> date:
    """A date written 2026-12-31 or the Danish way, as Excel writes it back."""
    match = _ISO.fullmatch(text) or _DANISH.fullmatch(text)
    if match and int(match["year"]) in YEARS:
        with suppress(ValueError):  # a day that no calendar has
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
    raise Unreadable(N_("%(column)s is not a date: %(value)s"), column=column, value=_short(text))


def _short(text: str) -> str:
    """A piece of the file fit to be shown in a message."""
    return "".join(letter if letter.isprintable() else "�" for letter in text[:40])
