"""The organisation's card as a published version has it: which theme or offer stands where."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from tracker.plans.rules import COLUMNS, THEME_ROWS

OFFERS = "offers"
ROWS = (*THEME_ROWS, OFFERS)


@dataclass(frozen=True)
class Stands:
    """A theme or an offer in a cell; `mark` is the theme's number in the plan, or the offer's letter."""

    mark: str
    titles: dict[str, str]
    text: str
    lang: str


Card = dict[tuple[str, str], list[Stands]]


def card_of(content: dict[str, Any]) -> Card:
    """The cells that hold something, by row and column, in the plan's order."""
    found: Card = {}
    for cell, one in [*_themes(content["themes"]), *_offers(content["offers"])]:
        found.setdefault(cell, []).append(one)
    return found


def _themes(themes: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], Stands]]:
    for number, theme in enumerate(themes, start=1):
        for place in theme["placements"]:
            yield (place["row"], place["column"]), Stands(str(number), theme["titles"], place["text"], place["lang"])


def _offers(offers: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], Stands]]:
    for position, offer in enumerate(offers):
        one = Stands(letter(position), {offer["lang"]: offer["title"]}, "", offer["lang"])
        for column in COLUMNS:
            if column in offer["columns"]:
                yield (OFFERS, column), one


def letter(position: int) -> str:
    """A, B … Z, AA, AB …"""
    first, last = divmod(position, len(ascii_uppercase))
    return (letter(first - 1) if first else "") + ascii_uppercase[last]
