"""What may be attached is known by what it holds, whatever it is called."""

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from tracker.kernel.errors import RuleBroken
from tracker.plans import files

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\0" * 40


def zipped(*names: str, **texts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as parcel:
        for name in names:
            parcel.writestr(name, b"x")
        for name, text in texts.items():
            parcel.writestr(name, text)
    return kept.getvalue()


def docx() -> bytes:
    kept = io.BytesIO()
    Document().save(kept)
    return kept.getvalue()


def xlsx() -> bytes:
    kept = io.BytesIO()
    Workbook().save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PDF, ".pdf"),
        (PNG, ".png"),
        (JPEG, ".jpg"),
        (docx(), ".docx"),
        (xlsx(), ".xlsx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), ".odt"),
        ("Trivsel måles hvert tredje år.\r\n".encode(), ".txt"),
        ("Trivsel på Windows: æøå".encode("cp1252"), ".txt"),
    ],
)
def test_what_is_on_the_list_is_taken(data: bytes, ending: str) -> None:
    assert files.SORTS[files.sort_of(data)] == ending


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00" + b"\0" * 80,
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        b"\x7fELF\x02\x01\x01" + b"\0" * 40,
        zipped("evil.exe"),
        zipped("word/document.xml", "word/vbaProject.bin"),
        zipped(mimetype=b"application/vnd.oasis.opendocument.text-master-and-more"),
        b"PK\x03\x04 no zip at all",
        b"plain\x00but not",
        b"",
    ],
)
def test_what_is_not_is_refused(data: bytes) -> None:
    with pytest.raises(RuleBroken):
        files.sort_of(data)


def test_a_file_is_bounded_before_anything_of_it_is_looked_at() -> None:
    with pytest.raises(RuleBroken, match="too large"):
        files.sort_of(PDF + b"\0" * files.LARGEST)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("APV 2026.pdf", "APV 2026.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Brugere\\hr\\Måling.exe", "Måling.pdf"),
        ('a"b\r\nX-Evil: 1.pdf', "a_b__X-Evil_ 1.pdf"),
        ("gpj.\u202efdp.pdf", "gpj._fdp.pdf"),
        ("...", "bilag.pdf"),
        ("", "bilag.pdf"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_means_something_to_a_system(given: str, kept: str) -> None:
    assert files.safe_name(given, "application/pdf") == kept


def test_a_long_name_is_cut_before_its_ending() -> None:
    assert len(files.safe_name("x" * 500 + ".pdf", "application/pdf")) == files.LONGEST_NAME
