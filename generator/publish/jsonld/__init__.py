"""Write JSON-LD for each page: the page itself, its breadcrumb and what it is about, in the terms of schema.org.

``things`` describes what a page is about, ``Describer.describe`` combines page and thing, ``data_block`` makes the
result safe inside HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from babel import Locale
from babel.core import get_global
from markupsafe import Markup, escape
from pydantic_core import to_json

from generator.publish.dates import PageDates
from generator.publish.jsonld.things import CONTEXT, Teller, Thing
from generator.publish.social import PICTURE, PICTURE_SIZE
from generator.render.lens import Lens
from generator.render.pages import RenderedPage, Renderer
from generator.routes import Page, PageKind, language_root

_SECTION = {
    PageKind.ROLE: PageKind.ROLES,
    PageKind.SHEET: PageKind.ROLES,
    PageKind.SKILL: PageKind.SKILLS,
    PageKind.TRAINING: PageKind.TRAININGS,
    PageKind.COMPARISON: PageKind.COMPARISONS,
}
_COLLECTIONS = frozenset(
    {PageKind.ROLES, PageKind.SKILLS, PageKind.TRAININGS, PageKind.COMPARISONS, PageKind.MATRIX, PageKind.GLOSSARY}
)
# Characters that could end a script element, start another one or break a line of JavaScript.
_UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Describer:
    """Writer of metadata for the pages of one language; without a ``base_url`` addresses are relative to the page."""

    def __init__(self, renderer: Renderer, base_url: str) -> None:
        routes = renderer.routes
        self._renderer = renderer
        self._lens = renderer.lens(routes.page(PageKind.HOME))
        self._dates = PageDates(self._lens.facts)
        self._root = language_root(base_url, renderer.language)
        self._name = self._lens.local(self._lens.catalog.site.title)

    def head(self, rendered: RenderedPage) -> Markup:
        """Return the Open Graph properties and the JSON-LD for a page's head."""
        page, title, description = rendered.page, rendered.title, rendered.description
        before, after = self._always
        own = [("og:title", title), ("og:description", description)]
        address = [("og:url", self._root + self._lens.routes.url(page))] if self._root else []
        social = f"{before}{_properties(own)}{after}{_properties(address)}{self._picture}"
        described = data_block(self.describe(page, title, description))
        return Markup(f'{social}<script type="application/ld+json">{described}</script>')  # noqa: S704 escaped above

    @cached_property
    def _always(self) -> tuple[str, str]:
        """The Open Graph properties that are the same on all pages: those before the page's own texts, and those after them."""
        languages = self._lens.catalog.site.languages
        locales = {language.id: _with_territory(language.locale or language.id) for language in languages}
        others = [("og:locale:alternate", locale) for id, locale in locales.items() if id != self._lens.language]
        return (
            _properties([("og:type", "website"), ("og:site_name", self._name)]),
            _properties([("og:locale", locales[self._lens.language]), *others]),
        )

    @cached_property
    def _picture(self) -> str:
        """The Open Graph properties of the picture for link previews; none if the site has no base URL, as its address must be absolute."""
        if not self._root:
            return ""
        width, height = map(str, PICTURE_SIZE)
        named = [("og:image", f"{self._root}{PICTURE}"), ("og:image:alt", self._name)]
        return _properties([*named, ("og:image:width", width), ("og:image:height", height)])

    def describe(self, page: Page, title: str, description: str) -> Thing:
        """Return the description of a page as a JSON-LD graph."""
        lens = self._renderer.lens(page)

        def address(target: Page) -> str:
            url = lens.routes.url(target)
            return self._root + url if self._root else lens.routes.relative(page, url)

        thing = Teller(lens, address).about(page)
        home = lens.routes.page(PageKind.HOME)
        site: Thing = {
            "@type": "WebSite",
            "@id": f"{address(home)}#site",
            "url": address(home),
            "name": self._name,
            "inLanguage": lens.language,
        }
        graph = [self._web_page(lens, page, address(page), title, description), site]
        graph[0]["isPartOf"] = {"@id": site["@id"]}
        if page.kind != PageKind.HOME:
            above = [lens.routes.page(_SECTION[page.kind])] if page.kind in _SECTION else []
            if page.kind == PageKind.SHEET:
                above.append(lens.routes.page(PageKind.ROLE, page.key))
            trail = [home, *above, page]
            graph[0]["breadcrumb"] = _breadcrumb(
                [(title if step == page else lens.title(step.kind, step.key), address(step)) for step in trail]
            )
        if thing:
            graph[0]["mainEntity"] = {"@id": thing["@id"]}
            graph.append(thing)
        return {"@context": CONTEXT, "@graph": graph}

    def _web_page(self, lens: Lens, page: Page, url: str, title: str, description: str) -> Thing:
        dates = self._dates.of(page)
        site = lens.catalog.site
        result: dict[str, Any] = {
            "@type": "CollectionPage" if page.kind in _COLLECTIONS else "WebPage",
            "@id": url,
            "url": url,
            "name": title,
            "description": description,
            "inLanguage": lens.language,
        }
        if site.licence.url:
            result["license"] = site.licence.url
        if lens.is_draft:
            result["creativeWorkStatus"] = "draft"
        if dates.modified:
            result["dateModified"] = dates.modified.isoformat()
        if dates.reviewed:
            result["lastReviewed"] = dates.reviewed.isoformat()
        if site.publisher.name:
            result["publisher"] = {"@type": "Organization", "name": site.publisher.name}
        return result


def _properties(rows: Iterable[tuple[str, str]]) -> str:
    """Return Open Graph properties, given by name and value, as HTML."""
    return "".join([f'<meta property="{name}" content="{escape(value)}">\n' for name, value in rows])


def _with_territory(locale: str) -> str:
    """Return a locale as Open Graph writes it, with the likely territory if it has none: "de" -> "de_DE"."""
    parsed = Locale.parse(locale, sep="-")
    likely: str = get_global("likely_subtags").get(parsed.language, "")
    territory = parsed.territory or likely.rpartition("_")[2]
    return f"{parsed.language}_{territory}" if territory else parsed.language


def _breadcrumb(trail: list[tuple[str, str]]) -> Thing:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": {"@id": address}}
            for place, (name, address) in enumerate(trail, start=1)
        ],
    }


def data_block(value: Thing) -> Markup:
    """Return a value as JSON that can't break out of a script element."""
    text = to_json(value).decode()
    for sign, written in _UNSAFE.items():  # a tenth of the time of one regular expression for all
        text = text.replace(sign, written)
    return Markup(text)  # noqa: S704 escaped right here
