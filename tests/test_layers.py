"""The order of the stages, read from syntax trees: imports go one way only, modules stay small, few use clock, environment or output."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator

PACKAGE = Path(generator.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "site_templates" not in path.parts)
# A module may import its own stage and those before it in this list; the package's docstring gives the same order.
ORDER = (
    "garbage", "made_once", "resources", "replacing", "digests", "cache", "problems", "conflicts", "workers", "model", "kinds",
    "markdown", "lock", "releases.model", "misread", "load", "unplaced", "folder", "store", "releases.store", "explain", "look",
    "content", "parse_tables", "parse", "remembered", "grades", "preference", "reads", "catalog", "link", "releases", "derive",
    "routes", "rules", "pipeline", "importing", "editors", "render", "publish", "starter", "workbench", "preview", "cli", "__main__",
)  # fmt: skip
RANK = {stage: rank for rank, stage in enumerate(ORDER)}
MOST_LINES = 350
# The only modules that may read the clock or the environment, print or exit.
MAY = {
    "ask the clock": {"cli.main", "workbench.links.pace"},
    "ask the environment": {
        "cli.main", "publish.clock", "publish.site", "workers",
    },
    "print": {
        "cli.authoring", "cli.building", "cli.console", "cli.exporting", "cli.importing", "cli.languages", "cli.links", "cli.main",
        "cli.mending", "cli.overlaying", "cli.releasing", "cli.schemas", "cli.serving", "cli.sheets", "cli.starting", "cli.workbench",
    },
    "exit": {"cli.authoring", "cli.links", "cli.main", "cli.overlaying", "workers"},
}  # fmt: skip
_CLOCKS = frozenset({"today", "now", "utcnow", "time_ns", "monotonic", "perf_counter", "process_time"})


def stage(module: str) -> str:
    """Return the stage of a module name such as ``generator.rules.dates``: the longest match in ``ORDER``."""
    parts = module.split(".")[1:]
    both = ".".join(parts[:2])
    return both if both in RANK else parts[0] if parts else "__init__"


def name(path: Path) -> str:
    """Return the module name of a file."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the modules of this package that a syntax tree imports, with their line numbers."""
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


def test_the_docstring_names_the_order() -> None:
    documented = (generator.__doc__ or "").split("same order:")[1]
    assert tuple(documented.replace("<", " ").split()) == ORDER


def deeds(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each use of clock, environment, output or exit in a syntax tree, with its line number."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            module = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in _CLOCKS or (module, node.attr) == ("time", "time"):
                yield "ask the clock", node.lineno
            elif node.attr in ("environ", "getenv"):
                yield "ask the environment", node.lineno
            elif node.attr in ("echo", "secho") or (module, node.attr) in (("sys", "stdout"), ("sys", "stderr")):
                yield "print", node.lineno
            elif node.attr in ("exit", "_exit"):
                yield "exit", node.lineno
        elif isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
            if called in ("time.gmtime", "time.localtime", "time.strftime") and len(node.args) < 1 + (
                called == "time.strftime"
            ):
                yield "ask the clock", node.lineno
            elif called in ("print", "input"):
                yield "print", node.lineno
            elif called in ("exit", "quit"):
                yield "exit", node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "sys", "time"):
            yield f"import names of {node.module}, which hides what they ask", node.lineno


@pytest.mark.parametrize("path", [pytest.param(path, id=name(path)) for path in MODULES])
def test_only_named_modules_ask_the_world(path: Path) -> None:
    own = name(path).removeprefix("generator.")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = [f"{path}:{line}: {deed}" for deed, line in deeds(tree) if own not in MAY.get(deed, ())]
    assert wrong == []


@pytest.mark.parametrize("deed", MAY)
def test_named_modules_need_their_leave(deed: str) -> None:
    """A module that no longer does a thing must be removed from the list."""
    files = {name(path).removeprefix("generator."): path for path in MODULES}
    for module in MAY[deed]:
        tree = ast.parse(files[module].read_text(encoding="utf-8"))
        assert deed in {found for found, _ in deeds(tree)}, module


@pytest.mark.parametrize(
    ("code", "deed"),
    [
        ("datetime.date.today()", "ask the clock"),
        ("time.time()", "ask the clock"),
        ("time.strftime('%Y')", "ask the clock"),
        ("time.gmtime()", "ask the clock"),
        ("os.environ['X']", "ask the environment"),
        ("os.getenv('X')", "ask the environment"),
        ("print(1)", "print"),
        ("click.echo(1)", "print"),
        ("sys.stderr.write('x')", "print"),
        ("sys.exit(1)", "exit"),
        ("exit()", "exit"),
        ("time.gmtime(0)", ""),
        ("datetime.time()", ""),
    ],
)
def test_deeds_are_seen(code: str, deed: str) -> None:
    assert {found for found, _ in deeds(ast.parse(code))} == ({deed} if deed else set())
