"""From the bytes of an XLSX file to lines of text, bounded before anything of it is unpacked."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from typing import Any

from tracker.kernel.errors import N_, RuleBroken

SIGNATURE = b"PK\x03\x04"
MOST_UNPACKED = 48 * 1024 * 1024
MOST_PARTS = 200
MOST_COLUMNS = 30
_HEAD = 4096


class NoSheet(RuleBroken):
    """A file that is not a sheet one can take; the message says why."""


def is_sheet(data: bytes) -> bool:
    """Whether these are the bytes of an XLSX file, by how they begin."""
    return data.startswith(SIGNATURE)


def lines(data: bytes, most: int) -> Iterator[tuple[int, list[str]]]:
    """Each line of the first sheet with its number, as text; `most` and one more at most. NoSheet where it is none."""
    _check(data)
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - takes 27 MB, and few processes ever read a sheet

        with closing(load_workbook(BytesIO(data), read_only=True, keep_links=False)) as book:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=most + 2, max_col=MOST_COLUMNS, values_only=True)
            for number, row in enumerate(rows, start=1):
                yield number, _trimmed([_text(number, value) for value in row])
    except NoSheet:
        raise
    except Exception:  # noqa: BLE001 - whatever a library says of bytes from outside, it is the file that is wrong
        raise NoSheet(N_("The file could not be read as a sheet")) from None


def _check(data: bytes) -> None:
    """What the directory of the file says it unpacks to; no part gives more than it says there."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_parts(archive)
    except NoSheet:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise NoSheet(N_("The file could not be read as a sheet")) from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NoSheet(N_("The file unpacks to more than %(count)s MB"), count=MOST_UNPACKED // 1024 // 1024)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _check_head(archive.open(part).read(_HEAD))


def _check_head(head: bytes) -> None:
    """A document that defines entities of its own is no sheet; nor one in an encoding that would hide it."""
    if b"<!DOCTYPE" in head.upper() or b"<!ENTITY" in head.upper() or b"\0" in head:
        raise NoSheet(N_("The file could not be read as a sheet"))


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(number: int, value: Any) -> str:
    """A cell as one would have written it; a formula is refused by how it begins, as in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool | int | float):
        return str(value)
    raise NoSheet(N_("Line %(line)s holds something that is neither text, number nor date"), line=number)
