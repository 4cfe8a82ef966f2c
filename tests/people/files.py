"""Small files of people, as text and as sheets."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from openpyxl import Workbook

HEAD = "kind;id;name;parent;email;title;language;person;unit;role;from;to"
UNITS = ["unit;k;Prøvekommune;;;;;;;kommune;;", "unit;s;Skoler;k;;;;;;forvaltning;;"]
PEOPLE = [
    "person;anna;Anna Ås;;anna@example.org;Direktør;da;;k;;2020-01-01;",
    "person;bo;Bo Østergård;anna;bo@example.org;Leder;;;s;;2021-03-01;",
]
GROUPS = ["group;g;Skoleledelsen;;;;;;s;;;"]
MEMBERS = ["member;g;;;;;;anna;;leader;2020-01-01;", "member;g;;;;;;bo;;member;2021-03-01;"]
ROLES = ["role;;;;;;;anna;k;TM;2020-01-01;", "role;;;;;Leder;;anna;k;MED;2020-01-01;"]
WHOLE = [*UNITS, *PEOPLE, *GROUPS, *MEMBERS, *ROLES]


def file(*lines: str, encoding: str = "utf-8", end: str = "\n") -> bytes:
    """A file with the usual columns."""
    return (end.join([HEAD, *(lines or WHOLE)]) + end).encode(encoding)


def sheet(*lines: str | Iterable[object]) -> bytes:
    """The same as an XLSX file; days are days there, and numbers numbers."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for line in [HEAD, *(lines or WHOLE)]:
        page.append([_cell(text) for text in line.split(";")] if isinstance(line, str) else list(line))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(text: str) -> object:
    if len(text) == 10 and text[4:5] == "-":
        return date.fromisoformat(text)
    return int(text) if text.isdecimal() else text or None
