"""Pages as Word documents: what a template says in headings, paragraphs, lists and tables, as exactly that.

Text goes in as text: no fields, no formulas, no addresses but those of our own links.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from html.parser import HTMLParser
from unicodedata import category, normalize

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LEFT_OUT = frozenset({"head", "style", "script", "svg", "nav"})
_BLOCKS = {"p": "Normal", "caption": "Caption"} | {f"h{level}": f"Heading {level}" for level in range(1, 7)}
_LISTS = {"ul": "List Bullet", "ol": "List Number"}
_LEFT_OUT_SIGNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
"""signs that turn the direction of what follows, and two that no XML holds"""
_NO_TEXT = frozenset({"Cc", "Cs"})


@dataclass(frozen=True)
class Piece:
    """Some words, and how they are said."""

    text: str
    lang: str
    strong: bool
    link: str


@dataclass
class Block:
    """A paragraph of some style; of a list, which one."""

    style: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Cell:
    """A cell, and whether it names its row or column."""

    is_head: bool
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Table:
    """A table with its name; `heads` are the rows at its top that name the columns."""

    name: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    heads: int = 0


def clean(text: str) -> str:
    """Composed, and without what is not text; Word cannot hold control signs."""
    kept = (sign for sign in normalize("NFC", text) if sign == "\n" or category(sign) not in _NO_TEXT)
    return "".join(sign for sign in kept if sign not in _LEFT_OUT_SIGNS)


class Reader(HTMLParser):
    """Reads a template's page into paragraphs and tables."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.found: list[Block | Table] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._lang = lang
        self._block: Block | None = None
        self._table: Table | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        if tag == "br":
            self._say("\n")
        if tag in ("br", "meta", "img", "hr"):
            return
        self._open.append((tag, dict(attrs)))
        if self._is_left_out():
            return
        if tag == "table":
            self._table = Table()
            self.found.append(self._table)
        elif tag == "tr" and self._table is not None:
            self._table.rows.append([])
            self._table.heads += any(name == "thead" for name, _ in self._open)
        elif tag in ("td", "th") and self._table is not None:
            self._table.rows[-1].append(Cell(tag == "th"))
            self._begin("Normal")
        elif tag == "li":
            self._begin(next(_LISTS[name] for name, _ in reversed(self._open) if name in _LISTS))
        elif tag in _BLOCKS:
            self._begin(_BLOCKS[tag])

    def handle_endtag(self, tag: str) -> None:
        """A tag ends, with all that was left open in it."""
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "table":
            self._table = None
        if tag in _BLOCKS or tag in ("li", "td", "th", "table"):
            self._block = None

    def handle_data(self, data: str) -> None:
        """Words; spaces are one space, as in a browser."""
        words = " ".join(filter(None, map(clean, data.split())))
        if not words:
            words = " " if data and self._block and self._block.pieces else ""
        else:
            words = " " * data[0].isspace() + words + " " * data[-1].isspace()
        self._say(words)

    def _is_left_out(self) -> bool:
        return any(name in _LEFT_OUT for name, _ in self._open)

    def _begin(self, style: str) -> None:
        self._block = Block(style)
        if style == "Caption":
            self.found.insert(-1, self._block)
            return
        cells = self._table.rows[-1] if self._table is not None and self._table.rows else []
        (cells[-1].blocks if cells else self.found).append(self._block)

    def _say(self, text: str) -> None:
        if not text or self._is_left_out() or self._block is None:
            return
        if self._table is not None and self._open[-1][0] == "caption":
            self._table.name = (self._table.name + text).strip()
        if not self._block.pieces or self._block.pieces[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        self._block.pieces.append(Piece(text, self._said_in(), self._is_strong(), self._leads_to()))

    def _said_in(self) -> str:
        return next((said["lang"] or "" for _, said in reversed(self._open) if "lang" in said), self._lang)

    def _is_strong(self) -> bool:
        return any(name in ("strong", "th") for name, _ in self._open)

    def _leads_to(self) -> str:
        link = next((said.get("href") or "" for name, said in self._open if name == "a"), "")
        return link if link.startswith(("http://", "https://")) else ""


def read(html: str, lang: str) -> Iterator[Block | Table]:
    """What a page says. A caption stands before its table, an empty paragraph nowhere."""
    reader = Reader(lang)
    reader.feed(html)
    for one in reader.found:
        if isinstance(one, Table) or any(piece.text.strip() for piece in one.pieces):
            yield one


def written(html: str, *, title: str, author: str, lang: str, on: date) -> bytes:
    """A page as a Word document, in A4, with its title, its author and its language."""
    from tracker.web.word_paper import Paper  # noqa: PLC0415 - what writes Word takes a moment to load

    paper = Paper(lang)
    paper.is_about(clean(title), clean(author), datetime.combine(on, time()))
    for one in read(html, lang):
        paper.add(one)
    kept = io.BytesIO()
    paper.document.save(kept)
    return kept.getvalue()
