"""The source as the tests about its shape read it: modules, and what each imports directly."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("tracker", "workers")


@dataclass(frozen=True)
class Module:
    """One file of Python: its dotted name and its text."""

    name: str
    text: str
    is_package: bool = False

    @cached_property
    def syntax(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("."))

    @property
    def imports(self) -> list[str]:
        """Full names of what is imported anywhere in the file; `from a import b` is a.b."""
        return [name for node in ast.walk(self.syntax) for name in self._names(node)]

    def _names(self, node: ast.AST) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            source = self._source(node)
            return [f"{source}.{alias.name}" for alias in node.names]
        return []

    def _source(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        above = self.parts[: len(self.parts) - node.level + self.is_package]
        return ".".join((*above, node.module) if node.module else above)


def modules(*packages: str, root: Path = ROOT) -> Iterator[Module]:
    """Every module of some packages (all of ours, where none is named)."""
    for package in packages or PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            yield Module(".".join(parts[:-1] if is_package else parts), path.read_text(encoding="utf-8"), is_package)


def capabilities() -> list[str]:
    """The capabilities from low to high, as pyproject.toml orders them for import-linter."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["id"] == "downward"]
    names = [layer.strip("()") for layer in reversed(layers)]
    return [name for name in names if name not in {"app", "web", "storage", "kernel"}]


def tracked_files() -> list[Path]:
    """Every file that is committed here, as a path from the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
