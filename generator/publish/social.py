"""Draw the picture that other services show beside a link to the site: one per language, from its name and tagline."""

from __future__ import annotations

from pathlib import Path

from generator.publish.press import Press
from generator.render.foreign import text_in
from generator.render.look import Look

PICTURE = "assets/images/social.png"
"""Path of the picture below a language's folder."""
PICTURE_SIZE = (1200, 630)
"""Width and height in pixels, as the services require."""


def write_pictures(stage: Path, look: Look) -> None:
    """Draw the picture of each language into a site's stage."""
    press = Press(look.templates / "handbook", look.light)
    site = look.catalog.site
    for language in look.catalog.languages:
        path = stage / language / PICTURE
        path.parent.mkdir(parents=True, exist_ok=True)
        data = {
            "title": text_in(site.title, language),
            "tagline": text_in(site.tagline, language),
            "size": PICTURE_SIZE,
        }
        path.write_bytes(press.png("social.typ", data))
