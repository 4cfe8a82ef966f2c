"""`ledertrivsel translations`: which texts lack Danish, which Danish is no longer used, and which does not fit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tracker.settings import PACKAGE, find
from tracker.web.catalogues import TRANSLATIONS

KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "N_n": (1, 2),
}
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"**.html": {"silent": "false"}}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%s")

Id = str | tuple[str, str]


@dataclass(frozen=True)
class Translated:
    """One entry of a `.po` file."""

    file: str
    id: Id
    texts: tuple[str, ...]
    is_fuzzy: bool

    @property
    def is_done(self) -> bool:
        """Whether there is something to show for every form."""
        return all(self.texts) and not self.is_fuzzy


def used(*folders: Path) -> dict[Id, str]:
    """Every text the product says, and where it stands first."""
    found: dict[Id, str] = {}
    for folder in folders or (PACKAGE, PACKAGE.parent / "workers", find("templates")):
        texts = extract_from_dir(folder, METHODS, OPTIONS, KEYWORDS, directory_filter=_is_ours)
        for name, line, ids, *_ in texts:
            found.setdefault(_id(ids), f"{folder.name}/{name}:{line}")
    return found


def _is_ours(folder: str) -> bool:
    return "/static" not in folder and "__pycache__" not in folder


def _id(ids: object) -> Id:
    if isinstance(ids, list | tuple):
        return str(ids[0]), str(ids[1])
    return str(ids)


def translated(folder: Path = TRANSLATIONS / "da") -> Iterator[Translated]:
    """Every entry of every `.po`."""
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="da"):
                if message.id:
                    yield _entry(path.name, message)


def _entry(name: str, message: Message) -> Translated:
    texts = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return Translated(name, _id(message.id), tuple(text or "" for text in texts), message.fuzzy)


def problems(used: dict[Id, str], entries: list[Translated]) -> list[str]:
    """Everything that is not as it should be, one line each."""
    done = {entry.id for entry in entries if entry.is_done}
    found = [f"missing: {place}: {id_!r}" for id_, place in used.items() if id_ not in done]
    found += [f"unused: {entry.file}: {entry.id!r}" for entry in entries if entry.id not in used]
    first: dict[Id, Translated] = {}
    for entry in entries:
        before = first.setdefault(entry.id, entry)
        if before.texts != entry.texts:
            found.append(f"two translations: {before.file} and {entry.file}: {entry.id!r}")
        found += [
            f"other placeholders: {entry.file}: {text!r}" for text in entry.texts if text and _differs(entry, text)
        ]
    return found


def _differs(entry: Translated, text: str) -> bool:
    """Whether a translation fills in something else than its id does (a plural's `num` may be left out)."""
    wanted = {name for one in ([entry.id] if isinstance(entry.id, str) else entry.id) for name in _names(one)}
    given = _names(text)
    return given != wanted if isinstance(entry.id, str) else not given <= wanted | {"num"}


def _names(text: str) -> set[str]:
    return {match[1] or "" for match in _PLACEHOLDER.finditer(text)}


def report() -> int:
    """Print what is not as it should be; 1 when there is anything."""
    found = problems(used(), list(translated()))
    for line in found:
        print(line)
    print(f"{len(found)} to put right" if found else "Every text has its Danish.")
    return 1 if found else 0
