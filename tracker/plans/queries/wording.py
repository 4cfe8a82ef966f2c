"""Two wordings of a text beside each other, word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]
_PARTS = re.compile(r"\S+\s*|\s+")
_MOST_STEPS = 250_000
"""paragraphs longer than 500 words on both sides are shown whole: comparing them word by word takes too long"""
_ALIKE = 0.4
"""how much of two paragraphs is the same before they are shown as one that was reworded"""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph before and after; one of them is empty where it came or went."""

    before: list[Piece]
    after: list[Piece]

    @property
    def changed(self) -> bool:
        """Whether anything of it is not the same."""
        return any(kind != "same" for kind, _ in [*self.before, *self.after])


@dataclass(frozen=True)
class Text:
    """A text that changed; `before_lang` and `lang` are what it was and is written in."""

    code: str
    paragraphs: list[Paragraph]
    before_lang: str
    lang: str


def reworded(names: Iterable[str], old: dict[str, Any], new: dict[str, Any], lang: str) -> Iterator[Text]:
    """Those of some texts that say something else."""
    for name in names:
        if old[name] != new[name]:
            yield Text(name, paragraphs(old[name], new[name]), old[lang], new[lang])


def paragraphs(before: str, after: str) -> list[Paragraph]:
    """Two texts beside each other, paragraph by paragraph, with the words that went and came marked."""
    old, new = ([line for line in text.splitlines() if line.strip()] for text in (before, after))
    found: list[Paragraph] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Paragraph([("same", line)], [("same", line)]) for line in old[first:last]]
        else:
            found += [_pair(*pair) for pair in zip_longest(old[first:last], new[start:end])]
    return found


def _pair(before: str | None, after: str | None) -> Paragraph:
    if before is None or after is None:
        return Paragraph([("gone", before)] if before else [], [("new", after)] if after else [])
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    if len(old) * len(new) > _MOST_STEPS:
        return Paragraph([("gone", before)], [("new", after)])
    matcher = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return Paragraph([("gone", before)], [("new", after)])
    steps = matcher.get_opcodes()
    return Paragraph(
        _pieces(old, "gone", [(kind == "equal", first, last) for kind, first, last, _, _ in steps]),
        _pieces(new, "new", [(kind == "equal", first, last) for kind, _, _, first, last in steps]),
    )


def _pieces(words: Sequence[str], marked: Kind, steps: Iterable[tuple[bool, int, int]]) -> list[Piece]:
    return [("same" if same else marked, "".join(words[first:last])) for same, first, last in steps if first < last]
