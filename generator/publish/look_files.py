"""Files of a language's folder that depend on the look: style sheets, contour lines, the icon, that as PNG too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typst

from generator.publish.assets import shortened
from generator.render.look import Look

SIZES = {"favicon.png": 32, "apple-touch-icon.png": 180}
"""Width and height in pixels by name; the first replaces the theme's own."""
_SOURCE = """
#let ground = sys.inputs.ground
#set page(width: eval(sys.inputs.size), height: eval(sys.inputs.size), margin: 0pt, fill: if ground != "" { rgb(ground) } else { none })
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def look_files(look: Look) -> Iterator[tuple[str, bytes]]:
    """Yield the files as they are published, with their paths below a language's folder."""
    for path, text in look.files():
        yield path, shortened(path, text.encode())
    yield from draw_icons(look)


def draw_icons(look: Look) -> Iterator[tuple[str, bytes]]:
    """Yield the icon in each of ``SIZES``, for devices that read no SVG.

    The one for a home screen has no transparent corners, which some devices show in black.
    """
    for name, size in SIZES.items():
        ground = look.light["ground"] if name == "apple-touch-icon.png" else ""
        inputs = {"svg": look.icon(), "size": f"{size}pt", "ground": ground}
        png: Any = typst.compile(_SOURCE.encode(), format="png", ppi=72.0, sys_inputs=inputs)
        yield f"assets/images/{name}", png
