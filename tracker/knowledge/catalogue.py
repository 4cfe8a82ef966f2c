"""What the built-in texts are made of: frozen values, each known by its code.

Codes are stored by other capabilities and therefore never change; the wording may.
"""

from dataclasses import dataclass
from typing import Literal, get_args

Level = Literal["P", "I", "G", "L", "O"]
Role = Literal["TM", "HR", "MED", "LL", "LE"]
Column = Literal["LE", "LL", "LG", "MED", "TM"]
FactorKind = Literal["risk", "resource"]
ThemeKind = Literal["dominant", "frame", "further"]
SignKind = Literal["individual", "group", "unsafe", "safe"]

LEVELS: tuple[Level, ...] = get_args(Level)
ROLES: tuple[Role, ...] = get_args(Role)
COLUMNS: tuple[Column, ...] = get_args(Column)
SIGN_KINDS: tuple[SignKind, ...] = get_args(SignKind)


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Danish and in English."""

    da: str
    en: str

    def in_(self, language: str) -> str:
        """The wording for a language tag such as `en` or `en_GB`; Danish for every other."""
        return self.en if language[:2] == "en" else self.da


@dataclass(frozen=True, slots=True)
class Source:
    """Where something comes from; `via` is the code of the source that reports it, if we have it second-hand."""

    code: str
    authors: str
    year: int | None = None
    via: str | None = None
    about: Text | None = None
    title: str = ""
    """of a study, as it was published"""
    journal: str = ""
    doi: str = ""

    def cited(self, language: str) -> str:
        """Author and year as written in a running text."""
        authors = self.authors if language[:2] == "en" else self.authors.replace("et al.", "m.fl.")
        return f"{authors} ({self.year})" if self.year else authors


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that wears on leaders' well-being (risk) or carries it (resource)."""

    code: str
    kind: FactorKind
    title: Text
    what: Text
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intervention:
    """A measure at one level: political, individual, group, leadership or organisation."""

    code: str
    level: Level
    title: Text
    what: Text
    factors: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """Something a plan can be about, with what it is tied to elsewhere in the catalogue.

    `columns` are the columns of the plan's card it often concerns; `interventions` are possible measures.
    """

    code: str
    kind: ThemeKind
    title: Text
    what: Text
    factors: tuple[str, ...]
    statements: tuple[str, ...]
    columns: tuple[Column, ...]
    interventions: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """Something one may notice in a leader (individual) or in a leadership group."""

    code: str
    kind: SignKind
    title: Text


@dataclass(frozen=True, slots=True)
class Prompt:
    """A topic for 'what have we not talked enough about', with the themes it may lead to."""

    code: str
    title: Text
    question: Text
    themes: tuple[str, ...]
