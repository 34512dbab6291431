"""Set the options of MkDocs and its theme that depend on the language; all others are in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from html import escape

from mkdocs.config.defaults import MkDocsConfig

from generator.model.page import HR
from generator.render.foreign import Foreign, as_html, tagged
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.render.views.prose import pages_for
from generator.routes import NAVIGATION, Page, PageKind, language_root

_SCHEMES = (
    ("default", "palette.to_dark", "material/weather-night"),
    ("slate", "palette.to_light", "material/weather-sunny"),
)

# Files of the theme that no page loads, since the atlas has its own search (generator/decisions/0006-search.md), sitemaps and icons.
_UNUSED = (
    "assets/images/favicon.png",
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "*.map",
    "sitemap.xml",
)

FOOTER = frozenset({PageKind.DATA, PageKind.QUALITY, PageKind.PROSE})
"""Kinds of page that the footer links to."""


def configure(config: MkDocsConfig, renderer: Renderer, base_url: str) -> None:
    """Set name, language, address, navigation and labels. Raises ``ContentError`` if the language has no interface strings."""
    t, routes = renderer.strings, renderer.routes
    lens = Lens(renderer.facts, routes, t, routes.page(PageKind.HOME))
    site = renderer.catalog.site
    # Escaped here, since the theme writes these into HTML unchanged.
    config.site_name = escape(lens.local(site.title))
    config.site_description = escape(lens.local(site.description))
    config.site_url = language_root(base_url, renderer.language)
    config.theme["language"] = renderer.language
    config.theme["palette"] = [
        {
            "media": f"(prefers-color-scheme: {'light' if scheme == 'default' else 'dark'})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": t(label)},
        }
        for scheme, label, icon in _SCHEMES
    ]
    config.nav = navigation(renderer)
    config.extra["alternate"] = True
    config.extra["atlas"] = {
        "t": t,
        "logo": renderer.look.logo,
        "licence": {"name": site.licence.name, "url": site.licence.url},
        "footer": tuple(
            (as_html(lens.title(page.kind, page.key)), routes.url(page)) for page in routes.pages if page.kind in FOOTER
        ),
        "feed": t("feed.title", site=lens.local(site.title)) if renderer.catalog.content.releases else "",
        "notices": tuple(_notices(renderer)),
        "half_translated": renderer.half_translated,
        "html": as_html,
        "tagged": tagged,
        "name": as_html(lens.local(site.title)),
        "description": as_html(lens.local(site.description)),
        "titles": {page.source: as_html(_label(lens, page.kind, page.key)) for page in _navigated(lens)},
    }
    # For an adopter's own Markdown pages.
    config.mdx_configs.setdefault("toc", {})["permalink_title"] = t("permalink")
    # Only the root has a 404 page, and the atlas writes its own sitemaps (sitemap.py).
    config.theme.static_templates.discard("404.html")
    config.theme.static_templates.discard("sitemap.xml")


def navigation(renderer: Renderer) -> list[dict[str, str]]:
    """Return the entries of the main navigation, each with its title (HTML) and its Markdown file.

    They are overviews, a guide for readers in HR and the page about the atlas: few, since MkDocs' navigation takes quadratic time.
    """
    lens = Lens(renderer.facts, renderer.routes, renderer.strings, renderer.routes.page(PageKind.HOME))
    labels = ((page.source, _label(lens, page.kind, page.key)) for page in _navigated(lens))
    # MkDocs accepts only titles of the type str itself.
    return [{str(as_html(label)) if isinstance(label, Foreign) else escape(label): source} for source, label in labels]


def _navigated(lens: Lens) -> list[Page]:
    """Return the pages of the main navigation in their order."""
    routes = lens.routes
    about = [routes.page(PageKind.PROSE, "about")] if routes.has(PageKind.PROSE, "about") else []
    guide = [routes.page(PageKind.PROSE, id) for id in pages_for(lens, HR)[:1]]
    kinds = (routes.page(kind) for kind in NAVIGATION if routes.has(kind))
    return [routes.page(PageKind.HOME), *kinds, *guide, *about]


def _notices(renderer: Renderer) -> Iterator[str]:
    """Yield the keys of the texts that say on each page why this site is not meant for the public."""
    if renderer.catalog.site.publisher.missing:
        yield "publisher.preview"
    if renderer.half_translated:
        yield "preview.borrowed"


def _label(lens: Lens, kind: str, key: str) -> str:
    return lens.t("home.title") if kind == PageKind.HOME else lens.title(kind, key)


def unused(path: str) -> bool:
    """Return whether a file belongs to the theme and is not loaded by any page, so that the site needs neither it nor its licence."""
    return any(fnmatchcase(path, pattern) for pattern in _UNUSED)
