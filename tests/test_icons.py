"""The icons are drawn from the logo, or from a separate drawing, in the colours of the atlas."""

from __future__ import annotations

from generator.publish.look_files import SIZES, look_writers
from generator.render.look import Look
from generator.resources import templates_folder
from tests.atlas import Atlas

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" stroke="currentColor"><path d="M2 2h20v20H2Z"/></svg>'
)


def look(atlas: Atlas) -> Look:
    """Return the look of an atlas."""
    return Look(atlas.catalog(), templates_folder())


def icons(atlas: Atlas) -> dict[str, bytes]:
    """Return the icons in PNG by path."""
    return {path: write() for path, write in look_writers(look(atlas)).items() if path.endswith(".png")}


def test_the_icon_shows_the_logo_in_the_colours_of_the_atlas(atlas: Atlas) -> None:
    atlas.write(
        "look/colours.yml",
        'ink: {light: "#000001", dark: "#fffff1"}\n'
        'route: {light: "#000002", dark: "#fffff2"}\nground: {light: "#fffff3", dark: "#000003"}\n',
    )
    icon = look(atlas).icon()
    assert 'stroke="#000001"' in icon
    assert 'fill="#000002" stroke="#000002" d="m22 9.6' in icon
    assert '<rect x="0" y="0" width="32" height="32" rx="7" fill="#fffff3" stroke="none"/>' in icon
    assert "currentColor" not in icon
    assert "class" not in icon


def test_an_icon_of_its_own_replaces_the_logo(atlas: Atlas) -> None:
    atlas.write("look/icon.svg", SQUARE)
    icon = look(atlas).icon()
    assert 'viewBox="0 0 24 24"' in icon
    assert '<path d="M2 2h20v20H2Z"/></svg>' in icon
    assert 'width="24" height="24" rx="5.25"' in icon


def test_icons_show_the_drawing(atlas: Atlas) -> None:
    """Icons are PNG files of the right sizes; the same drawing gives the same bytes, a different drawing gives different ones."""
    before = icons(atlas)
    assert icons(atlas) == before
    for path, content in before.items():
        size = SIZES[path.removeprefix("assets/images/")]
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (size, size)
    atlas.write("look/logo.svg", SQUARE)
    assert all(png != before[path] for path, png in icons(atlas).items())
