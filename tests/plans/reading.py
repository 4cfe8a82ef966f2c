"""What a page or a paper says in its order, for tests of how it is read aloud."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

HEADS = ["h1", "h2", "h3", "h4", "h5", "h6"]
SAYS_NOTHING = {"her", "her.", "læs mere", "mere", "klik her", "link", "here", "read more", "more"}


def valid(text: str, *, whole: bool = True) -> None:
    """Raise where HTML has an error a strict reader finds."""
    parser = html5lib.HTMLParser(strict=True)
    (parser.parse if whole else parser.parseFragment)(text)


def levels(page: BeautifulSoup | Tag) -> list[int]:
    """The levels of its headings, in their order."""
    return [int(one.name[1]) for one in page.find_all(HEADS)]


def skipped(found: list[int]) -> list[tuple[int, int]]:
    """Where a heading stands more than one level below the one before."""
    return [(before, after) for before, after in pairwise(found) if after > before + 1]


def unnamed_tables(page: BeautifulSoup | Tag) -> list[str]:
    """Tables without a name, and cells that name others without saying which."""
    nameless = [str(one)[:80] for one in page.find_all("table") if not (one.find("caption") or one.get("aria-label"))]
    return nameless + [str(one)[:80] for one in page.find_all("th") if one.get("scope") not in ("col", "row")]


def vague_links(page: BeautifulSoup | Tag) -> list[str]:
    """Links that say nothing by themselves, or the same as one that leads elsewhere."""
    found: dict[str, set[str]] = {}
    for one in page.find_all("a", href=True):
        found.setdefault(" ".join(one.get_text(" ").split()).lower(), set()).add(str(one["href"]))
    return [text for text, leads in found.items() if not text or text in SAYS_NOTHING or len(leads) > 1]


def language_of(tag: Tag) -> str:
    """The language a part of a page is in."""
    return next(str(one["lang"]) for one in [tag, *tag.parents] if one.get("lang"))


def tagged(data: bytes) -> list[tuple[str, DictionaryObject]]:
    """Every element of a tagged PDF, in reading order, by what it is."""
    root: Any = PdfReader(io.BytesIO(data)).trailer["/Root"]
    return list(_elements(root["/StructTreeRoot"]["/K"]))


def _elements(node: Any) -> Iterator[tuple[str, DictionaryObject]]:
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for one in node:
            yield from _elements(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]).lstrip("/"), node
        if "/K" in node:
            yield from _elements(node["/K"])
