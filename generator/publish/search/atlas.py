"""Choose what the search index holds of the atlas's pages: their kinds, weights, passages and names in all languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.catalog import Catalog
from generator.digests import digest_of
from generator.kinds.training import Cost, TrainingKind
from generator.model.parts import Match
from generator.publish.search.index import SearchIndex, SearchKind
from generator.publish.search.parts import PartedIndex
from generator.publish.search.words import WordSplitter
from generator.render.foreign import tagged, text_in
from generator.render.lens import Lens
from generator.render.pages import RenderedPage, Renderer
from generator.render.recorder import Passage
from generator.render.strings import Strings
from generator.routes import RECORDS, Page, PageKind

# Roles and skills rank above trainings that match as well, since they lead on to these.
_WEIGHTS = {
    PageKind.ROLE: 1.2,
    PageKind.SKILL: 1.2,
    PageKind.PROSE: 0.9,
    PageKind.TRAINING: 0.7,
    PageKind.COMPARISON: 0.4,
    PageKind.SHEET: 0.4,
}
_OTHER_WEIGHT = 0.8
WHOLE_INDEX = 600
"""Most pages of an index that is loaded as a whole; a larger one is loaded in parts."""
WITH_TEXTS = 5000
"""Most pages of an index that holds their texts; a larger one holds only titles and names of records."""
_ALWAYS_WITH_TEXTS = (PageKind.PROSE, PageKind.GLOSSARY)
"""Kinds of page whose texts are in the index however many pages there are."""
_REPEATING = (PageKind.COMPARISON, PageKind.SHEET, PageKind.OCCUPATION)
"""Kinds of page that repeat texts of other pages; their sections are not in the index."""
_LABELLED = {*RECORDS, PageKind.COMPARISON}
"""Kinds of page that a search result names beside its title."""


class SearchedPage(NamedTuple):
    """What the index takes from a page: its address below the language, its kind, its names, and its passages with their names."""

    url: str
    kind: str
    names: tuple[str, ...]
    passages: tuple[tuple[Passage, Iterable[str]], ...]

    def digest(self) -> str:
        """Return the digest of names and passages; digests are only compared for the same page, so it needs no address."""
        return digest_of(map(repr, (*self.names, *self.passages)))


class AtlasSearch:
    """The search index of the atlas in one language."""

    def __init__(self, renderer: Renderer) -> None:
        self._catalog, self._routes, self._language = renderer.catalog, renderer.routes, renderer.language
        self._with_texts = len(self._routes.pages) <= WITH_TEXTS
        home = self._routes.page(PageKind.HOME)
        self._lenses = [Lens(renderer.facts, self._routes, t, home) for t in renderer.all_strings]
        self._own = next(lens for lens in self._lenses if lens.language == self._language)
        kinds = {
            kind: SearchKind(
                tagged(renderer.strings(f"search.kind.{kind}")) if kind in _LABELLED else "",
                _WEIGHTS.get(kind, _OTHER_WEIGHT),
            )
            for kind in self._routes.kinds
        }
        small = renderer.strings("search.small").split()
        self._index: SearchIndex | PartedIndex = (
            SearchIndex(kinds, small)
            if len(self._routes.pages) <= WHOLE_INDEX
            else PartedIndex(kinds, small, WordSplitter(renderer.words), renderer.templates / "search" / "parts.js")
        )

    def read(self, rendered: RenderedPage) -> SearchedPage:
        """Return what the index takes from a page."""
        page = rendered.page
        return SearchedPage(self._routes.url(page), page.kind, self._names(page), tuple(self._sections(rendered)))

    def add(self, page: SearchedPage) -> None:
        """Add a page to the index."""
        self._index.add(page.url, page.kind, page.names, *page.passages)

    def _names(self, page: Page) -> tuple[str, ...]:
        return (
            *(lens.title(page.kind, page.key) for lens in self._lenses),
            *_of_record(self._catalog, page),
            *_of_training(self._own, page),
            *_of_overview((lens.t for lens in self._lenses), page),
        )

    def _sections(self, rendered: RenderedPage) -> Iterator[tuple[Passage, Iterable[str]]]:
        """Yield the passages of a page, the page itself first, each with its other names."""
        page = rendered.page
        first, *others = rendered.passages
        with_text = self._with_texts or page.kind in _ALWAYS_WITH_TEXTS
        yield (first if with_text else Passage(first.anchor, first.title, "")), ()
        if page.kind == PageKind.GLOSSARY:
            for record in self._catalog.content.glossary.values():
                term = record.value
                texts = (tagged(text_in(texts, self._language)) for texts in (term.term, term.definition))
                own = Passage(record.id, *texts)
                yield own, (*term.term.values(), *_flat(term.aliases))
        elif page.kind == PageKind.TRAININGS and not page.key:
            yield from self._filtered()
        elif with_text and page.kind not in _REPEATING:
            yield from ((passage, ()) for passage in others)

    def _filtered(self) -> Iterator[tuple[Passage, Iterable[str]]]:
        """Yield hits for common questions about trainings (free ones, exams); they lead to the catalogue with that filter set."""
        asked = (("free", {"cost": Cost.FREE.value}), ("exam", {"kind": TrainingKind.EXAM.value}))
        for name, chosen in asked:
            link = self._own.filtered(PageKind.TRAININGS, self._own.t(f"search.trainings.{name}"), **chosen)
            if link is None:
                continue
            texts = [lens.t.texts.get(f"search.names.trainings.{name}", "") for lens in self._lenses]
            names = tuple(each.strip() for text in texts for each in text.split(","))
            yield Passage(link.href.partition("#")[2], tagged(link.text), ""), names

    def write(self, site: Path, *, script: bool) -> None:
        """Write the index into the built site, with ``script`` also as a script."""
        self._index.write(site, script=script)


def _of_record(catalog: Catalog, page: Page) -> Iterator[str]:
    """Yield the names of a page's record other than the title that the site shows."""
    if page.kind in RECORDS:
        yield from _other_names(catalog.content.records[RECORDS[page.kind]][page.key].value)
    if page.kind == PageKind.ROLE:
        role = catalog.role(page.key)
        yield from role.title.values()
        for forms in role.name_forms.values():
            yield from filter(None, (forms.feminine, forms.masculine, forms.neutral))
        for grade in role.grades:
            yield from (grade.title or {}).values()
    elif page.kind == PageKind.SKILL:
        for mapped in catalog.skill(page.key).mappings:
            if mapped.match in (Match.EXACT, Match.CLOSE) and mapped.title:
                yield from mapped.title.values()
    elif page.kind == PageKind.TRAINING:
        yield catalog.content.providers[catalog.training(page.key).provider].value.title
    elif page.kind == PageKind.PROSE:
        for prose in catalog.content.pages[page.key].values():
            yield from prose.front.alternative_titles


def _other_names(record: Any) -> Iterator[str]:
    """Yield the alternative titles and labels of a record of any kind."""
    for field in ("alternative_titles", "alternative_labels"):
        yield from _flat(getattr(record, field, {}))


def _of_training(lens: Lens, page: Page) -> Iterator[str]:
    """Yield words by which people search for a training: kind, format, languages, whether it is free or gives a certificate.

    They are in one name, since a query contains several of them. Being free and the certificate are names of their own too.
    """
    if page.kind != PageKind.TRAINING:
        return
    training, line, t = lens.catalog.training(page.key), lens.training_line(page.key), lens.t
    form = lens.local(lens.catalog.content.formats[training.format].value.title)
    certified = training.kind is TrainingKind.EXAM or training.credential is not None
    alone = [line.cost_label] if training.cost in (Cost.FREE, Cost.FREEMIUM) else []
    alone += [t("search.certificate")] if certified else []
    yield ", ".join((t("search.kind.training"), line.kind_label, form, line.languages, *alone))
    yield from alone


def _of_overview(languages: Iterable[Strings], page: Page) -> Iterator[str]:
    """Yield other words for an overview from the interface strings: ``search.names.trainings: courses, further training``."""
    for t in languages:
        text = "" if page.key else t.texts.get(f"search.names.{page.kind}", "")
        yield from (name.strip() for name in text.split(",") if name.strip())


def _flat(lines: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(line for texts in lines.values() for line in texts)
