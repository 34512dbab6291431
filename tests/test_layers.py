"""The order of the stages, read from the syntax trees: imports go one way only, modules stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator

PACKAGE = Path(generator.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "site_templates" not in path.parts)
# A module may import what stands left of its stage, and its own stage. A new module at the top is named here.
ORDER = (
    "problems", "model", "kinds", "markdown", "lock", "releases.model", "load", "releases.store", "explain", "parse",
    "grades", "catalog", "link", "releases", "derive", "routes", "rules", "pipeline", "resources", "render", "publish", "cli", "__main__",
)  # fmt: skip
COMMANDS = frozenset({"publish", "cli", "__main__"})
RANK = {stage: rank for rank, stage in enumerate(ORDER)}
MOST_LINES = 400


def stage(module: str) -> str:
    """Give the stage of a module name such as ``generator.rules.dates``: the longest that ``ORDER`` names."""
    parts = module.split(".")[1:]
    both = ".".join(parts[:2])
    return both if both in RANK else parts[0] if parts else "__init__"


def name(path: Path) -> str:
    """Give the module name of a file."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """List the modules of this package that a syntax tree imports, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("generator."))
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "generator.(relative import)"
        elif isinstance(node, ast.ImportFrom) and node.module == "generator":
            yield from ((node.lineno, f"generator.{alias.name}") for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
            yield node.lineno, str(node.module)


@pytest.mark.parametrize("path", [pytest.param(path, id=name(path)) for path in MODULES])
def test_imports_go_one_way(path: Path) -> None:
    own = stage(name(path))
    if own == "__init__":
        assert list(imports(ast.parse(path.read_text(encoding="utf-8")))) == []
        return
    assert own in RANK, f"name the stage {own} in ORDER"
    wrong = [
        f"{path}:{line}: {module}"
        for line, module in imports(ast.parse(path.read_text(encoding="utf-8")))
        if RANK.get(stage(module), len(ORDER)) > RANK[own]
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [pytest.param(path, id=name(path)) for path in MODULES])
def test_modules_are_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert ast.get_docstring(ast.parse(text))


def test_no_stage_of_records_prints_or_exits() -> None:
    wrong = []
    for path in MODULES:
        if stage(name(path)) in COMMANDS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in {"print", "exit", "quit"}:
                wrong.append(f"{path}:{called.lineno}: {called.id}")
            if isinstance(called, ast.Attribute) and called.attr in {"exit", "echo"}:
                wrong.append(f"{path}:{called.lineno}: {called.attr}")
    assert wrong == []


def test_no_stage_of_records_asks_the_clock() -> None:
    wrong = [
        f"{path}:{node.lineno}: {node.attr}"
        for path in MODULES
        if stage(name(path)) not in COMMANDS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "time_ns"}
    ]
    assert wrong == []
