"""The pages above the languages: chooser and 404 page."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from generator.derive.facts import Facts
from generator.publish.editions import Edition
from generator.publish.root import write_chooser
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import plan_routes
from tests.atlas import TODAY, Atlas

KINDS = ("imprint", "privacy", "accessibility")


def links(atlas: Atlas, stage: Path, edition: Edition, base: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return, by page, the language, text and address of each link in its footer."""
    catalog = atlas.catalog()
    plan = plan_routes(Facts(catalog, TODAY), directory_urls=edition is Edition.WEB)
    write_chooser(stage, Renderer(Facts(catalog, TODAY), plan, templates_folder(), "de"), edition, base)
    return {
        path.name: [
            (link.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"), link.text, link.get("href"))
            for link in html.parse(path).xpath("//footer//a")
        ]
        for path in sorted(stage.glob("*.html"))
    }


@pytest.mark.parametrize(
    ("edition", "base", "roots", "end"),
    [
        pytest.param(
            Edition.WEB, "https://coast.example/atlas/", {"404.html": "/atlas/", "index.html": ""}, "/", id="sub-path"
        ),
        pytest.param(Edition.WEB, "https://coast.example/", {"404.html": "/", "index.html": ""}, "/", id="domain"),
        pytest.param(Edition.OFFLINE, "", {"index.html": ""}, ".html", id="offline"),
    ],
)
@pytest.mark.parametrize("kinds", [KINDS, ("privacy",), ()])
def test_who_is_behind_the_site_is_found_from_above_the_languages(
    kinds: tuple[str, ...], edition: Edition, base: str, roots: dict[str, str], end: str, atlas: Atlas, tmp_path: Path
) -> None:
    """The footer links each page of these kinds in each language, in a fixed order and whatever the page's name, and no other page."""
    for kind in kinds:
        for language in ("de", "en"):
            head = f"title: {kind} {language}\nsummary: Angaben.\nkind: {kind}\nreviewed: 2025-06-01"
            atlas.write(f"pages/our-{kind}.{language}.md", f"---\n{head}\n---\n\nText {language}.\n")
    stage = tmp_path / "stage"
    stage.mkdir()
    assert links(atlas, stage, edition, base) == {
        name: [
            (language, f"{kind} {language}", f"{root}{language}/our-{kind}{end}")
            for language in ("de", "en")
            for kind in kinds
        ]
        for name, root in roots.items()
    }
    for path in stage.glob("*.html"):
        tree = html.parse(path)
        assert len(tree.xpath("//footer")) == bool(kinds)
        # The chooser's script follows links that have ``hreflang``, so only its own two may have it.
        assert len(tree.xpath("//a[@hreflang]")) == 2
