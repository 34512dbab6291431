"""Prose pages: authored Markdown, split at its headings, whose ids are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from generator.derive.families import MATRIX_ROLES
from generator.derive.portions import divided
from generator.model.borrowed import borrowed_from
from generator.model.page import HR
from generator.render.escape import LinkResolver, link_resolver, rich
from generator.render.foreign import foreign, in_language
from generator.render.lens import Lens, PageLink, SourceLine
from generator.render.views.order import by_title
from generator.render.views.registry import shows
from generator.routes import DATA, PageKind, workbook_name

_PUBLISHER_SHOWN: Mapping[str, tuple[str, ...]] = {
    "imprint": (
        "name", "address", "representative", "email", "phone", "register_entry", "vat_id", "supervisory_body",
        "responsible",
    ),
    "privacy": ("name", "address", "email", "data_protection_officer", "hosting", "log_days"),
    "accessibility": ("name", "email", "phone", "enforcement_body"),
}  # fmt: skip
"""Details of the publisher (from ``site.yml``) that a kind of prose page shows."""
_HEADING = re.compile(r"^(#{2,4}) +(.*?) *(?:\{#([a-z0-9-]+)\})? *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its level, its id and the HTML below it; the part before the first heading has level 0 and no title."""

    level: int
    id: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class PublisherRow:
    """A detail of the publisher; an e-mail address has a link."""

    label: str
    lines: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class RoleTools:
    """Links for people who hire and develop staff: a role's page, its sheet, and the texts to copy on the sheet."""

    role: PageLink
    sheet: PageLink
    texts: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """What an atlas offers to people who hire and develop staff; ``roles`` is empty if there are too many, and ``all`` leads to them."""

    roles: tuple[RoleTools, ...]
    all: PageLink
    workbook: str
    matrix: PageLink | None
    comparisons: PageLink | None


@dataclass(frozen=True, slots=True)
class ProseView:
    """Everything a prose page shows."""

    title: str
    summary: str
    publisher: tuple[PublisherRow, ...]
    publisher_lacks: bool
    tools: Tools | None
    sections: tuple[Section, ...]
    sources: tuple[SourceLine, ...]
    reviewed: str


def pages_for(lens: Lens, audience: str) -> list[str]:
    """Return the ids of the prose pages for an audience."""
    pages = lens.catalog.content.pages
    return [id for id, texts in pages.items() if in_language(texts, lens.language)[1].front.audience == audience]


def page_for(lens: Lens, audience: str, anchor: str = "") -> PageLink | None:
    """Return a link to the first page for an audience, such as ``hr``, at an anchor if it has that; ``None`` without such a page."""
    for id in pages_for(lens, audience):
        page = in_language(lens.catalog.content.pages[id], lens.language)[1]
        there = bool(anchor) and any(match[3] == anchor for match in _HEADING.finditer(page.markdown))
        return lens.link(PageKind.PROSE, id, anchor if there else "")
    return None


@shows(PageKind.PROSE)
def prose_view(lens: Lens) -> ProseView:
    """Make the view of a prose page."""
    language, page = in_language(lens.catalog.content.pages[lens.page.key], lens.language)
    language = borrowed_from(page.front.title) or language  # a borrowed page has the mark in its title only
    own = language == lens.language
    shown = _PUBLISHER_SHOWN.get(page.front.kind, ())
    return ProseView(
        lens.prose_title(lens.page.key),
        (page.front.summary or "") if own else foreign(page.front.summary or "", language),
        tuple(_publisher(lens, shown)),
        bool(set(shown) & set(lens.catalog.site.publisher.missing)),
        _tools(lens) if page.front.audience == HR else None,
        sections(page.markdown, "" if own else language, link_resolver(lens.routes, lens.page)),
        lens.source_lines(page.front.sources),
        lens.t.date(page.front.reviewed) if page.front.reviewed else "",
    )


def _tools(lens: Lens) -> Tools:
    """Return what the atlas offers to people who hire and develop staff."""
    t, routes = lens.t, lens.routes
    ids = [page.key for page in routes.pages if page.kind == PageKind.SHEET]
    rows = tuple(
        RoleTools(
            lens.role(id),
            lens.link(PageKind.SHEET, id, text=t("tools.sheet")),
            tuple(lens.link(PageKind.SHEET, id, anchor, t(f"tools.{anchor}")) for anchor in ("advertisement", "talk")),
        )
        for id in by_title(lens, ids if len(ids) <= MATRIX_ROLES else ())
    )
    matrix, comparisons = (
        lens.link(kind) if routes.has(kind) else None for kind in (PageKind.MATRIX, PageKind.COMPARISONS)
    )
    return Tools(rows, lens.link(PageKind.ROLES), workbook_address(lens), matrix, comparisons)


def workbook_address(lens: Lens) -> str:
    """Return the address of this language's workbook, relative to the page; empty if the atlas is too large for a workbook."""
    if divided(lens.catalog):
        return ""
    name = workbook_name(lens.catalog.site.short_name, lens.language)
    return lens.routes.relative(lens.page, f"../{DATA}/{name}")


def _publisher(lens: Lens, shown: Iterable[str]) -> Iterator[PublisherRow]:
    """Yield the details of the publisher that are known."""
    for name in shown:
        value = getattr(lens.catalog.site.publisher, name)
        if value:
            href = f"mailto:{quote(value, safe='@')}" if name == "email" else ""
            text = lens.t.count("duration.days", value) if isinstance(value, int) else value
            yield PublisherRow(lens.t(f"publisher.{name}"), tuple(text.splitlines()), href)


def sections(markdown: str, language: str, address: LinkResolver) -> tuple[Section, ...]:
    """Split Markdown at its headings and render the parts; ``language`` is set if it is not the language of the page."""

    def text(part: str) -> str:
        return foreign(part, language) if language else part

    found = list(_HEADING.finditer(markdown))
    starts = [0, *(match.end() for match in found)]
    ends = [*(match.start() for match in found), len(markdown)]
    bodies = [rich(text(markdown[start:end]), address) for start, end in zip(starts, ends, strict=True)]
    rows = [Section(0, "", "", bodies[0])] if bodies[0] else []
    for number, (match, body) in enumerate(zip(found, bodies[1:], strict=True), start=1):
        rows.append(Section(len(match[1]), match[3] or f"section-{number}", text(match[2]), body))
    return tuple(rows)
