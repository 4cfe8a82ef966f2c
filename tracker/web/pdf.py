"""Pages on paper, where WeasyPrint and the libraries it draws with are installed."""

from base64 import b64encode
from ctypes.util import find_library
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from flask import current_app

FONTS = "vendor/dkfds/fonts"


@lru_cache(maxsize=1)
def is_available() -> bool:
    """Whether there is something to draw with."""
    return find_spec("weasyprint") is not None and any(map(find_library, ("pango-1.0", "pango-1.0-0")))


def drawn(html: str) -> bytes:
    """A page as PDF/UA: its language, title, headings and reading order go along. It fetches nothing from anywhere."""
    from weasyprint import HTML  # type: ignore[import-untyped]  # noqa: PLC0415 - it takes a second; most never print
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]  # noqa: PLC0415

    return bytes(
        HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).write_pdf(pdf_variant="pdf/ua-1") or b""
    )


def font(name: str) -> str:
    """One of our own fonts, as an address that holds the whole of it: a server may have no fonts at all."""
    file = Path(current_app.static_folder or "") / FONTS / f"{name}.woff2"
    return "data:font/woff2;base64," + b64encode(file.read_bytes()).decode()
