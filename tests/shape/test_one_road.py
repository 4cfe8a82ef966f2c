"""One place commits, one place sends."""

import ast

import pytest

from tests.shape.tree import Module, modules

SENDING = {"send", "send_with_options"}


def calls(module: Module, names: set[str]) -> list[str]:
    """Where a module calls a function or method of one of these names."""
    found = [node for node in ast.walk(module.syntax) if isinstance(node, ast.Call) and called(node) in names]
    return [f"{module.name}:{node.lineno} {called(node)}" for node in found]


def called(call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else None


def test_only_the_unit_of_work_commits():
    others = [module for module in modules() if module.name != "tracker.storage.unit_of_work"]
    assert [place for module in others for place in calls(module, {"commit"})] == []


def test_only_the_relay_sends():
    # In the workers alone: the product knows no queue (import-linter), and what it sends is mail.
    others = [module for module in modules("workers") if module.name != "workers.relay"]
    assert [place for module in others for place in calls(module, SENDING)] == []


def test_only_what_the_relay_is_handed_reaches_the_broker():
    others = [module for module in modules() if module.name not in {"workers.relay", "workers.actors"}]
    assert [place for module in others for place in calls(module, {"enqueue"})] == []


@pytest.mark.parametrize("text", ["react.send(1)", "react.send_with_options(args=(1,))", "send(message)"])
def test_a_sender_is_seen(text: str):
    [place] = calls(Module("workers.clock", text), SENDING)
    assert place.startswith("workers.clock:1 ")
