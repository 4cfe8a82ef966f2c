"""The built-in texts, read once and kept; only `queries` looks here."""

from functools import cache

from tracker.knowledge.catalogue import Factor, Intervention, Prompt, Sign, Source, Theme
from tracker.knowledge.guides import Guide, RoleDuties, Statement, StatementGroup
from tracker.knowledge.reading import load, load_guides


@cache
def statements() -> dict[str, Statement]:
    """Statements by code, 1A to 8C."""
    return load(Statement, "statement", "statements")


@cache
def statement_groups() -> dict[str, StatementGroup]:
    """Statement groups by code."""
    return load(StatementGroup, "group", "statements")


@cache
def roles() -> dict[str, RoleDuties]:
    """Duties by role."""
    return load(RoleDuties, "role", "roles")


@cache
def themes() -> dict[str, Theme]:
    """Themes by code, the dominant ones first."""
    return load(Theme, "theme", "themes_dominant", "themes_task", "themes_relations")


@cache
def factors() -> dict[str, Factor]:
    """Factors by code, risk before resource."""
    return load(Factor, "factor", "factors")


@cache
def interventions() -> dict[str, Intervention]:
    """Interventions by code."""
    return load(Intervention, "intervention", "interventions_organisation", "interventions_people")


@cache
def signs() -> dict[str, Sign]:
    """Signs by code."""
    return load(Sign, "sign", "signs")


@cache
def prompts() -> dict[str, Prompt]:
    """Topics by code."""
    return load(Prompt, "prompt", "prompts")


@cache
def guides() -> dict[str, Guide]:
    """Guides by key."""
    return load_guides("guides_dialogue", "guides_round", "guides_plan", "guides_support", "guides_supervision")


@cache
def sources() -> dict[str, Source]:
    """Sources by code."""
    return load(Source, "source", "sources")
