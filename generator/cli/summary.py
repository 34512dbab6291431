"""Summarise for reviewers, as Markdown, what a change does to the site: pages, requirements and offers, figures, new problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.derive.facts import Facts
from generator.problems import Problem
from generator.releases.diff import Change, changes
from generator.releases.model import Snapshot
from generator.render.pages import Renderer
from generator.render.views.changes import in_words
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes

_LANGUAGE = "en"
"""Language of the summary, as of the whole command line; an atlas without it has its changes named in its first language."""
_MARKS, _BACKSLASH = re.compile(r"[\\`*_\[\]<>]"), r"\\\g<0>"
"""Characters that Markdown would interpret, and the replacement that escapes them."""
_SHOWN = 30
"""Most lines of a list that are shown; more would hardly help a reader."""
Pages = Mapping[str, str]
"""Title, description and HTML of each page, by address."""


def pages_by_address(facts: Facts, content: Path) -> Pages:
    """Return all pages in all languages, rendered without the theme around them."""
    routes = plan_routes(facts)
    return {
        f"{language}/{routes.url(page.page)}": f"{page.title}\n{page.description}\n{page.html}"
        for language in facts.catalog.languages
        for page in Renderer(facts, routes, templates_folder(), language, content).pages()
    }


def change_summary(
    before: Facts, after: Facts, pages: tuple[Pages, Pages], lines: Sequence[str], problems: Sequence[Problem]
) -> str:
    """Return the summary; ``lines`` name the changes of requirements and offers, ``problems`` are the new problems."""
    parts = [
        "## What this change does to the site",
        "",
        *_pages(*pages, after.catalog.content.moved),
        *_list("Requirements, levels and offers", lines),
        *_figures(before, after),
        *_list("New problems", [f"`{problem}`" for problem in problems]),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _pages(old: Pages, new: Pages, moved: Mapping[str, str]) -> Iterator[str]:
    added, gone = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    changed = sorted(page for page in old.keys() & new.keys() if old[page] != new[page])
    yield f"{len(added)} pages new, {len(changed)} changed, {len(gone)} gone, {len(new) - len(added) - len(changed)} as before."
    yield ""
    yield from _list("New pages", _merged(added))
    led = [page for page in gone if page.partition("/")[2].rstrip("/") in moved]
    yield from _list("Pages that have moved (old links lead on)", _merged(led))
    lost = [page for page in gone if page not in led]
    yield from _list("Pages that are gone (no old link leads on: see `redirects.yml`)", _merged(lost))
    yield from _list("Changed pages", _merged(changed))


def _merged(pages: Sequence[str]) -> list[str]:
    """Return a row for each address, with the whole address of each language in ``pages``, so that readers can open it."""
    rows: dict[str, list[str]] = {}
    for page in pages:
        rows.setdefault(page.partition("/")[2], []).append(f"`/{page}`")
    return [", ".join(row) for row in rows.values()]


def _figures(before: Facts, after: Facts) -> Iterator[str]:
    """Yield a table of the figures of the quality page that differ."""
    rows = [
        (name, old, new)
        for (name, old), (_, new) in zip(_counted(before).items(), _counted(after).items(), strict=True)
        if old != new
    ]
    if rows:
        yield "### Figures"
        yield ""
        yield "| figure | before | after |"
        yield "| --- | --- | --- |"
        yield from (f"| {name} | {old} | {new} |" for name, old, new in rows)
        yield ""


def _counted(facts: Facts) -> dict[str, int]:
    found = facts.quality
    return {
        **found.counts,
        "steps required": found.steps,
        "steps without a training": len(found.without_training),
        "steps without a free training": len(found.without_free),
        "steps with neither training nor practice": len(found.open_steps),
        "skills that no role requires": len(found.orphans),
        "reviews overdue": found.overdue,
        "open translations": len(found.translations),
        "mappings not determined": len(found.not_determined),
    }


def _list(title: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        yield f"### {title}"
        yield ""
        yield from (f"- {row}" for row in rows[:_SHOWN])
        if len(rows) > _SHOWN:
            yield f"- and {len(rows) - _SHOWN} more"
        yield ""


def changes_in_words(facts: Facts, content: Path, old: Snapshot, new: Snapshot) -> list[str]:
    """Return the changes between two states in the words of the changes page, each followed by its line with ids."""
    languages = facts.catalog.languages
    language = _LANGUAGE if _LANGUAGE in languages else languages[0]
    routes = plan_routes(facts)
    lens = Renderer(facts, routes, templates_folder(), language, content).lens(routes.page(PageKind.HOME))
    return [
        f"{_MARKS.sub(_BACKSLASH, in_words(lens, change, old, new))} (`{' '.join(line_of(change).split())}`)"
        for change in changes(old, new)
    ]


def line_of(change: Change) -> str:
    """Return a change as one line."""
    levels = f"{' from' * change.begins} {change.old or '-'} -> {change.new or '-'}" if change.old or change.new else ""
    thing = f"{change.of}{_at(change)}: {change.id}" if change.of else f"{change.id}{_at(change)}"
    return f"{change.kind:22} {thing}{levels}{' (essential)' if change.essential else ''}"


def _at(change: Change) -> str:
    """Return the grade or the levels that the change concerns, as text; empty if it concerns none."""
    if change.grade:
        return f" at {change.grade}"
    if not change.at:
        return ""
    if change.at == change.until or not change.of:
        return f" at {change.at}"
    return f" from {change.at} to {change.until}" if change.until else f" from {change.at}"
