"""The atlas on paper, as PDF: per language one handbook with every word, and a short profile of each role.

1. ``book`` makes the data of a document from the same views that the site shows, with links inside the document instead
   of the site's.
2. ``values`` turns them into JSON; authored text is data in it and never becomes markup.
3. ``press`` lets typst set the templates of ``site_templates/handbook`` with these data; the same data give the same
   bytes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from generator.derive.facts import Facts
from generator.problems import Problem, Severity
from generator.publish.handbook.book import handbook_data, profile_data
from generator.publish.press import Press
from generator.render.pages import Renderer
from generator.routes import handbook_name, profile_name

_SIZES = ((True, (9.2, 8.7, 8.2, 7.8, 7.4)), (False, (8.7, 8.4, 8.1, 7.8, 7.4)))
"""Whether a profile says why skills are needed, and sizes of type (in points): it is set in the first in which it fits."""
_LONG = (7.4, True)
"""How a profile is set that fits in none of them: small, and whole since it takes more pages anyway."""
PROFILE_PAGES = 2
_AT_ONCE = 2
"""Languages that are set side by side: typst works without Python's lock, and holds a whole handbook in memory."""


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF: its file's name, its bytes and, where somebody should look at it, why."""

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


def handbooks(renderer: Renderer) -> Iterator[Document]:
    """Make each PDF in each language, dated by the day of the facts."""
    facts = renderer.facts
    written = [
        (language, handbook_data(own), {role: profile_data(own, role) for role in facts.catalog.content.roles})
        for language in facts.catalog.languages
        for own in (replace(renderer, language=language),)
    ]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from chain.from_iterable(pool.map(partial(_set, renderer), *zip(*written, strict=True)))


def _set(
    renderer: Renderer, language: str, handbook: dict[str, Any], profiles: dict[str, dict[str, Any]]
) -> list[Document]:
    """Set the PDFs of a language."""
    press, facts = Press(renderer.templates / "handbook", renderer.look.light), renderer.facts
    documents = [Document(handbook_name(language), press.pdf("handbook.typ", handbook, facts.day))]
    for role, data in profiles.items():
        (size, reasons), pages = _fitting(press, data)
        pdf = press.pdf("profile.typ", {**data, "size": size, "reasons": reasons}, facts.day)
        problem = _too_long(facts, role, language, pages) if pages > PROFILE_PAGES else None
        documents.append(Document(profile_name(role, language), pdf, problem))
    return documents


def _fitting(press: Press, data: dict[str, Any]) -> tuple[tuple[float, bool], int]:
    """Find the largest type in which a profile fits on its pages, with the number of pages that it takes."""

    def pages(size: float, reasons: bool) -> int:
        return press.pages("profile.typ", {**data, "size": size, "reasons": reasons})

    for reasons, sizes in _SIZES:
        fitting = _first_fitting(sizes, partial(pages, reasons=reasons))
        if fitting:
            return (fitting[0], reasons), fitting[1]
    return _LONG, pages(*_LONG)


def _first_fitting(sizes: Sequence[float], pages: Callable[[float], int]) -> tuple[float, int] | None:
    """Find the first of falling sizes in which a document fits, with its pages: smaller type never takes more of them."""
    counted = cache(pages)
    number = bisect_left(sizes, True, key=lambda size: counted(size) <= PROFILE_PAGES)
    return (sizes[number], counted(sizes[number])) if number < len(sizes) else None


def _too_long(facts: Facts, role: str, language: str, pages: int) -> Problem:
    return Problem(
        facts.catalog.content.roles[role].locate(),
        "long-profile",
        f"a profile of {pages} pages in {language}",
        f"texts that fit on {PROFILE_PAGES} pages in the smallest type",
        "shorten tasks or reasons",
        Severity.WARNING,
    )
