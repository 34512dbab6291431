"""The Atom feeds: valid (RFC 4287), about releases only, the same each time, and without dead links."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree import ElementTree

import pytest

from generator.publish.feed import MOST_ENTRIES, feed, write_feed
from generator.releases.model import RELEASES_FOLDER
from generator.releases.snapshot import snapshot
from generator.releases.store import write_release
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import plan_routes
from tests.atlas import Atlas

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://coast.example/atlas/"


def renderer_of(atlas: Atlas, language: str = "en") -> Renderer:
    facts = atlas.facts()
    return Renderer(facts, plan_routes(facts), templates_folder(), language)


def entries(data: bytes) -> list[ElementTree.Element]:
    return ElementTree.fromstring(data).findall(f"{ATOM}entry")


def text(element: ElementTree.Element, name: str) -> str:
    """Return the text of the only child of a name."""
    (child,) = element.findall(f"{ATOM}{name}")
    assert child.text
    return child.text


@pytest.mark.parametrize("base", ["", BASE])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_feed_is_valid(atlas: Atlas, language: str, base: str) -> None:
    """A feed and its entries have all that RFC 4287 requires; ids are unique and absolute."""
    top = ElementTree.fromstring(feed(renderer_of(atlas, language), base))
    assert top.tag == f"{ATOM}feed"
    assert top.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert text(top.findall(f"{ATOM}author")[0], "name")
    found = top.findall(f"{ATOM}entry")
    ids = [text(one, "id") for one in (top, *found)]
    assert len(set(ids)) == len(ids) > 3
    wanted = rf"{BASE}{language}/feed\.xml(#.+)?" if base else r"urn:uuid:[0-9a-f-]{36}"
    assert all(re.fullmatch(wanted, id) for id in ids)
    for one in (top, *found):
        assert text(one, "title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", text(one, "updated"))
        links = [link for link in one.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(links) == 1
        assert (links[0].get("href") or "").startswith(f"{base}{language}/" if base else "")
    days = [text(one, "updated") for one in found]
    assert days == sorted(days, reverse=True)
    assert text(top, "updated") == days[0]


def test_the_feed_tells_of_releases_alone(atlas: Atlas) -> None:
    """The feed lists each release with the trainings it added and retired, but no changes since the last release."""
    found = [text(entry, "title") for entry in entries(feed(renderer_of(atlas)))]
    assert found == [
        "Version 2.0.0",
        "New: Sterne für alle",
        "Discontinued: The Horn",
        "Version 1.1.0",
        "New: Keeper's Examination",
        "Discontinued: Sterne für alle",
        "Version 1.0.0",
    ]


def test_ids_outlive_later_releases(atlas: Atlas) -> None:
    """An entry keeps its id, its day and its text after the next release."""
    before = {text(one, "id"): ElementTree.tostring(one) for one in entries(feed(renderer_of(atlas)))}
    write_release(atlas.root, snapshot(atlas.catalog(), "3.0.0", datetime.date(2025, 6, 20)))
    after = {text(one, "id"): ElementTree.tostring(one) for one in entries(feed(renderer_of(atlas)))}
    assert before.items() <= after.items()
    assert len(after) > len(before) + 1
    assert len(after) <= MOST_ENTRIES


def test_no_feed_before_the_first_release(atlas: Atlas, tmp_path: Path) -> None:
    shutil.rmtree(atlas.root / RELEASES_FOLDER)
    write_feed(tmp_path, renderer_of(atlas), "")
    assert not (tmp_path / "feed.xml").exists()


@pytest.mark.parametrize("edition", ["coast_web", "coast_offline"])
def test_links_of_the_feed_lead_somewhere(request: pytest.FixtureRequest, edition: str) -> None:
    """Links of the feed lead to pages and anchors that exist, in both editions; every page links to the feed of its language."""
    site: Path = request.getfixturevalue(edition)
    for language in ("de", "en"):
        folder = site / language
        for link in ElementTree.parse(folder / "feed.xml").iter(f"{ATOM}link"):
            address, anchor = urldefrag((link.get("href") or "").removeprefix(f"{BASE}{language}/"))
            target = folder / address
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), address
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8")
        for page in folder.rglob("*.html"):
            html = page.read_text(encoding="utf-8")
            named = re.search(
                r'<link rel="alternate " type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html
            )
            if 'http-equiv="refresh"' in html and not named:
                continue  # the page of a moved address needs no link to the feed
            assert named, page
            assert (page.parent / named[1]).resolve() == (folder / "feed.xml").resolve()
