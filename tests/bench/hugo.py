"""Hugo as a yardstick: the pages that an earlier commit exported as Markdown, with a bare layout, each language a site of its own.

The commit is fixed, so that the yardstick stays the same whatever the export becomes.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

COMMIT = "477fc86"
"""Version 1.0.0, whose export holds the pages' own HTML between headings in Markdown."""
_CONFIG = """\
baseURL = "https://example.org/"
disableKinds = ["RSS", "sitemap", "robotsTXT", "404", "taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
"""
_LAYOUT = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n"
# A key that means something else to Hugo, which refuses our values.
_KIND = re.compile(r"^kind:", re.MULTILINE)


def sites(root: Path, content: Path, folder: Path) -> list[Path]:
    """Export a content folder with the fixed commit and prepare a Hugo site for each language. Raises ``CalledProcessError``."""
    exported = folder / "exported"
    command = [sys.executable, "-m", "generator", "export", "--content", str(content), str(exported)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=program(root, folder), env=environment, check=True, stdout=subprocess.DEVNULL)
    return [_site(language / "docs", folder / "hugo" / language.name) for language in sorted(exported.iterdir())]


def present() -> bool:
    """Tell whether there is a Hugo on this machine."""
    return shutil.which("hugo") is not None


def own_sites(root: Path, content: Path, folder: Path) -> list[Path]:
    """Export a content folder with the program as it is and prepare a Hugo site for each language. Raises ``CalledProcessError``."""
    exported = folder / "exported"
    command = [sys.executable, "-m", "generator", "export", "--content", str(content), str(exported)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)
    return [_site(language / "docs", folder / "hugo" / language.name) for language in sorted(exported.iterdir())]


def program(root: Path, folder: Path) -> Path:
    """Unpack the fixed commit of the repository into a folder and return where its program lies."""
    archive = subprocess.run(["git", "archive", COMMIT], cwd=root, capture_output=True, check=True).stdout
    target = folder / "program"
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        members.extractall(target, filter="data")
    return target


def _site(docs: Path, site: Path) -> Path:
    for path in docs.rglob("*.md"):
        name = "_index.md" if path.name == "index.md" else path.name
        page = site / "content" / path.relative_to(docs).with_name(name)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_KIND.sub("page_kind:", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for layout in ("single.html", "list.html", "home.html"):
        (layouts / layout).write_text(_LAYOUT, encoding="utf-8")
    (site / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
    return site


def build(site: Path) -> int:
    """Build a site from nothing and return its number of pages."""
    shutil.rmtree(site / "public", ignore_errors=True)
    subprocess.run(["hugo", "--quiet", "--source", str(site)], check=True)
    return sum(1 for _ in (site / "public").rglob("*.html"))
