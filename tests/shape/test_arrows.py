"""The arrows that never exist: who must not import whom. import-linter sees to the order of the capabilities."""

import sys
from collections import defaultdict
from collections.abc import Callable

import pytest

from tests.shape.tree import Module, capabilities, modules

CAPABILITIES = frozenset(capabilities())
WEB = ("flask", "flask_babel", "flask_wtf", "wtforms")
PLAIN = (*sys.stdlib_module_names, "dateutil", "tracker.kernel")


def within(name: str, *packages: str) -> bool:
    """Whether a dotted name is one of these or lies in one of them."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def capability_of(name: str) -> str | None:
    """Whose room a module of the product is in; None outside the rooms."""
    top, unit, *_ = [*name.split("."), "", ""]
    return unit if top == "tracker" and unit in CAPABILITIES else None


def layer_of(name: str) -> str | None:
    """Which file of a capability: "views" of tracker.plans.views.show."""
    parts = name.split(".")
    return parts[2] if capability_of(name) and len(parts) > 2 else None


def knows_flask(module: Module, target: str) -> bool:
    may = layer_of(module.name) in {"views", "forms"} or within(module.name, "tracker.web", "tracker.app")
    return not may and within(target, *WEB)


def is_not_plain(module: Module, target: str) -> bool:
    plain = layer_of(module.name) in {"rules", "facts"} or within(module.name, "tracker.kernel")
    return plain and not within(target, *PLAIN)


def forms_read_tables(module: Module, target: str) -> bool:
    reads = layer_of(target) in {"models", "queries", "service"} or within(target, "sqlalchemy", "tracker.storage")
    return layer_of(module.name) == "forms" and reads


def views_read_tables(module: Module, target: str) -> bool:
    return layer_of(module.name) == "views" and (layer_of(target) == "models" or within(target, "sqlalchemy"))


def enters_anothers_room(module: Module, target: str) -> bool:
    own, other = capability_of(module.name), capability_of(target)
    private = layer_of(target) in {"models", "rules", "forms"}
    return own is not None and other is not None and own != other and private


Arrow = Callable[[Module, str], bool]

ARROWS: dict[str, Arrow] = {
    "only views, forms, web and app know Flask and WTForms": knows_flask,
    "rules, facts and the kernel stand on the standard library, the kernel and dateutil": is_not_plain,
    "forms read neither tables nor queries": forms_read_tables,
    "views know neither tables nor SQLAlchemy": views_read_tables,
    "no capability uses another's models, rules or forms": enters_anothers_room,
}


@pytest.mark.parametrize("arrow", ARROWS.values(), ids=ARROWS.keys())
def test_no_such_arrow(arrow: Arrow):
    found = [f"{module.name} → {target}" for module in modules() for target in module.imports if arrow(module, target)]
    assert found == []


@pytest.mark.parametrize(
    ("arrow", "name", "text"),
    [
        (knows_flask, "tracker.plans.service", "from flask import request"),
        (knows_flask, "workers.clock", "import flask_babel"),
        (is_not_plain, "tracker.plans.rules", "import sqlalchemy as sa"),
        (is_not_plain, "tracker.kernel.clocks", "from tracker.storage.base import Base"),
        (is_not_plain, "tracker.plans.facts", "from .models import Plan"),
        (forms_read_tables, "tracker.plans.forms", "from tracker.people import queries"),
        (views_read_tables, "tracker.plans.views", "def show():\n    from tracker.plans.models import Plan"),
        (enters_anothers_room, "tracker.plans.service", "from ..rounds import models"),
    ],
)
def test_an_arrow_is_seen_where_it_is(arrow: Arrow, name: str, text: str):
    module = Module(name, text)
    assert [arrow(module, target) for target in module.imports] == [True]


@pytest.mark.parametrize(
    ("arrow", "name", "text"),
    [
        (knows_flask, "tracker.plans.views", "from flask import request"),
        (knows_flask, "tracker.web.layout", "import flask"),
        (is_not_plain, "tracker.plans.rules", "from tracker.kernel.errors import RuleBroken"),
        (forms_read_tables, "tracker.plans.forms", "from tracker.web.forms import Form"),
        (views_read_tables, "tracker.plans.views", "from tracker.plans import queries"),
        (enters_anothers_room, "tracker.plans.service", "from tracker.plans import models"),
        (enters_anothers_room, "tracker.plans.handlers", "from tracker.rounds.facts import RoundClosed"),
    ],
)
def test_what_is_allowed_is_no_arrow(arrow: Arrow, name: str, text: str):
    module = Module(name, text)
    assert [arrow(module, target) for target in module.imports] == [False]


def unit_of(name: str) -> str | None:
    """The package a module belongs to, two levels deep; None for what is not ours."""
    parts = name.split(".")
    if parts[0] == "workers":
        return "workers"
    return ".".join(parts[:2]) if parts[0] == "tracker" and len(parts) > 1 else None


def edges() -> dict[str, set[str]]:
    """Which package imports which; handlers that hear facts are not counted."""
    found = defaultdict(set)
    for module in modules():
        own = unit_of(module.name)
        for target in module.imports:
            hears = layer_of(module.name) == "handlers" and layer_of(target) == "facts"
            other = unit_of(target)
            if own and other and own != other and not hears:
                found[own].add(other)
    return found


def test_no_two_packages_import_each_other():
    pairs = {(one, other) for one, others in edges().items() for other in others}
    mutual = {(one, other) for one, other in pairs if one < other and (other, one) in pairs}
    assert mutual == set()
