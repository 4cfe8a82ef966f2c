"""P7: the second of two who save the same thing is told, sees both texts, and chooses; nothing is lost."""

import inspect
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.dialogues import acting as dialogues
from tests.escalations.sending import acknowledge, no_longer, sent
from tests.followups.test_service import scheduled
from tests.plans import plan_year as year
from tests.preparedness.expecting import expected
from tests.rounds import acting as rounds
from tests.seminars import acting as seminars
from tests.worlds import Browser, World
from tracker.plans.models import PlanTalk
from tracker.storage.base import Base
from tracker.web.forms import VersionForm

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FIRST, SECOND = "Det første, der blev gemt.", "Det andet, der ikke må forsvinde."
Opened = tuple[str, str, dict[str, object], dict[str, object]]
"""the page, the form's address, and what the first and the second write in it"""


def _words(page: str, action: str, field: str, **both: object) -> Opened:
    return page, action, both | {field: FIRST}, both | {field: SECOND}


def frame(world: World) -> Opened:
    year.start(world)
    return _words("/plan/ret", "/plan/ret", "purpose")


def answers(world: World) -> Opened:
    year.start(world)
    return _words("/plan/svar", "/plan/svar", "worries")


def roadmap_template(world: World) -> Opened:
    browser = world.client("hr")
    browser.get("/plan/koereplan")
    browser.submit("/plan/koereplan")
    return _words("/plan/koereplan", "/plan/koereplan", "name-seminar")


def seminar(world: World) -> Opened:
    page = f"/seminar/{seminars.planned(world)}/ret"
    return page, "/ret", {"opens": "10.02.2026"}, {"opens": "11.02.2026"}


def _chosen_theme(world: World) -> str:
    year.start(world)
    theme = year.propose(world.client("hr"), "Sparring")
    year.choose(world.client("hr"), theme)
    return theme


def description(world: World) -> Opened:
    return _words(f"{_chosen_theme(world)}/beskriv", "/beskriv", "description")


def assessment(world: World) -> Opened:
    year.start(world)
    theme = year.propose(world.client("hr"), "Sparring")
    return _words(f"{theme}/vurder", "/vurder", "reason", importance="L", success="L")


def decision(world: World) -> Opened:
    year.start(world)
    browser = world.client("hr")
    theme = year.propose(browser, "Sparring")
    browser.get(f"{theme}/vurder")
    browser.submit("/vurder", importance="H", success="L")
    return _words(f"{theme}/valg", "/valg", "reason", goes_on="no")


def placement(world: World) -> Opened:
    theme, browser = _chosen_theme(world), world.client("hr")
    browser.get("/plan/kort")
    browser.submit("/plan/kort", theme=theme.split("/")[-1], column="LE", row="low", low="Sammen")
    browser.go("/plan/kort/")
    return _words(browser.path, browser.path, "low")


def offer(world: World) -> Opened:
    year.start(world)
    browser = world.client("hr")
    browser.get("/plan/tilbud/ny")
    browser.submit("/tilbud/ny", title="Mentor", what="En at tale med", contact="HR", columns="LE")
    browser.get("/plan/kort")
    browser.go("/plan/tilbud/")
    while browser.path.endswith("/ny"):
        link = next(a for a in browser.page.select("a[href*='/plan/tilbud/']") if not str(a["href"]).endswith("/ny"))
        browser.get(str(link["href"]))
    return _words(browser.path, browser.path, "what")


def action(world: World) -> Opened:
    theme, browser = _chosen_theme(world), world.client("hr")
    year.qualify(world, browser, theme)
    browser.get(theme)
    browser.go("/plan/handling/")
    return _words(browser.path, browser.path, "what")


def talk(world: World) -> Opened:
    year.published(world)
    page = f"/plan/droeftelse/{world.group}"
    return _words(page, page, "words", talked_on="03.02.2026")


def plan_of_a_round(world: World) -> Opened:
    page = f"/runder/{rounds.plan(world)}/ret"
    return page, page, {"time": "10.00"}, {"time": "15.30"}


def _card(world: World) -> str:
    held = rounds.plan(world)
    for who in ("head", "ann", "bo"):
        rounds.answer(world, held, who)
    rounds.close(world, held)
    return f"/runder/{held}"


def choice(world: World) -> Opened:
    at = _card(world)
    return f"{at}/valg", "/valg", {"statements": ["1A"]}, {"statements": ["2A"]}


def chosen(world: World) -> Opened:
    at, leader = _card(world), world.client("head")
    leader.get(f"{at}/valg")
    leader.submit("/valg", statements=["1A"])
    return _words(f"{at}/valg/1A", "/valg/1A", "meaning")


def followup_answered(world: World) -> Opened:
    page = f"/opfolgninger/{scheduled(world, cadence='weekly')}"
    return _words(page, "/svar", "learned", outcome="partly")


def followup_moved(world: World) -> Opened:
    page = f"/opfolgninger/{scheduled(world)}"
    return _words(page, "/flyt", "why", to_day="02.03.2026")


def agreement_of_two(world: World) -> Opened:
    page = f"/dialog/aftale/{dialogues.talked(world)['agreement']}"
    return _words(page, page, "text")


def load(world: World) -> Opened:
    page = f"/beredskab/{expected(world, 'hr', unit='root', seer_id=world.ids['head'])}/ret"
    return _words(page, "/ret", "words")


WHO: dict[Callable[[World], Opened], tuple[str, str]] = {
    talk: ("head", "head"),
    plan_of_a_round: ("head", "head"),
    choice: ("head", "head"),
    chosen: ("head", "head"),
    followup_answered: ("ann", "head"),
    followup_moved: ("head", "ann"),
    agreement_of_two: ("ann", "head"),
}
KINDS: list[Callable[[World], Opened]] = [
    frame,
    roadmap_template,
    seminar,
    answers,
    description,
    assessment,
    decision,
    placement,
    offer,
    action,
    talk,
    plan_of_a_round,
    choice,
    chosen,
    followup_answered,
    followup_moved,
    agreement_of_two,
    load,
]


def race(world: World, kind: Callable[[World], Opened], *, language: str | None = None) -> tuple[Browser, str, Opened]:
    """Two have the page open; the first saves, then the second. Returns the second's browser."""
    page, form, first, second = opened = kind(world)
    one, two = WHO.get(kind, ("hr", "hr2"))
    early, late = world.client(one), world.client(two, language=language)
    for browser in (early, late):
        browser.get(page)
    early.submit(form, **first)
    assert early.status == 200, early.text[:500]
    late.submit(form, **second)
    return late, form, opened


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what differs between databases is tried below
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_second_sees_both_and_loses_nothing(world: World, kind: Callable[[World], Opened]) -> None:
    late, form, (_, _, first, _) = race(world, kind)
    assert late.status == 409
    assert late.page.h1 is not None
    assert late.page.h1.text == "En anden kom først"
    if FIRST in first.values():
        assert FIRST in late.text
        kept, _ = late.fields(form)
        assert SECOND in kept.values()
    assert "Gemt af" in late.text
    late.submit(form)
    assert late.status in (200, 422), "what I wrote goes in at the version I have seen, or a rule says why not"


def test_what_i_wrote_is_saved_when_i_say_so(world: World) -> None:
    late, form, _ = race(world, description)
    late.submit(form)
    assert late.status == 200
    assert SECOND in late.text
    assert FIRST not in late.text


def test_what_stands_there_stays_when_i_say_so(world: World) -> None:
    late, _, _ = race(world, description)
    late.follow("Behold det, der står")
    kept, _ = late.fields("/beskriv")
    assert kept["description"] == FIRST


def test_a_third_who_saved_meanwhile_is_seen_too(world: World) -> None:
    late, form, (page, *_) = race(world, description)
    third = world.client("tm")
    third.get(page.removesuffix("/beskriv"))
    again = world.client("hr")
    again.get(page)
    again.submit("/beskriv", description="Og så en tredje.")
    late.submit(form)
    assert late.status == 409
    assert "Og så en tredje." in late.text
    assert SECOND in late.fields(form)[0].values()


def test_the_page_speaks_english_too(world: World) -> None:
    late, _, _ = race(world, frame, language="en")
    assert "Somebody else was here first" in late.text
    assert "Save what I wrote" in late.text


def test_a_button_pressed_late_says_so_and_leads_to_the_page(world: World) -> None:
    number = sent(world)
    late = world.client("hr2")
    late.get(f"/eskaleringer/{number}")
    acknowledge(world, "hr", number)
    late.submit("/kvitter")
    assert late.status == 409
    late.go(f"/eskaleringer/{number}")
    assert late.status == 200


def test_whoever_lost_access_meanwhile_keeps_their_own_words_and_sees_no_others(world: World) -> None:
    """P11: the role ended between the two presses of the button; the first answer is 404 as for anybody else."""
    year.start(world)
    early, late = world.client("tm"), world.client("hr2")
    for browser in (early, late):
        browser.get("/plan/ret")
    early.submit("/plan/ret", purpose=FIRST)
    no_longer(world, "hr2", date(2026, 2, 2))
    late.submit("/plan/ret", purpose=SECOND)
    assert late.status == 404
    assert FIRST not in late.text


def test_a_row_tells_which_person_changed_it_last_and_when(world: World) -> None:
    year.published(world)
    page = f"/plan/droeftelse/{world.group}"
    leader = world.client("head")
    leader.get(page)
    leader.submit(page, talked_on="03.02.2026", words="Vi talte.")
    with world.reading() as uow:
        row = uow.session.scalars(select(PlanTalk).where(PlanTalk.group_id == world.group)).one()
        assert (row.changed_by, row.changed_at is not None) == (world.ids["head"], True)


TWO_CAN_EDIT = {
    "agreement and its place": {"rounds_agreement", "rounds_placement", "rounds_chosen"},
    "a round and one's own answers": {"rounds_round", "rounds_answer"},
    "plan": {"plan", "plan_theme", "plan_placement", "plan_offer", "plan_action", "plan_talk"},
    "what two agreed, and one's own": {
        "dialogue",
        "dialogue_topic",
        "dialogue_agreement",
        "dialogue_note",
        "dialogue_promise",
    },
    "what is asked and answered": {"followup", "escalation", "early_warning", "warning_rule"},
    "what lies ahead": {"expected_load"},
    "collegial supervision": {"supervision_frame", "supervision_method", "supervision_session"},
    "the organisation": {"organisation"},
}


def test_what_two_can_edit_has_a_version() -> None:
    tables = {
        name for name, table in Base.metadata.tables.items() if {"version", "changed_by"} <= set(table.columns.keys())
    }
    assert set().union(*TWO_CAN_EDIT.values()) <= tables


def _views(world: World) -> list[tuple[str, Callable[..., object]]]:
    return [
        (rule.endpoint, world.app.view_functions[rule.endpoint])
        for rule in world.app.url_map.iter_rules()
        if rule.methods and "POST" in rule.methods
    ]


def _version_forms(view: Callable[..., object]) -> list[type[VersionForm]]:
    """The forms with a version, and something to write, that a view's own lines name."""
    inner = inspect.unwrap(view)
    named = re.findall(r"\b\w+Form\b", inspect.getsource(inner))
    found = [getattr(inspect.getmodule(inner), name, None) for name in named]
    return [one for one in found if isinstance(one, type) and issubclass(one, VersionForm) and one is not VersionForm]


SHOWN_OTHERWISE = {"rounds.move", "people.set_hours"}
"""the card shows itself again, with where the statement stands now; one's own hours are nobody else's to edit"""


def test_whoever_writes_something_two_can_edit_is_shown_both(world: World) -> None:
    lacking = {
        endpoint
        for endpoint, view in _views(world)
        if _version_forms(view) and not hasattr(view, "stands") and endpoint not in SHOWN_OTHERWISE
    }
    assert lacking == set()


WITHOUT_A_SESSION = {Path("notifications/stop.html")}
"""pressed from a letter by who is not signed in: pressing again changes nothing"""


def test_every_form_carries_its_idempotency_key() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if path.relative_to(TEMPLATES) in WITHOUT_A_SESSION:
            continue
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
            assert 'name="once"' in form, path
