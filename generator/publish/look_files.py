"""Files of a language's folder that depend on the look: style sheets, contour lines, the icon, that as PNG too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

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
    for path, write in look_writers(look).items():
        yield path, write()


def look_writers(look: Look) -> dict[str, Callable[[], bytes]]:
    """Give what writes each of these files, by path, for who needs only some of them."""
    texts: dict[str, Callable[[], bytes]] = {
        path: partial(shortened, path, text.encode()) for path, text in look.files()
    }
    return texts | {f"assets/images/{name}": partial(_draw_icon, look, name) for name in SIZES}


def _draw_icon(look: Look, name: str) -> bytes:
    """Draw the icon; the one for a home screen has no transparent corners, which some devices show in black."""
    ground = look.light["ground"] if name == "apple-touch-icon.png" else ""
    inputs = {"svg": look.icon(), "size": f"{SIZES[name]}pt", "ground": ground}
    png: bytes = typst.compile(_SOURCE.encode(), format="png", ppi=72.0, sys_inputs=inputs)
    return png
