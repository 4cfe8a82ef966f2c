"""What `base.html` needs on every page: who, where, which language, what waits."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask import Flask, g, request, url_for
from flask_babel import gettext, lazy_gettext

from tracker.kernel.permissions import Role
from tracker.storage.clock import read_target
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.language import LANGUAGES, language, moment
from tracker.web.rhythm import often

Late = Callable[[UnitOfWork], bool]

_NAV = [
    ("home.front_page", lazy_gettext("Front page"), None),
    ("plans.show", lazy_gettext("The plan"), frozenset({Role.L, Role.HR, Role.TM, Role.MED})),
    ("dialogues.index", lazy_gettext("Dialogue"), frozenset({Role.L, Role.TM})),
    ("rounds.index", lazy_gettext("Leadership groups"), frozenset({Role.L, Role.HR, Role.TM})),
    ("followups.mine", lazy_gettext("Follow-ups"), frozenset({Role.L, Role.HR, Role.TM})),
    ("escalations.index", lazy_gettext("Escalations"), frozenset({Role.L, Role.HR, Role.TM})),
    ("warnings.index", lazy_gettext("Support"), frozenset({Role.L, Role.HR})),
    ("progress.show", lazy_gettext("Progress"), frozenset({Role.L, Role.HR, Role.TM, Role.MED})),
    ("people.settings", lazy_gettext("Settings"), frozenset({Role.HR})),
    ("access.accounts", lazy_gettext("Accounts"), frozenset({Role.SA})),
    ("home.health_page", lazy_gettext("Health"), frozenset({Role.SA})),
]


_WITHIN = {"seminars": "plans", "preparedness": "warnings", "supervision": "rounds"}
"""capabilities whose pages stand under another's entry"""
_ONE_PAGE_EACH = ("home", "people", "access")
_ROLES = {
    Role.TM: lazy_gettext("Top management"),
    Role.HR: lazy_gettext("HR"),
    Role.L: lazy_gettext("Leader"),
    Role.MED: lazy_gettext("Representative"),
    Role.SA: lazy_gettext("Administrator"),
}


def install(app: Flask, *, late: Late, demo: bool, organisation: Callable[[], str]) -> None:
    """Give every page its frame. `late` is handed in by the app: `web` is below it."""
    app.jinja_env.filters["often"] = often
    app.jinja_env.globals["new_once"] = lambda: str(uuid4())

    @app.context_processor
    def frame() -> dict[str, Any]:
        me = g.get("me")
        common = {"lang": language(), "languages": _languages(), "organisation": organisation()}
        common["accessibility_href"] = url_for("home.accessibility")
        if me is None:
            return common | {"me": None, "nav": [], "demo": _demo() if demo else None}
        return common | {
            "me": me.person,
            "hat": me.hat,
            "hats": _hats(me.hats, me.hat) if len(me.hats) > 1 else [],
            "hat_href": url_for("access.wear"),
            "nav": _navigation(app, me.actor.roles),
            "unread": me.unread,
            "late": _is_told(me.actor.roles) and _ask(late),
            "health_href": url_for("home.health_page") if Role.SA in me.actor.roles else None,
            "inbox_href": url_for("notifications.inbox"),
            "my_href": url_for("notifications.preferences"),
            "signout_href": url_for("access.sign_out"),
            "demo": _demo() if demo else None,
        }


def _hats(hats: dict[str, frozenset[Role]], worn: str) -> list[dict[str, Any]]:
    """What somebody may act as, one at a time."""
    return [
        {"code": hat, "active": hat == worn, "label": " · ".join(str(_ROLES[role]) for role in _ROLES if role in roles)}
        for hat, roles in hats.items()
    ]


def _languages() -> list[dict[str, Any]]:
    here = request.args.to_dict(flat=True)
    query = "&".join(f"{key}={value}" for key, value in here.items() if key == "page")
    return [
        {
            "href": f"?lang={code}" + (f"&{query}" if query else ""),
            "label": label,
            "code": code,
            "active": code == language(),
        }
        for code, label in LANGUAGES.items()
    ]


def _navigation(app: Flask, roles: frozenset[Role]) -> list[dict[str, Any]]:
    here = request.endpoint or ""
    section = _WITHIN.get(here.split(".")[0], here.split(".")[0])
    return [
        {"href": url_for(endpoint, part=None), "label": label, "active": _is_active(endpoint, here, section)}
        for endpoint, label, needed in _NAV
        if endpoint in app.view_functions and (needed is None or needed & roles)
    ]


def _is_active(endpoint: str, here: str, section: str) -> bool:
    """A capability's every page belongs to its entry; the front page, health and settings are one page each."""
    return (
        endpoint == here if section in ("home", "people", "access") else endpoint.split(".", maxsplit=1)[0] == section
    )


def _is_told(roles: frozenset[Role]) -> bool:
    """Everybody on the front page, and whoever can do something about it everywhere, that what is due is late."""
    here = request.endpoint or ""
    return here == "home.front_page" or (bool(roles & {Role.SA, Role.HR}) and here != "home.health_page")


def _ask(late: Late) -> bool:
    uow = g.get("uow")
    return uow is not None and uow.is_open and late(uow)


def _demo() -> dict[str, Any] | None:
    uow = g.get("uow")
    if uow is None:
        return None
    return {
        "now_text": moment(uow.now, uow.zone),
        "moving": uow.is_open and read_target(uow.session) is not None,
        "href": url_for("home.move_time"),
        "mailbox_href": url_for("notifications.mailbox"),
        "personas_href": url_for("access.personas"),
        "steps": [
            {"value": "next", "label": gettext("Next event")},
            {"value": "day", "label": gettext("One day")},
            {"value": "week", "label": gettext("One week")},
            {"value": "month", "label": gettext("One month")},
        ],
    }


def organisation_name(fetch: Callable[[], str]) -> Callable[[], str]:
    """The organisation's name, read once: it changes with a restart."""
    kept: list[str] = []

    def name() -> str:
        if not kept and (found := fetch()):
            kept.append(found)
        return kept[0] if kept else ""

    return name
