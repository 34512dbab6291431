"""Every file by others has a named licence, whose text is in the site, and no part is listed without its files."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from mkdocs.theme import Theme

from generator.publish.licences import LICENCES_FOLDER, licensed_parts
from generator.resources import templates_folder

THEME = Path(Theme("material").dirs[0])
# Files that the generator makes; all others come from the folder of static files or from others.
OWN = (
    "*.html", "*/search/*", "*/plan/details.js", "*/occupations/*.js", "data/*", "handbook/*.pdf", "llms.txt", "README.txt", "LICENSES/*",
    "chooser.js", "redirect.js", "sitemap*.xml", "*/sitemap*.xml", "robots.txt", "_headers", "*/assets/images/social.png",
    "headers/*", "*/assets/tokens.css", "*/assets/root.css", "*/assets/images/contours.svg", "*/assets/images/favicon.*",
    "*/assets/images/apple-touch-icon.png", "*/feed.xml",
)  # fmt: skip
_MODULE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)")
_SHAPE = re.compile(r"\bd=[\"']([^\"']+)[\"']")


def listed(key: str) -> list[str]:
    """Return the values of a key of parts.yml that only the tests use, over all parts."""
    rows = yaml.safe_load((templates_folder() / "licences/parts.yml").read_text(encoding="utf-8"))
    return [name for row in rows for name in ([row[key]] if isinstance(row.get(key), str) else row.get(key, []))]


@pytest.mark.parametrize("edition", ["web_site", "offline_site"])
def test_every_file_has_a_licence(edition: str, request: pytest.FixtureRequest) -> None:
    """Each file is our own or belongs to a part whose licence is in the site; each part that names files has at least one."""
    site: Path = request.getfixturevalue(edition)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    static = {path.relative_to(templates_folder() / "static").as_posix() for path in _static()}
    found = licensed_parts(templates_folder())
    for part in found:
        text = (site / LICENCES_FOLDER / f"{part.id}.txt").read_text(encoding="utf-8")
        assert len(text) > 400, part.id
        assert not part.files or [file for file in files if any(fnmatchcase(file, each) for each in part.files)], (
            part.id
        )
    patterns = [pattern for part in found for pattern in part.files]
    foreign = {
        file
        for file in files
        if not any(fnmatchcase(file, each) for each in OWN) and file.partition("/")[2] not in static
    }
    assert [file for file in sorted(foreign) if not any(fnmatchcase(file, each) for each in patterns)] == []
    assert [file for file in sorted(files) if "/lunr/" in file or "/workers/" in file or file.endswith(".map")] == []
    lines = (site / LICENCES_FOLDER / "README.txt").read_text(encoding="utf-8").splitlines()
    assert lines == [part.line for part in found]


def _static() -> list[Path]:
    """Return our own static files; the fonts among them were made by others."""
    folder = templates_folder() / "static"
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".woff2"]


def test_what_is_inside_the_theme_is_listed(offline_site: Path) -> None:
    """The list names the packages bundled in the theme's script and styles, and the icon sets used there and in the pages."""
    maps = [*THEME.glob("assets/javascripts/*.map"), *THEME.glob("assets/stylesheets/*.map")]
    sources = [source for path in maps for source in json.loads(path.read_text(encoding="utf-8"))["sources"]]
    assert {found[1] for source in sources if (found := _MODULE.search(source))} == set(listed("npm"))
    icons = {
        shape: path.relative_to(THEME / ".icons").parts[0]
        for path in (THEME / ".icons").rglob("*.svg")
        for shape in _SHAPE.findall(path.read_text(encoding="utf-8"))
    }
    holders = [
        *offline_site.glob("*/*.html"),
        *offline_site.glob("*/assets/**/*.css"),
        *offline_site.glob("*/assets/**/*.js"),
    ]
    shapes = {shape for path in holders for shape in _SHAPE.findall(unquote(path.read_text(encoding="utf-8")))}
    assert {icons[shape] for shape in shapes & icons.keys()} == set(listed("icons"))
