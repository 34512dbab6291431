"""Make the PDFs of the atlas: in each language one handbook with all texts, and a short profile of each role.

1. ``book`` makes the data of a document from the same views that the site shows, with links inside the document instead
   of links to pages.
2. ``values`` turns views into plain values for JSON; authored text stays data and never becomes markup.
3. ``publish.press`` sets the templates of ``site_templates/handbook`` with these data, by typst; the same data give the
   same bytes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from generator.derive.facts import Facts
from generator.problems import Problem, Severity
from generator.publish.handbook.book import handbook_data, profile_data
from generator.publish.press import Press
from generator.render.pages import Renderer
from generator.routes import handbook_name, profile_name

_SIZES = ((True, (9.2, 8.7, 8.2, 7.8, 7.4)), (False, (8.7, 8.4, 8.1, 7.8, 7.4)))
"""Whether a profile gives the reasons for skills, with type sizes in points: the first combination is used in which the profile fits."""
_LONG = (7.4, True)
"""Setting of a profile that fits in none of them: the smallest size, with reasons, since it takes more pages anyway."""
PROFILE_PAGES = 2
_AT_ONCE = 2
"""Number of languages set in parallel: typst releases Python's lock, but holds a whole handbook in memory."""


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF: name of its file, its bytes and, if it needs attention, the problem."""

    name: str
    data: bytes
    problem: Problem | None = None


def write_handbooks(folder: Path, renderer: Renderer) -> tuple[int, tuple[Problem, ...]]:
    """Write the PDFs of all languages into a folder; return their number and warnings about profiles that are too long.

    Raises ``typst.TypstError`` for a broken template.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count, problems = 0, []
    for document in handbooks(renderer):
        (folder / document.name).write_bytes(document.data)
        count += 1
        if document.problem:
            problems.append(document.problem)
    return count, tuple(problems)


def handbooks(renderer: Renderer) -> Iterator[PdfFile]:
    """Yield each PDF in each language, dated by the day of the facts."""
    catalog = renderer.facts.catalog
    renderers = [replace(renderer, language=language) for language in catalog.languages]
    # Not in threads: this is Python code, which would gain nothing, and the languages share look-ups.
    texts = [
        (handbook_data(own), {role: profile_data(own, role) for role in catalog.content.roles}) for own in renderers
    ]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for documents in pool.map(_of_language, renderers, texts):
            yield from documents


def _of_language(own: Renderer, texts: tuple[dict[str, Any], Mapping[str, dict[str, Any]]]) -> list[PdfFile]:
    """Return the handbook and the profiles of a language; ``texts`` are the data of the handbook, and of the profiles by role."""
    press, facts, language = Press(own.templates / "handbook", own.look.light), own.facts, own.language
    handbook, profiles = texts
    documents = [PdfFile(handbook_name(language), press.pdf("handbook.typ", handbook, facts.day))]
    for role, data in profiles.items():
        (size, reasons), pages = _fitting(press, data)
        pdf = press.pdf("profile.typ", {**data, "size": size, "reasons": reasons}, facts.day)
        problem = _too_long(facts, role, language, pages) if pages > PROFILE_PAGES else None
        documents.append(PdfFile(profile_name(role, language), pdf, problem))
    return documents


def _fitting(press: Press, data: dict[str, Any]) -> tuple[tuple[float, bool], int]:
    """Return the first setting of ``_SIZES`` in which a profile fits, as ``(size, reasons)``, and the number of pages it takes."""

    @cache
    def pages(reasons: bool, size: float) -> int:
        return press.pages("profile.typ", {**data, "size": size, "reasons": reasons})

    def fits(reasons: bool, size: float) -> bool:
        return pages(reasons, size) <= PROFILE_PAGES

    for reasons, sizes in _SIZES:  # smaller type never takes more pages
        number = bisect_left(sizes, True, key=partial(fits, reasons))
        if number < len(sizes):
            return (sizes[number], reasons), pages(reasons, sizes[number])
    size, reasons = _LONG
    return _LONG, pages(reasons, size)


def _too_long(facts: Facts, role: str, language: str, pages: int) -> Problem:
    return Problem(
        facts.catalog.content.roles[role].locate(),
        "long-profile",
        f"a profile of {pages} pages in {language}",
        f"texts that fit on {PROFILE_PAGES} pages in the smallest type",
        "shorten tasks or reasons",
        Severity.WARNING,
    )
