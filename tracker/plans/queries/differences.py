"""What a version changed: theme by theme, text by text, word by word, beside the version before."""

from dataclasses import dataclass
from typing import Any

from tracker.kernel.errors import NotFound
from tracker.plans.queries.published import Document, document
from tracker.plans.queries.wording import Text, reworded
from tracker.plans.rules import ANSWERS
from tracker.storage.unit_of_work import UnitOfWork

_TEXTS = ("description", "signs_well", "signs_badly", "works_when")
_OFFER = ("title", "what", "contact")


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
class Change:
    """An offer, or a place on the card, that is new, gone, or says something else."""

    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    texts: list[Text]

    @property
    def shown(self) -> dict[str, Any]:
        """As it is, or as it was."""
        return self.after or self.before or {}


@dataclass(frozen=True)
class ThemeChange:
    """A theme that is new, gone, changed or the same."""

    kind: str
    titles: dict[str, str]
    before_titles: dict[str, str]
    texts: list[Text]
    actions: list[ActionChange]
    places: list[Change]
    """where it stands on the card, and what is said of it there"""
    offers: list[Change]
    """brought in, or no longer; an offer that says something else is told of with the plan's offers"""


@dataclass(frozen=True)
class Differences:
    """A version beside the one before."""

    before: Document
    after: Document
    texts: list[Text]
    themes: list[ThemeChange]
    answers: list[Text]
    offers: list[Change]
    dates: dict[str, tuple[Any, Any]]
    coordinator: tuple[str, str] | None
    """ids of who was and is; None where it is the same, or the reader is told of no persons"""

    @property
    def something(self) -> bool:
        """Whether there is anything to show."""
        said = self.texts or self.answers or self.offers or self.dates or self.coordinator
        return bool(said or any(one.kind != "same" for one in self.themes))


def differences(uow: UnitOfWork, number: int) -> Differences:
    """What a version changed; NotFound for the first, and for who may not read both."""
    if number < 2:
        raise NotFound
    after, before = document(uow, number), document(uow, number - 1)
    old, new = before.content, after.content
    return Differences(
        before=before,
        after=after,
        texts=list(reworded(("title", "purpose"), old, new, "lang")),
        themes=_themes(old["themes"], new["themes"], after),
        answers=list(reworded(ANSWERS, _answers(old), _answers(new), "lang")),
        offers=_changes(old["offers"], new["offers"], "id", _OFFER),
        coordinator=_coordinators(before, after),
        dates={name: (old[name], new[name]) for name in ("next_status", "ends") if old[name] != new[name]},
    )


def _coordinators(before: Document, after: Document) -> tuple[str, str] | None:
    was, now = before.content["coordinator"], after.content["coordinator"]
    return (was, now) if after.known and was != now else None


def _answers(content: dict[str, Any]) -> dict[str, Any]:
    return {**content["answers"], "lang": content["answers_lang"]}


def _themes(old: list[dict[str, Any]], new: list[dict[str, Any]], after: Document) -> list[ThemeChange]:
    """The new version's themes in its order, then those that are no longer there."""
    was = {theme["id"]: theme for theme in old}
    here = [_theme(was.get(theme["id"]), theme, after) for theme in new]
    gone = {theme["id"] for theme in old} - {theme["id"] for theme in new}
    return here + [_ended(theme) for theme in old if theme["id"] in gone]


def _ended(theme: dict[str, Any]) -> ThemeChange:
    return ThemeChange("gone", theme["titles"], theme["titles"], [], [], [], [])


def _theme(old: dict[str, Any] | None, new: dict[str, Any], after: Document) -> ThemeChange:
    if old is None:
        return ThemeChange("new", new["titles"], new["titles"], [], [], [], [])
    texts = list(reworded(_TEXTS, old, new, "lang"))
    actions = _actions(old["actions"], new["actions"], after)
    places = _changes(old["placements"], new["placements"], "column", ("text",))
    offers = [one for one in _changes(old["offers"], new["offers"], "id", _OFFER) if one.kind != "changed"]
    renamed = old["titles"] != new["titles"]
    kind = "changed" if texts or actions or places or offers or renamed else "same"
    return ThemeChange(kind, new["titles"], old["titles"], texts, actions, places, offers)


def _changes(old: list[dict[str, Any]], new: list[dict[str, Any]], key: str, names: tuple[str, ...]) -> list[Change]:
    """What is new, gone or different among things that are told apart by `key`, in the new version's order."""
    was, now = ({one[key]: one for one in some} for some in (old, new))
    found = []
    for known in [*now, *(one for one in was if one not in now)]:
        before, here = was.get(known), now.get(known)
        if before == here:
            continue
        kind = "new" if before is None else "gone" if here is None else "changed"
        texts = list(reworded(names, before, here, "lang")) if before and here else []
        found.append(Change(kind, before, here, texts))
    return found


def _actions(old: list[dict[str, Any]], new: list[dict[str, Any]], after: Document) -> list[ActionChange]:
    was, now = ({one["id"]: one for one in some} for some in (old, new))
    found = []
    for action_id in [*now, *(one for one in was if one not in now)]:
        before, here = was.get(action_id), now.get(action_id)
        if _said(before, after) == _said(here, after):
            continue
        kind = "new" if before is None else "gone" if here is None else "changed"
        words = next(reworded(("what",), before, here, "lang"), None) if before and here else None
        row = after.actions.get(action_id)
        found.append(ActionChange(kind, before, here, words, row.state if row else ""))
    return found


def _said(action: dict[str, Any] | None, after: Document) -> dict[str, Any] | None:
    """What an action says to the one who reads: who is not signed in is told of no persons."""
    return action and action | ({} if after.known else {"person": None})
