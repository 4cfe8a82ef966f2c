"""The built-in texts are whole: every code there, both languages, every reference leading somewhere."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Protocol

import pytest

import tracker.knowledge
from tracker.knowledge import queries
from tracker.knowledge.catalogue import COLUMNS, LEVELS, ROLES, SIGN_KINDS, Text, Theme


class Coded(Protocol):
    """Whatever is known by a code."""

    @property
    def code(self) -> str: ...


CODES = [f"{n}A" for n in range(1, 7)] + [f"{n}B" for n in range(1, 12)] + [f"{n}C" for n in range(1, 9)]
COLLECTIONS: dict[str, tuple[Coded, ...]] = {
    "statements": queries.statements(),
    "statement groups": queries.statement_groups(),
    "roles": queries.roles(),
    "themes": queries.themes(),
    "factors": queries.factors(),
    "interventions": queries.interventions(),
    "signs": queries.signs(),
    "prompts": queries.prompts(),
    "guides": queries.guides(),
    "sources": queries.sources(),
}
GUIDES = {
    "interview": ["goals", "environment", "together"],
    "continua": ["psychological", "emotional", "social"],
    "round-steps": ["prepare", "dialogue", "agreements"],
    "round-invitation": ["why", "how", "afterwards"],
    "assessment": ["succeeds", "matters"],
    "card-fields": ["field-1", "field-2", "field-3", "field-4"],
    "statement-questions": ["meaning", "place", "rightwards"],
    "agenda": ["opening", "goals", "card", "choose", "depth", "agree", "onwards"],
    "plan-steps": ["prioritise", "qualify", "publish"],
    "qualify-methods": ["brainstorm", "expert", "desk-research", "focus-group", "existing-offers"],
    "plan-card-columns": list(COLUMNS),
    "plan-card-rows": ["high", "low", "offers"],
    "plan-contents": ["worries", "early-warnings", "special-support", "new-leaders"],
    "plan-talk": ["use", "each-other", "missing"],
    "levels": list(LEVELS),
    "support-options": ["hr-talk", "leader-talk", "coach", "mentor", "supervision", "relief", "amo", "psychologist"],
    "noticing": ["time", "describe", "listen", "ask", "return"],
    "supervision-steps": [
        *("arrive", "choose", "tell", "questions", "own-ideas", "advice", "take-along", "look-back"),
    ],
    "supervision-conditions": ["promotes", "hinders"],
    "supervision-background": ["work-group", "cohesion", "mentalisation"],
    "preparedness": ["ahead", "who", "call-for", "when"],
    "loads": [
        "reorganisation",
        "budget",
        "press",
        "move",
        "election",
        "inspection",
        "season",
        "vacancies",
        "system",
        "own",
    ],
}


def texts(thing: object) -> Iterator[Text]:
    """Every Text inside a value, however deep."""
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from texts(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))


def test_the_25_statements_stand_in_order_under_their_groups() -> None:
    assert [each.code for each in queries.statements()] == CODES
    assert [each.group for each in queries.statements()] == [code[-1] for code in CODES]
    assert [group.title.da for group in queries.statement_groups()] == ["Forudsætninger", "Processer", "Resultater"]


@pytest.mark.parametrize("code", ["5B", "6B", "7B"])
def test_a_statement_that_is_easily_turned_round_says_which_end_is_which(code: str) -> None:
    hint = queries.statement(code).hint
    assert hint is not None
    assert "H" in hint.da
    assert "H" in hint.en


@pytest.mark.parametrize("name", COLLECTIONS)
def test_everything_has_both_languages_without_stray_blanks(name: str) -> None:
    found = list(texts(COLLECTIONS[name]))
    assert [text for text in found if not (text.da and text.en)] == []
    assert [text for text in found if text.da != " ".join(text.da.split()) or text.en != text.en.strip()] == []


@pytest.mark.parametrize("name", COLLECTIONS)
def test_no_code_stands_twice(name: str) -> None:
    codes = [each.code for each in COLLECTIONS[name]]
    assert sorted(set(codes)) == sorted(codes)


def test_no_sentence_is_used_for_two_things() -> None:
    for kind in (queries.statements(), queries.themes(), queries.interventions(), queries.factors()):
        wordings = [getattr(each, "what", None) or getattr(each, "sentence", None) for each in kind]
        assert len(set(wordings)) == len(wordings)


def test_five_roles_have_a_general_duty_and_one_for_each_tool() -> None:
    assert tuple(each.code for each in queries.roles()) == ROLES
    cells = [
        cell
        for role in ROLES
        for duties in [queries.role_duties(role)]
        for cell in (duties.general, duties.tool1, duties.tool2, duties.tool3)
    ]
    assert len(set(cells)) == 20


def test_the_catalogue_is_large_enough_to_choose_from() -> None:
    counts = queries.counts()
    assert counts == {"themes": 42, "interventions": 40, "factors": 12, "signs": 30}
    assert [each.kind for each in queries.factors()] == ["risk"] * 6 + ["resource"] * 6
    assert len(queries.prompts()) == 8


def test_the_four_dominant_themes_come_first_and_then_cross_pressure() -> None:
    first = [(each.code, each.kind) for each in queries.themes()[:6]]
    assert first == [
        ("influence-autonomy", "dominant"),
        ("collegial-support", "dominant"),
        ("psychological-safety", "dominant"),
        ("restitution", "dominant"),
        ("cross-pressure", "frame"),
        ("workload", "further"),
    ]


def test_every_level_has_measures_and_every_kind_its_signs() -> None:
    assert min(len(queries.interventions(level)) for level in LEVELS) >= 4
    assert [len(queries.signs(kind)) for kind in SIGN_KINDS] == [9, 5, 8, 8]
    assert {each.level for each in queries.interventions()} == set(LEVELS)
    assert {each.kind for each in queries.signs()} == set(SIGN_KINDS)


@pytest.mark.parametrize("theme", queries.themes(), ids=lambda each: each.code)
def test_what_a_theme_refers_to_exists(theme: Theme) -> None:
    assert all(queries.factor(code) for code in theme.factors)
    assert all(queries.statement(code) for code in theme.statements)
    assert all(queries.source(code) for code in theme.sources)
    assert set(theme.columns) <= set(COLUMNS)
    assert () not in (theme.factors, theme.statements, theme.columns)


@pytest.mark.parametrize("theme", queries.themes(), ids=lambda each: each.code)
def test_no_theme_is_left_to_the_individual_alone(theme: Theme) -> None:
    assert len(queries.theme_levels(theme.code)) >= 2
    assert len(set(theme.interventions)) == len(theme.interventions) >= 3


@pytest.mark.parametrize("theme", queries.themes(), ids=lambda each: each.code)
def test_a_theme_and_its_measures_share_a_factor(theme: Theme) -> None:
    strangers = [
        code for code in theme.interventions if not set(queries.intervention(code).factors) & set(theme.factors)
    ]
    assert strangers == []


def test_what_measures_factors_prompts_and_sources_refer_to_exists() -> None:
    measures, factors = queries.interventions(), queries.factors()
    assert all(queries.factor(code) for each in measures for code in each.factors)
    assert all(queries.source(code) for each in measures for code in each.sources)
    assert all(queries.source(code) for each in factors for code in each.sources)
    assert all(queries.theme(code) for each in queries.prompts() for code in each.themes)
    assert all(queries.source(each.via).about for each in queries.sources() if each.via)
    assert () not in [each.factors for each in measures] + [each.themes for each in queries.prompts()]


def test_every_statement_and_every_measure_is_reached_from_some_theme() -> None:
    themes = queries.themes()
    assert {code for each in themes for code in each.statements} >= set(CODES)
    assert {code for each in themes for code in each.interventions} == {each.code for each in queries.interventions()}


def test_the_review_says_how_far_it_reaches() -> None:
    about = queries.source("review").about
    assert about is not None
    assert [word for word in ("22", "førstelinjeledere", "sundhedsvæsenet") if word not in about.da] == []
    assert [word for word in ("22", "first-line leaders", "health care") if word not in about.en] == []


def test_every_study_was_looked_up() -> None:
    assert [each.code for each in queries.sources() if each.via in ("review", "talk") and not each.title] == []


def test_a_citation_is_written_in_the_readers_language() -> None:
    source = queries.source("keith-2021")
    assert (source.cited("da"), source.cited("en")) == ("Keith m.fl. (2021)", "Keith et al. (2021)")


def test_the_guides_are_there_with_their_entries() -> None:
    assert {each.code: [item.code for item in each.items] for each in queries.guides()} == GUIDES


def test_the_meeting_takes_two_hours_and_its_steps_agree() -> None:
    steps = queries.guide("round-steps")
    assert queries.guide("agenda").minutes == 120
    assert [item.minutes for item in steps.items] == [30, 100, 20]


def test_every_field_of_the_card_asks_two_questions() -> None:
    assert [len(item.questions) for item in queries.guide("card-fields").items] == [2, 2, 2, 2]
    assert queries.guide("card-fields").item("field-2").title == Text("Hold fast", "Hold on")


def test_danish_is_what_one_gets_unless_english_is_asked_for() -> None:
    text = Text("ja", "yes")
    assert [text.in_(language) for language in ("da", "en", "en_GB", "sv")] == ["ja", "yes", "yes", "ja"]


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        queries.statement("9C")


def test_the_texts_need_nothing_but_the_standard_library() -> None:
    root = Path(tracker.knowledge.__file__).parent
    allowed = sys.stdlib_module_names | {"tracker"}
    for path in root.glob("*.py"):
        if path.name in ("views.py", "forms.py", "models.py", "own.py"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        names += [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
        assert {name.split(".")[0] for name in names} <= allowed
