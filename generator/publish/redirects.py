"""Write redirect pages for moved addresses in both editions; they need no script except to keep the anchor."""

from __future__ import annotations

from pathlib import Path

from generator.kinds.redirect import final_address
from generator.publish.assets import root_environment, write_script
from generator.render.foreign import as_html
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.routes import Page, PageKind, Routes, file_of, moved_page

_SCRIPT = "redirect.js"


def write_redirects(stage: Path, renderer: Renderer, base_url: str) -> None:
    """Write a redirect page for each old address in each language; a chain of moves leads directly to its last address."""
    catalog, routes = renderer.catalog, renderer.routes
    targets = catalog.content.moved
    pages = {page.address: page for page in routes.pages}
    template = root_environment(renderer.templates).get_template("redirect.html.jinja")
    lenses = [Lens(renderer.facts, routes, t, routes.page(PageKind.HOME)) for t in renderer.all_strings]
    for old, new in targets.items():
        origin, target = moved_page(old), pages[final_address(targets, new)]
        for lens in lenses:
            html = template.render(
                t=lens.t,
                html=as_html,
                language=lens.language,
                title=lens.title(target.kind, target.key),
                target=routes.href(origin, target),
                canonical=_canonical(base_url, lens.language, routes, origin, target),
                assets=routes.relative(origin, "assets"),
                script=routes.relative(origin, f"../{_SCRIPT}"),
                others=[
                    (other.id, other.title, routes.to_language(origin, other.id))
                    for other in catalog.site.languages
                    if other.id != lens.language
                ],
            )
            path = stage / lens.language / file_of(routes.url(origin))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, encoding="utf-8", newline="\n")
    if targets:
        write_script(renderer.templates / "root" / _SCRIPT, stage)


def _canonical(base_url: str, language: str, routes: Routes, origin: Page, target: Page) -> str:
    return f"{base_url.rstrip('/')}/{language}/{routes.url(target)}" if base_url else routes.href(origin, target)
