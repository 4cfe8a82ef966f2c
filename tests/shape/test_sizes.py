"""How long functions and files are. The maxima bind; medians and p90 are only said: no code is bent to a number."""

import ast
from collections.abc import Callable, Iterable
from statistics import median, quantiles

from tests.shape.tree import Module, modules

LONGEST_FUNCTION = 40
LONGEST_FILE = 300

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: Module) -> list[Function]:
    return [node for node in ast.walk(module.syntax) if isinstance(node, Function)]


def lines_of(function: Function) -> int:
    """From `def` to the end, docstring included, decorators not."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_data(module: Module) -> bool:
    """A file that decides nothing is data, and as long as its data is."""
    return not functions(module)


def summary(what: str, lengths: Iterable[int]) -> str:
    counted = [*lengths]
    if len(counted) < 2:
        return f"{what}: {counted}"
    p90 = quantiles(counted, n=10)[-1]
    return f"{what}: {len(counted)}, lines median {median(counted):.0f}, p90 {p90:.0f}, longest {max(counted)}"


def test_no_function_is_too_long(say_at_end: Callable[[str], None]):
    lengths = {f"{module.name}.{node.name}": lines_of(node) for module in modules() for node in functions(module)}
    say_at_end(summary("functions", lengths.values()))
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_file_is_too_long(say_at_end: Callable[[str], None]):
    lengths = {module.name: len(module.text.splitlines()) for module in modules() if not is_data(module)}
    say_at_end(summary("files", lengths.values()))
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_tests_are_counted_too(say_at_end: Callable[[str], None]):
    tests = [node for module in modules("tests") for node in functions(module) if node.name.startswith("test_")]
    say_at_end(summary("tests", map(lines_of, tests)))
    assert tests
