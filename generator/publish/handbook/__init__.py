"""The atlas on paper, as PDF: per language one handbook with every word, and a short profile of each role.

1. ``book`` makes the data of a document from the same views that the site shows, with links inside the document instead
   of the site's.
2. ``values`` turns them into JSON; authored text is data in it and never becomes markup.
3. ``press`` lets typst set the templates of ``site_templates/handbook`` with these data; the same data give the same
   bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.catalog import Catalog
from generator.publish.handbook.book import handbook_data, profile_data
from generator.publish.handbook.press import Press
from generator.render.handbooks import handbook_name, profile_name

# Sizes of type (in points) in which a profile is tried until it fits, and whether it says why skills are needed.
_ATTEMPTS = ((9.2, True), (8.7, True), (8.2, True), (7.8, True), (7.4, True), (8.4, False), (7.4, False))
PROFILE_PAGES = 2


def write_handbooks(folder: Path, catalog: Catalog, templates: Path) -> int:
    """Write all PDFs into a folder and return their number. Raises ``typst.TypstError`` for a broken template."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, data in handbooks(catalog, templates):
        (folder / name).write_bytes(data)
        count += 1
    return count


def handbooks(catalog: Catalog, templates: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each PDF."""
    press = Press(templates / "handbook")
    for language in catalog.site.languages:
        yield handbook_name(language.id), press.pdf("handbook.typ", handbook_data(catalog, templates, language))
        for role in catalog.content.roles:
            data = profile_data(catalog, templates, language, role)
            yield profile_name(role, language.id), _fitting(press, data)


def _fitting(press: Press, data: dict[str, object]) -> bytes:
    """The profile in the largest type in which it fits on its pages, else in the smallest."""
    for size, reasons in _ATTEMPTS:
        chosen = {**data, "size": size, "reasons": reasons}
        if press.pages("profile.typ", chosen) <= PROFILE_PAGES:
            break
    return press.pdf("profile.typ", chosen)
