"""What lies above the languages and asks no built page: chooser, 404 page, data, redirects, sitemaps, pictures."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.publish.data import write_data
from generator.publish.editions import Edition
from generator.publish.handbook import write_handbooks
from generator.publish.handbook.social import write_pictures
from generator.publish.redirects import write_redirects
from generator.publish.sitemap import write_sitemaps
from generator.render.handbooks import FOLDER
from generator.render.pages import Renderer
from generator.render.strings import load_strings


def write_root(stage: Path, renderer: Renderer, edition: Edition, base_url: str) -> None:
    """Write chooser, data and redirects and, for the web, 404 page, pictures and sitemaps into a stage."""
    site = renderer.catalog.site
    # A 404 page is served for any address, so its links are absolute: below the site's own path.
    path = urlsplit(base_url).path.rstrip("/") + "/"
    languages = [
        {
            "id": language.id,
            "title": language.title,
            "name": site.title[language.id],
            "tagline": site.tagline[language.id],
            "t": load_strings(renderer.templates, language),
        }
        for language in site.languages
    ]
    environment = Environment(
        loader=FileSystemLoader(renderer.templates / "root"), autoescape=True, undefined=StrictUndefined
    )
    home = "" if edition is Edition.WEB else "index.html"
    names = ["index.html", "404.html"] if edition is Edition.WEB else ["index.html"]
    for name in names:
        root = path if name == "404.html" else ""
        html = environment.get_template(f"{name}.jinja").render(
            languages=languages, root=root, home=home, first=site.languages[0].id
        )
        (stage / name).write_text(html, encoding="utf-8", newline="\n")
    write_data(stage, renderer)
    write_redirects(stage, renderer, base_url)
    if renderer.plan.handbook:
        write_handbooks(stage / FOLDER, renderer.catalog, renderer.templates)
    if edition is Edition.WEB:
        write_pictures(stage, renderer.catalog, renderer.templates)
        write_sitemaps(stage, renderer.catalog, renderer.plan, base_url)
