"""The bundle: its README, the version that readers see in it, and file names that every system can unpack."""

from __future__ import annotations

import contextlib
import shutil
import zipfile
from pathlib import Path

import pytest

from generator import __version__
from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.publish.bundle import write_bundle
from generator.publish.handbook.book import handbook_data
from generator.releases.model import RELEASES_FOLDER
from generator.releases.snapshot import snapshot
from generator.releases.store import write_release
from generator.render.pages import Renderer
from generator.render.strings import load_every_language, load_strings
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas
from tests.sites import EPOCH


def bundled(folder: Path, target: Path, catalog: Catalog) -> None:
    """Zip a folder as the offline edition of a catalogue."""
    strings = load_every_language([templates_folder()], catalog.site.languages)
    write_bundle(folder, target, Facts(catalog, TODAY), templates_folder(), strings=strings, moment=int(EPOCH))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        pytest.param("", "Version 7.8.9", id="released"),
        pytest.param("edit", "Version 7.8.9 with changes since", id="changed"),
        pytest.param("drop", "Unreleased version", id="unreleased"),
    ],
)
def test_readers_see_the_version_of_the_content(change: str, text: str, atlas: Atlas, tmp_path: Path) -> None:
    """The data page, the cover of the handbook and the README of the bundle name the same version."""
    shutil.rmtree(atlas.root / RELEASES_FOLDER)
    if change != "drop":
        write_release(atlas.root, snapshot(atlas.catalog(), "7.8.9", TODAY))
    if change == "edit":
        atlas.replace("skills/lamp-care.yml", "You can change the wick.", "You can change wicks.")
    catalog = atlas.catalog()
    plan = plan_routes(Facts(catalog, TODAY))
    renderer = Renderer(Facts(catalog, TODAY), plan, templates_folder(), "en")
    page = renderer.render(plan.page(PageKind.DATA)).html
    assert f"<p>{text}, made with version {__version__} of the generator." in page
    assert handbook_data(renderer)["version"].startswith(f"{text}, as of ")
    (tmp_path / "edition").mkdir()
    bundled(tmp_path / "edition", tmp_path / "x-offline.zip", catalog)
    with zipfile.ZipFile(tmp_path / "x-offline.zip") as archive:
        assert f"{text}, as of " in archive.read("x/README.txt").decode("utf-8-sig")


@pytest.mark.parametrize("missing", [True, False])
def test_the_readme_of_a_preview_says_so(atlas: Atlas, tmp_path: Path, *, missing: bool) -> None:
    """The README calls the site a preview in each language if and only if data about the publisher are missing."""
    if missing:
        atlas.drop("site.yml", r"^  email: post@coast.example\n")
    catalog = atlas.catalog()
    (tmp_path / "edition").mkdir()
    bundled(tmp_path / "edition", tmp_path / "x-offline.zip", catalog)
    with zipfile.ZipFile(tmp_path / "x-offline.zip") as archive:
        text = archive.read("x/README.txt").decode("utf-8-sig")
    for language in catalog.site.languages:
        assert (load_strings([templates_folder()], language)("publisher.preview") in text) is missing


@pytest.mark.parametrize(("length", "fits"), [(119, True), (120, False)])
def test_names_in_the_bundle_are_under_120_characters(
    length: int, catalog: Catalog, tmp_path: Path, *, fits: bool
) -> None:
    """Paths in the bundle, including the top folder, have fewer than 120 characters, since older systems can't unpack longer ones."""
    folder = tmp_path / "edition"
    folder.mkdir()
    (folder / f"{'x' * (length - len('atlas/.html'))}.html").touch()
    with contextlib.nullcontext() if fits else pytest.raises(ValueError, match="can't go into the bundle"):
        bundled(folder, tmp_path / "atlas-offline.zip", catalog)
