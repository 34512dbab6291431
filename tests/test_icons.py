"""The icons as PNG, for devices that read no SVG: drawn from the one SVG by ``python -m tests.test_icons``, then committed."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

IMAGES = Path(__file__).parents[1] / "site_templates/static/assets/images"
SIZES = {"favicon.png": 32, "apple-touch-icon.png": 180}
"""Width and height in pixels by name; the first replaces the theme's own."""
_SOURCE = """
#let opaque = sys.inputs.opaque == "true"
#set page(width: eval(sys.inputs.size), height: eval(sys.inputs.size), margin: 0pt, fill: if opaque { rgb("#f5f6f0") } else { none })
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def draw(name: str) -> bytes:
    """An icon of ``SIZES``; the one for a home screen has no transparent corners, which some devices show in black."""
    inputs = {
        "svg": (IMAGES / "favicon.svg").read_text(encoding="utf-8"),
        "size": f"{SIZES[name]}pt",
        "opaque": "true" if name == "apple-touch-icon.png" else "false",
    }
    drawn = typst.compile(_SOURCE.encode(), format="png", ppi=72.0, sys_inputs=inputs)
    assert isinstance(drawn, bytes)
    return drawn


@pytest.mark.parametrize("name", SIZES)
def test_icons_show_the_drawing(name: str) -> None:
    """PNG of the right size, and what the SVG looks like today."""
    content = (IMAGES / name).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (SIZES[name], SIZES[name])
    assert content == draw(name), "run python -m tests.test_icons"


if __name__ == "__main__":
    for file in SIZES:
        (IMAGES / file).write_bytes(draw(file))
