"""Attachments: what sort a file is by what it holds, whatever it is called, and a name that is safe to give back."""

import io
import unicodedata
import zipfile
from pathlib import PurePosixPath

from tracker.kernel.errors import N_, RuleBroken

LARGEST = 5 * 1024 * 1024
"""bytes of one file"""
MOST = 5
"""files of one input"""
LONGEST_NAME = 100
_MOST_PARTS = 5000
_WORD, _SHEET, _TEXT = "word/document.xml", "xl/workbook.xml", "mimetype"
_ODT = "application/vnd.oasis.opendocument.text"
_OFFICE = "application/vnd.openxmlformats-officedocument."
SORTS: dict[str, str] = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    _OFFICE + "wordprocessingml.document": ".docx",
    _OFFICE + "spreadsheetml.sheet": ".xlsx",
    _ODT: ".odt",
    "text/plain": ".txt",
}
"""what may be attached, and how its name ends"""
_REFUSED = N_("Choose a PDF, a picture (PNG or JPEG), a Word, Excel or ODT document, or plain text")


def sort_of(data: bytes) -> str:
    """The file's media type by its contents; RuleBroken for what may not be attached, and for what is too large."""
    if len(data) > LARGEST:
        raise RuleBroken(N_("The file is too large: at most %(most)s MB"), field="file", most=LARGEST // 1024**2)
    if not data:
        raise RuleBroken(N_("Choose a file that is not empty"), field="file")
    found = _zipped(data) if data.startswith(b"PK\x03\x04") else _plain(data)
    if found not in SORTS:
        raise RuleBroken(_REFUSED, field="file")
    return found


def _plain(data: bytes) -> str:
    import puremagic  # noqa: PLC0415 - reads its tables when imported, and few processes ever look at a file

    try:
        matches = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        matches = []
    types = {match.mime_type for match in matches if match.confidence >= _SURE}
    if found := next((sort for sort in SORTS if sort in types), ""):
        return found
    return "text/plain" if _is_text(data) and not types & _NEVER else ""


_SURE = 0.3
_NEVER = {"text/html", "image/svg+xml", "application/xhtml+xml", "application/xml", "text/xml"}


def _is_text(data: bytes) -> bool:
    """Letters and line breaks only, and no markup that a browser could take for a page."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return not text.lstrip().startswith("<") and all(sign in "\t\n\r\f" or sign.isprintable() for sign in text)


def _zipped(data: bytes) -> str:
    """Office documents are zip files: known by the names in them. Nothing is unpacked but one short line."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            names = parcel.namelist()
            if len(names) > _MOST_PARTS or any("vbaproject" in name.lower() for name in names):
                return ""
            if _WORD in names:
                return _OFFICE + "wordprocessingml.document"
            if _SHEET in names:
                return _OFFICE + "spreadsheetml.sheet"
            is_short = _TEXT in names and parcel.getinfo(_TEXT).file_size <= len(_ODT)
            return _ODT if is_short and parcel.read(_TEXT).decode("ascii", "replace") == _ODT else ""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return ""


def safe_name(name: str, sort: str) -> str:
    """The file's own name without its folder, without signs that mean something to a system, and with a true ending."""
    bare = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    kept = "".join(sign if sign.isalnum() or sign in " -_.()," else "_" for sign in bare)
    stem = kept.rsplit(".", 1)[0] if "." in kept else kept
    stem = " ".join(stem.split()).strip(" .")[: LONGEST_NAME - len(SORTS[sort])]
    return (stem or "bilag") + SORTS[sort]
