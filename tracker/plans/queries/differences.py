"""What a version changed: theme by theme, text by text, word by word, beside the version before."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

from tracker.kernel.errors import NotFound
from tracker.plans.queries.published import Document, document
from tracker.plans.rules import ANSWERS
from tracker.storage.unit_of_work import UnitOfWork

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]
_TEXTS = ("description", "signs_well", "signs_badly", "works_when")
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


@dataclass(frozen=True)
class ActionChange:
    """An action that is new, gone, or says something else; `before` and `after` as the versions have it."""

    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    words: Text | None
    state: str
    """open, done or dropped today; empty for who is not signed in"""


@dataclass(frozen=True)
class ThemeChange:
    """A theme that is new, gone, changed or the same."""

    kind: str
    titles: dict[str, str]
    before_titles: dict[str, str]
    texts: list[Text]
    actions: list[ActionChange]
    moved: bool
    """it stands elsewhere on the card, or with other words"""
    other_offers: bool


@dataclass(frozen=True)
class Differences:
    """A version beside the one before."""

    before: Document
    after: Document
    texts: list[Text]
    themes: list[ThemeChange]
    answers: list[Text]
    dates: dict[str, tuple[Any, Any]]

    @property
    def something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.texts or self.answers or self.dates or any(one.kind != "same" for one in self.themes))


def differences(uow: UnitOfWork, number: int) -> Differences:
    """What a version changed; NotFound for the first, and for who may not read both."""
    if number < 2:
        raise NotFound
    after, before = document(uow, number), document(uow, number - 1)
    old, new = before.content, after.content
    return Differences(
        before=before,
        after=after,
        texts=list(_texts(("title", "purpose"), old, new, "lang")),
        themes=_themes(old["themes"], new["themes"], after),
        answers=list(_texts(ANSWERS, _answers(old), _answers(new), "lang")),
        dates={name: (old[name], new[name]) for name in ("next_status", "ends") if old[name] != new[name]},
    )


def _answers(content: dict[str, Any]) -> dict[str, Any]:
    return {**content["answers"], "lang": content["answers_lang"]}


def _texts(names: Iterable[str], old: dict[str, Any], new: dict[str, Any], lang: str) -> Iterator[Text]:
    for name in names:
        if old[name] != new[name]:
            yield Text(name, paragraphs(old[name], new[name]), old[lang], new[lang])


def _themes(old: list[dict[str, Any]], new: list[dict[str, Any]], after: Document) -> list[ThemeChange]:
    """The new version's themes in its order, then those that are no longer there."""
    was = {theme["id"]: theme for theme in old}
    here = [_theme(was.get(theme["id"]), theme, after) for theme in new]
    gone = {theme["id"] for theme in old} - {theme["id"] for theme in new}
    return here + [_ended(theme) for theme in old if theme["id"] in gone]


def _ended(theme: dict[str, Any]) -> ThemeChange:
    return ThemeChange("gone", theme["titles"], theme["titles"], [], [], moved=False, other_offers=False)


def _theme(old: dict[str, Any] | None, new: dict[str, Any], after: Document) -> ThemeChange:
    if old is None:
        return ThemeChange("new", new["titles"], new["titles"], [], [], moved=False, other_offers=False)
    texts = list(_texts(_TEXTS, old, new, "lang"))
    actions = _actions(old["actions"], new["actions"], after)
    moved, offers = old["placements"] != new["placements"], old["offers"] != new["offers"]
    renamed = old["titles"] != new["titles"]
    kind = "changed" if texts or actions or moved or offers or renamed else "same"
    return ThemeChange(kind, new["titles"], old["titles"], texts, actions, moved=moved, other_offers=offers)


def _actions(old: list[dict[str, Any]], new: list[dict[str, Any]], after: Document) -> list[ActionChange]:
    was, now = ({one["id"]: one for one in some} for some in (old, new))
    found = []
    for action_id in [*now, *(one for one in was if one not in now)]:
        before, here = was.get(action_id), now.get(action_id)
        if _said(before, after) == _said(here, after):
            continue
        kind = "new" if before is None else "gone" if here is None else "changed"
        words = next(_texts(("what",), before, here, "lang"), None) if before and here else None
        row = after.actions.get(action_id)
        found.append(ActionChange(kind, before, here, words, row.state if row else ""))
    return found


def _said(action: dict[str, Any] | None, after: Document) -> dict[str, Any] | None:
    """What an action says to the one who reads: who is not signed in is told of no persons."""
    return action and action | ({} if after.known else {"person": None})


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
