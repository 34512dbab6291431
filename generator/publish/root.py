"""Write the files above the languages' folders: chooser, 404 page, data, licences and PDFs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.catalog import Catalog
from generator.problems import Problem
from generator.publish.assets import root_environment, write_script
from generator.publish.data import write_data
from generator.publish.editions import Edition, Job
from generator.publish.handbook import write_handbooks
from generator.publish.last_build import LastBuild
from generator.publish.licences import write_licences
from generator.publish.sitemap import home_versions, site_path
from generator.publish.social import PICTURE, PICTURE_SIZE
from generator.render.foreign import in_language, text_in
from generator.render.pages import Renderer
from generator.routes import HANDBOOKS, PageKind, language_root

_ABOUT = ("imprint", "privacy", "accessibility")
"""Kinds of the prose pages that chooser and 404 page link to, since people who type in the site's domain land on these two."""


def write_root(stage: Path, renderer: Renderer, job: Job) -> tuple[tuple[Problem, ...], frozenset[str]]:
    """Write the files above the languages' folders into a stage; the languages may still be building.

    Returns warnings about the PDFs, and the files that are kept as the last build wrote them.
    """
    write_chooser(stage, renderer, job.edition, job.base_url)
    last = LastBuild(job.target, "", job.basis) if job.basis else None
    left = write_data(stage, renderer, job.base_url, last)
    if last:
        last.write()
    write_licences(stage, renderer.templates)
    warned = write_handbooks(stage / HANDBOOKS, renderer)[1] if renderer.routes.handbook else ()
    return warned, left


def write_chooser(stage: Path, renderer: Renderer, edition: Edition, base_url: str) -> None:
    """Write the chooser, a page with links to all languages, with its script, and for the web edition the 404 page.

    If there is only one language, the chooser redirects to its home page.
    """
    catalog = renderer.catalog
    site = catalog.site
    languages = [
        {
            "id": language.id,
            "title": language.title,
            "name": text_in(site.title, language.id),
            "tagline": text_in(site.tagline, language.id),
            "about": _about(renderer, language.id),
            "t": t,
        }
        for language, t in zip(site.languages, renderer.all_strings, strict=True)
    ]
    environment = root_environment(renderer.templates)
    first = catalog.languages[0]
    shared = {"languages": languages, "first": first, "preview": bool(site.publisher.missing)}
    home = "" if edition is Edition.WEB else "index.html"
    pages: dict[str, dict[str, Any]] = {
        "index.html": {
            "assets": f"{first}/assets",
            "root": "",
            "home": home,
            "target": f"{first}/{home}" if len(languages) == 1 else "",
            **_description(catalog, base_url),
        }
    }
    if edition is Edition.WEB:
        # A 404 page is served at any address, so its links begin with the site's path instead of being relative.
        path = site_path(base_url)
        pages["404.html"] = {"assets": f"{path}{first}/assets", "root": path}
    for name, own in pages.items():
        html = environment.get_template(f"{name}.jinja").render(**shared, **own)
        (stage / name).write_text(html, encoding="utf-8", newline="\n")
    write_script(renderer.templates / "root" / ("chooser.js" if len(languages) > 1 else "redirect.js"), stage)


def _about(renderer: Renderer, language: str) -> list[tuple[str, str]]:
    """Return titles and addresses (below the language's folder) of the pages about the site's publisher (``_ABOUT``)."""
    content, routes = renderer.catalog.content, renderer.routes
    fronts = {
        page: in_language(content.pages[page.key], language)[1].front
        for page in routes.pages
        if page.kind == PageKind.PROSE
    }
    return [(front.title, routes.url(page)) for kind in _ABOUT for page, front in fronts.items() if front.kind == kind]


def _description(catalog: Catalog, base_url: str) -> dict[str, Any]:
    """Return the chooser's metadata for search engines and link previews; addresses only if the site has a base URL."""
    site = catalog.site
    title, taglines = (
        " / ".join(dict.fromkeys(text_in(text, id) for id in catalog.languages)) for text in (site.title, site.tagline)
    )
    social = [("og:type", "website"), ("og:site_name", title), ("og:title", title), ("og:description", taglines)]
    versions = home_versions(catalog, base_url) if base_url else {}
    first = language_root(base_url, catalog.languages[0])
    canonical = versions.get("x-default", first)
    if canonical:
        social += [
            ("og:url", canonical),
            ("og:image", f"{first}{PICTURE}"),
            ("og:image:alt", title),
            ("og:image:width", str(PICTURE_SIZE[0])),
            ("og:image:height", str(PICTURE_SIZE[1])),
        ]
    return {
        "title": title,
        "description": taglines,
        "canonical": canonical,
        "alternates": versions.items(),
        "social": social,
    }
