"""Builds of the fictional atlas with MkDocs and Material."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.routes import plan_routes
from tests.atlas import FIXTURE, TODAY, Atlas
from tests.conftest import Ended
from tests.oracle.verify import verify_site
from tests.sites import ARCHIVE, EPOCH, ROOT, bundle, digest, project, succeed
from tests.sites import run as run_module
from tests.test_jsonld import page_faults

ATLAS = "https://coast.example/atlas"
Run = Callable[..., Ended]


def test_plain_mkdocs_builds_all_languages(coast_web: Path) -> None:
    """Both languages are built with a search index each, and the chooser and the 404 page above them."""
    for language, title in (("de", "Leuchtturm"), ("en", "ighthouse")):
        assert title in (coast_web / language / "roles" / "lighthouse-keeper" / "index.html").read_text()
        assert (coast_web / language / "search" / "search_index.json").is_file()
        assert not (coast_web / language / "404.html").exists()
    assert 'href="de/"' in (coast_web / "index.html").read_text()
    assert 'href="/atlas/de/"' in (coast_web / "404.html").read_text()


def test_the_built_site_has_no_fault(coast_web: Path) -> None:
    """Links, anchors, loaded files, languages and the language switch of every page are right, with the theme around it."""
    assert verify_site(coast_web, ["de", "en"], "/atlas/") == []


def test_the_offline_edition_has_no_fault(coast_offline: Path) -> None:
    """The same holds for the files of the bundle."""
    assert verify_site(coast_offline, ["de", "en"]) == []


def test_every_built_page_describes_itself(coast_web: Path) -> None:
    """Each page has one block of JSON-LD, complete and valid by schema.org's vocabulary."""
    catalog = load_facts(FIXTURE, TODAY)[0].catalog
    plan = plan_routes(Facts(catalog, TODAY))
    for language in catalog.languages:
        for page in plan.pages:
            path = coast_web / language / plan.url(page) / "index.html"
            blocks = html.parse(path).xpath("//script[@type='application/ld+json']/text()")
            assert len(blocks) == 1, path
            described = json.loads(blocks[0])
            assert list(page_faults(described, page.kind, language)) == [], path
            assert described["@graph"][0]["@id"] == f"{ATLAS}/{language}/{plan.url(page)}"


def test_canonical_and_edit_links(coast_web: Path) -> None:
    """Canonical addresses begin with the base address; edit links lead to the record."""
    html = (coast_web / "en" / "roles" / "map-maker" / "index.html").read_text()
    assert 'rel="canonical" href="https://coast.example/atlas/en/roles/map-maker/"' in html
    assert "https://code.example/coast/atlas/edit/main/content/roles/map-maker.yml" in html


def test_the_site_names_itself_once(tmp_path: Path) -> None:
    """A site with the same title in both languages has it once in the home page's title and in ``llms.txt``."""
    folder = project(tmp_path / "project")
    atlas = Atlas(folder / "content")
    atlas.replace("site.yml", "title: {de: Küstenatlas, en: Coast Atlas}", "title: {de: Atlas 7, en: Atlas 7}")
    atlas.write("strings/en.yml", "skip: Past the head\n")
    succeed("mkdocs", "build", "--strict", "--quiet", cwd=folder)
    pages = {name: html.parse(folder / "site/en" / name / "index.html") for name in ("", "roles")}
    assert [page.findtext(".//title") for page in pages.values()] == ["Atlas 7", "Roles - Atlas 7"]
    assert (folder / "site/llms.txt").read_text(encoding="utf-8").startswith("# Atlas 7\n")
    # The skip link has the text that the atlas gives it.
    assert pages["roles"].xpath("normalize-space(//a[@class='md-skip'])") == "Past the head"


def test_no_edit_link_without_a_repository(tmp_path: Path) -> None:
    """A site without a repository has no edit links."""
    folder = project(tmp_path / "project")
    atlas = Atlas(folder / "content")
    text = atlas.read("site.yml")
    atlas.write("site.yml", text[: text.index("repository:")] + text[text.index("publisher:") :])
    succeed("mkdocs", "build", "--strict", "--quiet", cwd=folder)
    for path in (folder / "site").rglob("*.html"):
        assert 'rel="edit"' not in path.read_text(), path
        assert "code.example" not in path.read_text(), path


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("roles/map-maker.yml", "title:", "titel:", id="content error"),
        pytest.param(
            "pages/about.en.md",
            "---\n\n",
            '---\n\n[x](https://x.example/){onclick="x"} \n\n## A {#same}\n\n## B {#same}\n\n',
            id="broken page",
        ),
    ],
)
def test_failed_build_leaves_the_last_good_site(coast_web: Path, tmp_path: Path, name: str, old: str, new: str) -> None:
    """A failed build ends with exit code 1 or 3 and a message without a traceback; the site keeps its bytes."""
    folder = project(tmp_path / "project")
    shutil.copytree(coast_web, folder / "site")
    atlas = Atlas(folder / "content")
    atlas.write(name, atlas.read(name).replace(old, new, 1))
    result = run_module("generator", "build", cwd=folder)
    assert result.returncode in (1, 3)
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    assert digest(folder / "site") == digest(coast_web)
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_plain_mkdocs_checks_the_rules(tmp_path: Path) -> None:
    """A record that links well but breaks a rule stops ``mkdocs build`` as it stops the check."""
    folder = project(tmp_path / "project")
    role = folder / "content" / "roles" / "map-maker.yml"
    role.write_text(role.read_text("utf-8").replace("basis: editorial", "basis: source", 1), "utf-8")
    result = run_module("mkdocs", "build", "--quiet", cwd=folder)
    assert result.returncode == 1
    message = result.stdout + result.stderr
    assert "roles/map-maker.yml" in message
    assert "error[missing-source]" in message
    assert not (folder / "site").exists()


def test_a_profile_that_is_too_long_is_built_with_a_warning(tmp_path: Path) -> None:
    """The check only warns of the length, so the build succeeds, with a warning at the role's file."""
    folder = project(tmp_path / "project")
    role = folder / "content" / "roles" / "map-maker.yml"
    tasks = "".join(f"  - {{de: Aufgabe {n}, en: Task {n}, basis: editorial}}\n" for n in range(300))
    role.write_text(re.sub(r"(?m)^tasks:\n(?:[ -].*\n)+", f"tasks:\n{tasks}", role.read_text("utf-8")), "utf-8")
    result = run_module("generator", "build", "--handbook", cwd=folder)
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("roles/map-maker.yml:1:1: warning[long-profile]: ") == 2
    assert (folder / "site" / "handbook" / "profile-map-maker-en.pdf").is_file()


def test_same_bytes_whatever_the_surroundings(coast_web: Path, tmp_path: Path) -> None:
    """Another folder with blanks and umlauts, another time zone and hash seed give the same bytes."""
    folder = project(tmp_path / "Ordner mit Lücken")
    surroundings = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8"}
    succeed("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH, **surroundings)
    assert digest(folder / "site") == digest(coast_web)


def test_bundle_is_one_folder_and_repeatable(coast_offline: Path, tmp_path: Path) -> None:
    """The zip has one top folder with index.html and ASCII names, the same bytes wherever it is made, and the right checksum."""
    # Python itself does not start with the plain locale if its own folder has an umlaut (it reads the .pth files as ASCII).
    surroundings = {
        "TZ": "America/Los_Angeles",
        "PYTHONHASHSEED": "2",
        "LC_ALL": "C" if sys.prefix.isascii() else "C.UTF-8",
    }
    folder = tmp_path / "bundle"
    bundle(folder, FIXTURE, SOURCE_DATE_EPOCH=EPOCH, **surroundings)
    assert digest(folder) == digest(coast_offline.parent)
    assert {path.name for path in folder.iterdir()} == {"atlas", ARCHIVE, f"{ARCHIVE}.sha256"}
    hashed = digest(folder)[ARCHIVE]
    assert (folder / f"{ARCHIVE}.sha256").read_text() == f"{hashed}  {ARCHIVE}\n"
    names = {path.relative_to(folder).as_posix() for path in (folder / "atlas").rglob("*") if path.is_file()}
    assert {
        "atlas/index.html", "atlas/README.txt", "atlas/LICENSES/rollenatlas.txt", "atlas/de/index.html",
        "atlas/en/roles/map-maker.html", "atlas/handbook/handbook-en.pdf", "atlas/handbook/profile-map-maker-de.pdf",
    } <= names  # fmt: skip
    assert all(name.isascii() and len(name) < 120 for name in names)
    assert not [name for name in names if name.endswith(("sitemap.xml", "404.html"))]


def test_missing_folder_and_wrong_usage(tmp_path: Path, run: Run) -> None:
    """Wrong usage is exit code 2."""
    assert run("build", "--content", tmp_path / "none").code == 2
    assert run("build", "--nonsense").code == 2


def test_files_of_others_are_wrong_usage(tmp_path: Path, run: Run) -> None:
    """A file in the site's place or a folder with other files is left alone by a build, an export and plain MkDocs."""
    (tmp_path / "file").write_text("precious")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/keep.txt").write_text("precious")
    file, folder = str(tmp_path / "file"), str(tmp_path / "folder")
    for arguments in (("build", "--out", file), ("build", "--out", folder), ("export", folder)):
        ended = run(*arguments, "--content", FIXTURE)
        assert ended.code == 2, ended.err
        assert "name a new folder" in ended.err or "name another folder" in ended.err
    result = run_module("mkdocs", "build", "--strict", "--site-dir", folder, cwd=ROOT, ROLLENATLAS_CONTENT=str(FIXTURE))
    assert result.returncode == 1
    assert "name a new folder" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert (tmp_path / "file").read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "folder/keep.txt").read_text() == "precious"
