"""What the plan's pages share."""

from typing import Any

from flask import Blueprint, current_app, g, request, url_for
from flask_babel import gettext
from wtforms import SelectChoice

from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans import files, queries
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import choices
from tracker.web.language import language, order

ROOM_FOR_WORDS = 2 * 1024 * 1024
"""bytes of a form besides its file, and of a file that is told to be too large"""
WHOLE = ("/dele", "/aabning", "/aabning/luk")
"""what is about all plans, or about the organisation's own alone"""


class PlanPages(Blueprint):
    """Each page about the plan as a whole stands at two addresses: the organisation's plan, and a part's own."""

    def add_url_rule(self, rule: str, *said: Any, **more: Any) -> None:
        """A page about one thing knows by it which plan it is in, and needs one address only."""
        super().add_url_rule(rule, *said, **more)
        if (rule not in WHOLE and "<uuid:id>" not in rule) or rule.startswith(("/eskalering/", "/droeftelse/")):
            super().add_url_rule(f"/lokal/<uuid:part>{rule}", *said, **more)


bp = PlanPages("plans", __name__, url_prefix="/plan")
STEPS = ("prioritise", "qualify", "publish")


@bp.url_value_preprocessor
def enter(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Which part's plan the address is about, for the unit of work; where files come, there is room for them."""
    g.scope = {queries.PART: (values or {}).pop("part", None)}
    if endpoint in ("plans.add_input", "plans.attach"):
        request.max_content_length = files.LARGEST + ROOM_FOR_WORDS


@bp.url_defaults
def stay(endpoint: str, values: dict[str, Any]) -> None:
    """A link from a part's plan leads within it, unless it says otherwise."""
    session = g.uow.session if "uow" in g else None
    found = session.info.get(queries.PART) if session else None
    if found and current_app.url_map.is_endpoint_expecting(endpoint, "part"):
        values.setdefault("part", found)


def everyone(uow: UnitOfWork) -> list[SelectChoice]:
    """All people who are here today, to choose from."""
    here = sorted(people.employed(uow.session, uow.today), key=lambda one: order(one.name))
    return choices(*((str(one.id), f"{one.name}, {one.title}") for one in here))


def columns() -> list[dict[str, str]]:
    """The card's columns, in the reader's language."""
    return [
        {"code": item.code, "name": item.title.in_(language()), "hint": item.help.in_(language())}
        for item in knowledge.guide("plan-card-columns").items
    ]


def rows() -> list[dict[str, str]]:
    """The card's rows, in the reader's language."""
    return [
        {"code": item.code, "name": item.title.in_(language()), "hint": item.help.in_(language())}
        for item in knowledge.guide("plan-card-rows").items
    ]


def level_names() -> dict[str, str]:
    """The five levels, in the reader's language."""
    return {item.code: item.title.in_(language()) for item in knowledge.guide("levels").items}


def steps(current: str, allowed: queries.Rights, *, at: str | None = None) -> list[dict[str, Any]]:
    """The three steps of making a plan; who makes it can press them. `at` is the page's own step."""
    names = {"prioritise": gettext("Prioritise"), "qualify": gettext("Qualify"), "publish": gettext("Publish")}
    links = {
        "prioritise": url_for("plans.themes"),
        "qualify": url_for("plans.show", _anchor="kvalificer"),
        "publish": url_for("plans.publish"),
    }
    reached = STEPS.index(current) if current in STEPS else len(STEPS)
    return [
        {
            "label": names[step],
            "href": links[step] if allowed.sees_draft else None,
            "state": "current" if step == (at or current) else "done" if position < reached else "todo",
        }
        for position, step in enumerate(STEPS)
    ]


def title_of(titles: dict[str, str]) -> tuple[str, str]:
    """A published theme's title and the language it is in: the reader's where there is one."""
    lang = language()
    return (titles[lang], lang) if lang in titles else next((text, code) for code, text in titles.items())
