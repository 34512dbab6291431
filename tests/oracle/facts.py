"""Compare the notes of built pages (ids, links, headings and so on) with what an HTML parser finds in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from mkdocs.config.base import load_config

from generator.publish import site
from generator.publish.editions import Edition, Order
from generator.publish.language import LanguagePages, LanguageReport
from generator.publish.plugin import build_language
from generator.publish.shell import Shell
from generator.render.pages import RenderedPage
from generator.render.recorder import Heading
from generator.routes import Routes, file_of
from tests.oracle.sections import sections

ROOT = Path(__file__).parents[2]
STATIC_WORDS = frozenset({"CSV", "Excel"})
"""Words that the templates write themselves, the same in every language, so that no page notes them."""
_LINKS = "//a/@href | //area/@href | //link[not(contains(@rel, 'stylesheet'))]/@href"
_RESOURCES = "//script/@src | //link[contains(@rel, 'stylesheet')]/@href | //img/@src | //iframe/@src | //source/@src"
_RUNNABLE = frozenset({"", "text/javascript", "application/javascript", "module"})


@dataclass(frozen=True)
class Taken:
    """A page as it was passed to ``LanguagePages.take`` to be written."""

    rendered: RenderedPage
    shell: Shell
    html: str


@dataclass
class Built:
    """One language of a built site: its folder, the writer of its pages, the pages, and the report on them."""

    folder: Path
    writer: LanguagePages
    pages: list[Taken]
    report: LanguageReport

    @property
    def routes(self) -> Routes:
        """Routes of the pages."""
        return self.writer.renderer.routes


def built(target: Path, content: Path, edition: Edition = Edition.WEB, *, full: bool = False) -> Iterator[Built]:
    """Build an atlas in this process and yield each language with its pages."""
    config_file = str(ROOT / "mkdocs.yml")
    order = Order(edition, content, full=full)
    config = load_config(config_file, site_dir=str(target), strict=True)
    whole, _ = site.begin_build(config, "", order, serving=False)
    for job in whole.jobs:
        with _remembered() as found:
            report = build_language(config_file, job, True, order)
        writers, taken = found
        yield Built(job.stage / job.language, writers[0], taken, report)


@contextmanager
def _remembered() -> Iterator[tuple[list[LanguagePages], list[Taken]]]:
    writers: list[LanguagePages] = []
    taken: list[Taken] = []
    original = LanguagePages.take

    def take(pages: LanguagePages, rendered: RenderedPage, shell: Shell, text: str) -> None:
        writers.append(pages)
        taken.append(Taken(rendered, shell, text))
        original(pages, rendered, shell, text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LanguagePages, "take", take)
        yield writers, taken


def faults(built: Built) -> Iterator[str]:
    """Yield each difference between the notes of a language's pages, or its report, and the HTML."""
    for taken in built.pages:
        page = taken.rendered.page
        root = built.routes.relative(page, "").rstrip("/")
        for fault in (*content_faults(taken.rendered, root), *whole_faults(taken, built)):
            yield f"{built.report.language}/{page.source}: {fault}"
    yield from report_faults(built)


def content_faults(rendered: RenderedPage, root: str) -> Iterator[str]:
    """Yield the differences between a page's notes and its content; ``root`` is the path from the page to its language's folder."""
    tree = html.fragment_fromstring(rendered.html, create_parent="div")
    notes = rendered.notes
    yield from _differences("ids", tree.xpath("//@id"), notes.ids)
    yield from _differences("links", tree.xpath(_LINKS), notes.links)
    yield from _differences("resources", tree.xpath(_RESOURCES), [f"{root}/{path}" for path in notes.resources])
    yield from _differences("headings", _headings(tree), notes.headings)
    yield from (f"an inline style: {value}" for value in tree.xpath("//@style | //style/text()"))
    yield from (f"an inline script: {text[:40]}" for text in _scripts(tree))
    yield from (f"an event handler: {name}" for name in _handlers(tree))
    yield from _passage_faults(rendered)


def _passage_faults(rendered: RenderedPage) -> Iterator[str]:
    read, noted = sections(rendered.html), rendered.passages
    yield from _differences("sections", [one.anchor for one in read], [one.anchor for one in noted])
    for section, passage in zip(read, noted, strict=False):
        if section.title != passage.title:
            yield f"title of #{section.anchor}: {section.title!r}, said to be {passage.title!r}"
        read_words = [word for word in _words(section.text) if word not in STATIC_WORDS]
        noted_words = [word for word in _words(passage.text) if word not in STATIC_WORDS]
        yield from _differences(f"words of #{section.anchor}", read_words, noted_words)


def whole_faults(taken: Taken, built: Built) -> Iterator[str]:
    """Yield the differences between the notes of a page and its shell and the page as written."""
    rendered, routes = taken.rendered, built.routes
    if taken.html.encode() != (built.folder / file_of(routes.url(rendered.page))).read_bytes():
        yield "the file is not what was handed over"
    if taken.html.count(rendered.html) != 1:
        yield "the content does not stand on its page as it is"
    tree = html.document_fromstring(taken.html)
    if rendered.title not in tree.findtext(".//title"):
        yield f"title {tree.findtext('.//title')!r}, said to be {rendered.title!r}"
    yield from _differences("description", tree.xpath("//meta[@name='description']/@content"), [rendered.description])
    listed = rendered.contents[1:]
    for contents in tree.xpath("//nav[contains(@class, 'md-nav--secondary')]"):
        shown = [(link.get("href"), " ".join(link.text_content().split())) for link in contents.iter("a")]
        if shown and shown != [(f"#{heading.id}", heading.title) for heading in listed]:
            yield f"contents {shown}"
    yield from _differences("ids of the whole", tree.xpath("//@id"), [*rendered.notes.ids, *taken.shell.ids])
    own = {
        *rendered.notes.links,
        *taken.shell.links,
        *(f"{routes.relative(rendered.page, '').rstrip('/')}/{path}" for path in rendered.notes.resources),
        *(f"#{heading.id}" for heading in listed),
        built.writer.canonical(rendered.page),
        built.writer.edit_address(rendered.page),
        built.writer.feedback_address(rendered.page, rendered.title),
        *(routes.to_language(rendered.page, language) for language in built.writer.renderer.catalog.languages),
    }
    found = {*tree.xpath(_LINKS), *tree.xpath(_RESOURCES)}
    yield from (f"a link that is not known: {link}" for link in sorted(found - own))
    if more := set(_scripts(tree)) - taken.shell.scripts:
        yield f"inline scripts that are not known: {more}"
    yield from (f"an event handler: {name}" for name in _handlers(tree))


def report_faults(built: Built) -> Iterator[str]:
    """Yield the differences between the report on a language and its files."""
    report = built.report
    yield from report.faults
    if report.pages != len(built.pages) or report.pages != len(built.routes.pages):
        yield f"{len(built.pages)} pages, said to be {report.pages}"
    scripts: dict[int, frozenset[str]] = {}
    for taken in built.pages:
        depth = built.routes.url(taken.rendered.page).count("/")
        found = frozenset(_scripts(html.document_fromstring(taken.html)))
        scripts[depth] = scripts.get(depth, frozenset()) | found
    if scripts != report.scripts:
        yield "the inline scripts by depth are not those that are reported"


def _scripts(tree: html.HtmlElement) -> list[str]:
    """Return the inline scripts that a browser would run."""
    return [
        element.text or ""
        for element in tree.iter("script")
        if "src" not in element.attrib and element.get("type", "").strip().lower() in _RUNNABLE
    ]


def _handlers(tree: html.HtmlElement) -> list[str]:
    return [
        f"{element.tag} {name}"
        for element in tree.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name.startswith("on")
    ]


def _headings(tree: html.HtmlElement) -> list[Heading]:
    found = []
    for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if id := element.get("id"):
            title = "".join(element.xpath(".//text()[not(ancestor::a[@class='headerlink'])]"))
            folded = element.getparent().tag == "summary"  # without a link, since a click opens the fold
            listed = folded or element.xpath("a[@class='headerlink']/@href") == [f"#{id}"]
            found.append(Heading(int(element.tag[1]), id, title, listed))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _differences(what: str, found: Iterable[object], said: Iterable[object]) -> Iterator[str]:
    read, noted = Counter(found), Counter(said)
    if more := read - noted:
        yield f"{what} that are not noted: {list(more.elements())[:5]}"
    if lost := noted - read:
        yield f"{what} that are noted and not there: {list(lost.elements())[:5]}"
