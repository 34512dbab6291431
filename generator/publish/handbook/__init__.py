"""The atlas on paper, as PDF: per language one handbook with every word, and a short profile of each role.

1. ``book`` makes the data of a document from the same views that the site shows, with links inside the document instead
   of the site's.
2. ``values`` turns them into JSON; authored text is data in it and never becomes markup.
3. ``press`` lets typst set the templates of ``site_templates/handbook`` with these data; the same data give the same
   bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.derive.facts import Facts
from generator.problems import Problem, Severity
from generator.publish.handbook.book import handbook_data, profile_data
from generator.publish.press import Press
from generator.render.look import Look
from generator.render.strings import Strings
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


def write_handbooks(
    folder: Path, facts: Facts, strings: Iterable[Strings], templates: Path
) -> tuple[int, tuple[Problem, ...]]:
    """Write all PDFs into a folder; return their number and warnings about profiles that are too long.

    Raises ``typst.TypstError`` for a broken template.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count, problems = 0, []
    for document in handbooks(facts, strings, templates):
        (folder / document.name).write_bytes(document.data)
        count += 1
        if document.problem:
            problems.append(document.problem)
    return count, tuple(problems)


def handbooks(facts: Facts, strings: Iterable[Strings], templates: Path) -> Iterator[Document]:
    """Make each PDF in each language of the strings, dated by the day of the facts."""
    press = Press(templates / "handbook", Look(facts.catalog, templates).light)
    for t in strings:
        yield Document(handbook_name(t.language), press.pdf("handbook.typ", handbook_data(facts, t), facts.day))
        for role in facts.catalog.content.roles:
            data = profile_data(facts, t, role)
            (size, reasons), pages = _fitting(press, data)
            pdf = press.pdf("profile.typ", {**data, "size": size, "reasons": reasons}, facts.day)
            problem = _too_long(facts, role, t, pages) if pages > PROFILE_PAGES else None
            yield Document(profile_name(role, t.language), pdf, problem)


def _fitting(press: Press, data: dict[str, Any]) -> tuple[tuple[float, bool], int]:
    """Find the largest type in which a profile fits on its pages, with the number of pages that it takes."""
    for size, reasons in _ATTEMPTS:
        pages = press.pages("profile.typ", {**data, "size": size, "reasons": reasons})
        if pages <= PROFILE_PAGES:
            return (size, reasons), pages
    size, reasons = _LONG
    return _LONG, press.pages("profile.typ", {**data, "size": size, "reasons": reasons})


def _too_long(facts: Facts, role: str, t: Strings, pages: int) -> Problem:
    return Problem(
        facts.catalog.content.roles[role].locate(),
        "long-profile",
        f"a profile of {pages} pages in {t.language}",
        f"texts that fit on {PROFILE_PAGES} pages in the smallest type",
        "shorten tasks or reasons",
        Severity.WARNING,
    )
