"""The built-in texts by code. Every collection is in the order it is to be shown; an unknown code is a KeyError."""

from dataclasses import dataclass

from tracker.knowledge import shelves
from tracker.knowledge.catalogue import Factor, Intervention, Level, Prompt, Sign, SignKind, Source, Theme
from tracker.knowledge.guides import Guide, RoleDuties, Statement, StatementGroup


def statements() -> tuple[Statement, ...]:
    """The 25 statements of tool 2, from 1A to 8C."""
    return tuple(shelves.statements().values())


def statement(code: str) -> Statement:
    """One statement, such as 5C."""
    return shelves.statements()[code]


def statement_groups() -> tuple[StatementGroup, ...]:
    """A conditions, B processes, C results."""
    return tuple(shelves.statement_groups().values())


def roles() -> tuple[RoleDuties, ...]:
    """The five roles of the responsibility table, from top management down."""
    return tuple(shelves.roles().values())


def role_duties(role: str) -> RoleDuties:
    """What a role (TM, HR, MED, LL, LE) answers for, in general and with each tool."""
    return shelves.roles()[role]


def themes() -> tuple[Theme, ...]:
    """Themes to choose from for a plan: the four dominant ones first, then cross-pressure, then the others."""
    return tuple(shelves.themes().values())


def theme(code: str) -> Theme:
    """One theme."""
    return shelves.themes()[code]


def theme_levels(code: str) -> tuple[Level, ...]:
    """The levels a theme's possible measures are at, in the order the catalogue suggests them."""
    measures = [intervention(each) for each in theme(code).interventions]
    return tuple(dict.fromkeys(measure.level for measure in measures))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a theme: its factors, and how their and its measures' sources are cited."""

    theme: Theme
    factors: tuple[Factor, ...]
    cited: dict[str, str]


def known(code: str, language: str) -> Known:
    """All the catalogue says of a theme, sources cited in a language."""
    found = theme(code)
    its = tuple(factor(each) for each in found.factors)
    measures = (intervention(each) for each in found.interventions)
    named = (found.sources, *(each.sources for each in its), *(each.sources for each in measures))
    codes = {code for one in named for code in one}
    return Known(found, its, {code: source(code).cited(language) for code in codes})


def factors() -> tuple[Factor, ...]:
    """Six risk factors, then six resource factors."""
    return tuple(shelves.factors().values())


def factor(code: str) -> Factor:
    """One factor."""
    return shelves.factors()[code]


def interventions(level: Level | None = None) -> tuple[Intervention, ...]:
    """Measures that can be taken, all of them or those at one level."""
    return tuple(each for each in shelves.interventions().values() if level in (None, each.level))


def intervention(code: str) -> Intervention:
    """One measure."""
    return shelves.interventions()[code]


def signs(kind: SignKind | None = None) -> tuple[Sign, ...]:
    """What one may notice, all of it or of one kind."""
    return tuple(each for each in shelves.signs().values() if kind in (None, each.kind))


def sign(code: str) -> Sign:
    """One sign."""
    return shelves.signs()[code]


def prompts() -> tuple[Prompt, ...]:
    """Eight topics for 'what have we not talked enough about'."""
    return tuple(shelves.prompts().values())


def guides() -> tuple[Guide, ...]:
    """All guides."""
    return tuple(shelves.guides().values())


def guide(key: str) -> Guide:
    """One guide, such as card-fields."""
    return shelves.guides()[key]


def sources() -> tuple[Source, ...]:
    """Where the catalogue is from, first what it was written from and how far that reaches."""
    return tuple(shelves.sources().values())


def source(code: str) -> Source:
    """One source."""
    return shelves.sources()[code]


def counts() -> dict[str, int]:
    """How much the catalogue holds."""
    return {
        "themes": len(themes()),
        "interventions": len(interventions()),
        "factors": len(factors()),
        "signs": len(signs()),
    }
