"""Moved addresses: small pages that lead old links on in both editions; only to keep the anchor takes a script."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.catalog import Catalog
from generator.model.lists import Redirect
from generator.parse import Record
from generator.problems import ContentError, Problem, did_you_mean, shown
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.render.plan import Kind, Page, Plan, make_plan
from generator.render.strings import load_strings

_SCRIPT = "redirect.js"


def refuse_bad_redirects(catalog: Catalog) -> None:
    """Raise ``ContentError`` for redirects that lead nowhere or stand where a page is."""
    problems = tuple(redirect_problems(catalog))
    if problems:
        raise ContentError(problems)


def redirect_problems(catalog: Catalog) -> Iterator[Problem]:
    """Find redirects that lead nowhere, lead round in a circle, or whose old address has a page or another redirect."""
    plan = make_plan(catalog)
    addresses = {page.address for page in plan.pages}
    editions = (replace(plan, directory_urls=True), replace(plan, directory_urls=False))
    files = {file for page in plan.pages for file in _files(editions, page)}
    targets: dict[str, str] = {}
    for record in catalog.content.redirects:
        redirect: Redirect = record.value
        if not files.isdisjoint(_files(editions, _origin(redirect.old))):
            place = record.locate("from")
            yield Problem(
                place, "redirect-over-page", shown(redirect.old), "an address that no page has", "remove the redirect"
            )
        elif redirect.old in targets:
            yield Problem(record.locate("from"), "duplicate-redirect", shown(redirect.old), "each old address once")
        targets.setdefault(redirect.old, redirect.new)
    for record in catalog.content.redirects:
        if _final(targets, record.value.new) not in addresses:
            yield _lost(record, addresses)


def _lost(record: Record[Redirect], addresses: set[str]) -> Problem:
    found = record.value.new
    return Problem(
        record.locate("to"),
        "unknown-page",
        shown(found),
        "the address of a page",
        did_you_mean(found, sorted(addresses)),
    )


def _final(targets: dict[str, str], address: str) -> str:
    """Where a chain of redirects ends; an address that is no page where it goes round in a circle."""
    seen: set[str] = set()
    while address in targets and address not in seen:
        seen.add(address)
        address = targets[address]
    return address


def write_redirects(stage: Path, renderer: Renderer, base_url: str) -> None:
    """Write a page for each old address in each language; chains lead to their end at once."""
    catalog, plan = renderer.catalog, renderer.plan
    targets = {record.value.old: record.value.new for record in catalog.content.redirects}
    pages = {page.address: page for page in plan.pages}
    environment = Environment(
        loader=FileSystemLoader(renderer.templates / "root"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    template = environment.get_template("redirect.html.jinja")
    lenses = [
        Lens(catalog, plan, load_strings(renderer.templates, language), plan.page(Kind.HOME))
        for language in catalog.site.languages
    ]
    for old, new in targets.items():
        origin, target = _origin(old), pages[_final(targets, new)]
        for lens in lenses:
            html = template.render(
                t=lens.t,
                language=lens.language,
                title=lens.title(target.kind, target.key),
                target=plan.href(origin, target),
                canonical=_canonical(base_url, lens.language, plan, origin, target),
                assets=plan.relative(origin, "assets"),
                script=plan.relative(origin, f"../{_SCRIPT}"),
                others=[
                    (other.id, other.title, plan.to_language(origin, other.id))
                    for other in catalog.site.languages
                    if other.id != lens.language
                ],
            )
            path = stage / lens.language / _file(plan.url(origin))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, encoding="utf-8", newline="\n")
    if targets:
        shutil.copyfile(renderer.templates / "root" / _SCRIPT, stage / _SCRIPT)


def _origin(address: str) -> Page:
    """The page that a redirect makes at its old address."""
    return Page(Kind.PROSE, "", f"{address}.md")


def _files(editions: Iterable[Plan], page: Page) -> set[tuple[bool, str]]:
    """File of a page below a language's folder, for each edition."""
    return {(plan.directory_urls, _file(plan.url(page))) for plan in editions}


def _file(url: str) -> str:
    return f"{url}index.html" if url.endswith("/") or not url else url


def _canonical(base_url: str, language: str, plan: Plan, origin: Page, target: Page) -> str:
    return f"{base_url.rstrip('/')}/{language}/{plan.url(target)}" if base_url else plan.href(origin, target)
