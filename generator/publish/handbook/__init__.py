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

from generator.derive.facts import Facts
from generator.problems import ContentError, Problem
from generator.publish.handbook.book import handbook_data, profile_data
from generator.publish.press import Press
from generator.routes import handbook_name, profile_name

# Sizes of type (in points) in which a profile is tried until it fits, and whether it says why skills are needed.
_ATTEMPTS = ((9.2, True), (8.7, True), (8.2, True), (7.8, True), (7.4, True), (8.4, False), (7.4, False))
PROFILE_PAGES = 2


def write_handbooks(folder: Path, facts: Facts, templates: Path) -> int:
    """Write all PDFs into a folder and return their number.

    Raises ``ContentError`` as ``handbooks`` does and ``typst.TypstError`` for a broken template.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, data in handbooks(facts, templates):
        (folder / name).write_bytes(data)
        count += 1
    return count


def handbooks(facts: Facts, templates: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each PDF. Raises ``ContentError`` for a role whose profile can't be made to fit."""
    press = Press(templates / "handbook")
    for language in facts.catalog.site.languages:
        yield handbook_name(language.id), press.pdf("handbook.typ", handbook_data(facts, templates, language))
        for role in facts.catalog.content.roles:
            data = profile_data(facts, templates, language, role)
            fitting = _fitting(press, data)
            if fitting is None:
                place = facts.catalog.content.roles[role].locate()
                found = f"a profile that is longer than that in {language.title}"
                expected = f"texts that fit on {PROFILE_PAGES} pages in the smallest type"
                raise ContentError((Problem(place, "long-profile", found, expected, "shorten tasks or reasons"),))
            yield profile_name(role, language.id), fitting


def _fitting(press: Press, data: dict[str, object]) -> bytes | None:
    """The profile in the largest type in which it fits on its pages; nothing when it fits in none."""
    for size, reasons in _ATTEMPTS:
        chosen = {**data, "size": size, "reasons": reasons}
        if press.pages("profile.typ", chosen) <= PROFILE_PAGES:
            return press.pdf("profile.typ", chosen)
    return None
