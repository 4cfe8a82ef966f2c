"""Where everything stands in the picture of the card: five columns, three rows, numbers and letters in the cells.

Measured in the picture's own units; its words are as large as small print when it is shown as wide as a page.
"""

from dataclasses import dataclass
from textwrap import wrap

from tracker.plans.queries.published_card import OFFERS, ROWS, Card
from tracker.plans.rules import COLUMNS

WIDTH, LABEL, COLUMN, TOP = 700, 130, 114, 56
IN_A_ROW, STEP, LEAST = 3, 32, 64
LETTERS_LABEL, LETTERS_COLUMN, LINE = 17, 15, 16
"""letters to a line, and how far the lines are apart"""


@dataclass(frozen=True)
class Words:
    """Lines of a label, each at its place."""

    lines: list[tuple[int, int, str]]


@dataclass(frozen=True)
class Mark:
    """A theme's number or an offer's letter, by its middle."""

    x: int
    y: int
    text: str
    is_offer: bool


@dataclass(frozen=True)
class Box:
    """A cell."""

    x: int
    y: int
    width: int
    height: int
    row: str


@dataclass(frozen=True)
class Picture:
    """The whole of it."""

    width: int
    height: int
    labels: list[Words]
    cells: list[Box]
    marks: list[Mark]


def picture(card: Card, columns: dict[str, str], rows: dict[str, str]) -> Picture | None:
    """None where nothing stands on the card."""
    if not card:
        return None
    labels = [_label(columns[code], LABEL + at * COLUMN + 6, 20, LETTERS_COLUMN) for at, code in enumerate(COLUMNS)]
    cells, marks, top = [], [], TOP
    for row in ROWS:
        most = max(len(card.get((row, column), [])) for column in COLUMNS)
        height = max(LEAST, -(-most // IN_A_ROW) * STEP + 16)
        labels.append(_label(rows[row], 4, top + 22, LETTERS_LABEL))
        for at, column in enumerate(COLUMNS):
            cells.append(Box(LABEL + at * COLUMN, top, COLUMN, height, row))
            marks += _marks(card, row, column, LABEL + at * COLUMN, top)
        top += height
    return Picture(WIDTH, top, labels, cells, marks)


def _label(text: str, x: int, y: int, most: int) -> Words:
    return Words([(x, y + at * LINE, line) for at, line in enumerate(wrap(text, most)[:3])])


def _marks(card: Card, row: str, column: str, left: int, top: int) -> list[Mark]:
    found = []
    for position, one in enumerate(card.get((row, column), [])):
        down, across = divmod(position, IN_A_ROW)
        found.append(Mark(left + 24 + across * STEP, top + 24 + down * STEP, one.mark, row == OFFERS))
    return found
