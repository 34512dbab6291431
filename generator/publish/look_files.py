"""Write the files of a language's folder that depend on the look: style sheets, contour lines, and the icon, also as PNG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import typst

from generator.publish.assets import shortened
from generator.render.look import Look

SIZES = {"favicon.png": 32, "apple-touch-icon.png": 180}
"""Width and height in pixels by name of the icon; the first icon replaces the theme's."""
_SOURCE = """
#let ground = sys.inputs.ground
#set page(width: eval(sys.inputs.size), height: eval(sys.inputs.size), margin: 0pt, fill: if ground != "" { rgb(ground) } else { none })
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def look_files(look: Look) -> Iterator[tuple[str, bytes]]:
    """Yield path (below a language's folder) and content of the files as they are published."""
    for path, write in look_writers(look).items():
        yield path, write()


def look_writers(look: Look) -> dict[str, Callable[[], bytes]]:
    """Return, by path, the functions that make these files, for callers that need only some of them."""
    texts: dict[str, Callable[[], bytes]] = {
        path: partial(shortened, path, text.encode()) for path, text in look.files()
    }
    return texts | {f"assets/images/{name}": partial(_draw_icon, look, name) for name in SIZES}


def _draw_icon(look: Look, name: str) -> bytes:
    """Return the icon as PNG. The one for home screens has no transparent corners, since some devices show these in black."""
    ground = look.light["ground"] if name == "apple-touch-icon.png" else ""
    inputs = {"svg": look.icon(), "size": f"{SIZES[name]}pt", "ground": ground}
    png: bytes = typst.compile(_SOURCE.encode(), format="png", ppi=72.0, sys_inputs=inputs)
    return png
