"""The atlas on paper, as PDF: per language one handbook with every word, and a short profile of each role.

1. ``book`` makes the data of a document from the same views that the site shows, with links inside the document instead
   of the site's.
2. ``values`` turns them into JSON; authored text is data in it and never becomes markup.
3. ``press`` lets typst set the templates of ``site_templates/handbook`` with these data; the same data give the same
   bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.derive.facts import Facts
from generator.problems import Problem, Severity
from generator.publish.handbook.book import handbook_data, profile_data
from generator.publish.press import Press
from generator.render.pages import Renderer
from generator.routes import handbook_name, profile_name

# Sizes of type (in points) in which a profile is tried until it fits, and whether it says why skills are needed.
_ATTEMPTS = ((9.2, True), (8.7, True), (8.2, True), (7.8, True), (7.4, True), (8.4, False), (7.4, False))
_LONG = (7.4, True)
"""How a profile is set that fits in none of them: small, and whole since it takes more pages anyway."""
PROFILE_PAGES = 2


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
    press, facts = Press(renderer.templates / "handbook", renderer.look.light), renderer.facts
    for language in facts.catalog.languages:
        own = replace(renderer, language=language)
        yield Document(handbook_name(language), press.pdf("handbook.typ", handbook_data(own), facts.day))
        for role in facts.catalog.content.roles:
            data = profile_data(own, role)
            (size, reasons), pages = _fitting(press, data)
            pdf = press.pdf("profile.typ", {**data, "size": size, "reasons": reasons}, facts.day)
            problem = _too_long(facts, role, language, pages) if pages > PROFILE_PAGES else None
            yield Document(profile_name(role, language), pdf, problem)


def _fitting(press: Press, data: dict[str, Any]) -> tuple[tuple[float, bool], int]:
    """Find the largest type in which a profile fits on its pages, with the number of pages that it takes."""
    for size, reasons in _ATTEMPTS:
        pages = press.pages("profile.typ", {**data, "size": size, "reasons": reasons})
        if pages <= PROFILE_PAGES:
            return (size, reasons), pages
    size, reasons = _LONG
    return _LONG, press.pages("profile.typ", {**data, "size": size, "reasons": reasons})


def _too_long(facts: Facts, role: str, language: str, pages: int) -> Problem:
    return Problem(
        facts.catalog.content.roles[role].locate(),
        "long-profile",
        f"a profile of {pages} pages in {language}",
        f"texts that fit on {PROFILE_PAGES} pages in the smallest type",
        "shorten tasks or reasons",
        Severity.WARNING,
    )
