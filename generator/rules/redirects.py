"""Reject redirects that lead nowhere or whose old address is that of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.content import Record
from generator.derive.facts import Facts
from generator.kinds.redirect import Redirect, final_address
from generator.problems import ContentError, Problem, did_you_mean, shown
from generator.routes import Page, Routes, file_of, moved_page, plan_routes


def refuse_bad_redirects(facts: Facts) -> None:
    """Raise ``ContentError`` if ``redirect_problems`` finds any."""
    problems = tuple(redirect_problems(facts))
    if problems:
        raise ContentError(problems)


def redirect_problems(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each redirect that leads nowhere or in a circle, or whose old address has a page or another redirect."""
    routes = plan_routes(facts)
    addresses = {page.address for page in routes.pages}
    editions = (replace(routes, directory_urls=True), replace(routes, directory_urls=False))
    files = {file for page in routes.pages for file in _files(editions, page)}
    targets: dict[str, str] = {}
    for record in facts.catalog.content.redirects:
        redirect: Redirect = record.value
        if not files.isdisjoint(_files(editions, moved_page(redirect.old))):
            place = record.locate("from")
            yield Problem(
                place, "redirect-over-page", shown(redirect.old), "an address that no page has", "remove the redirect"
            )
        elif redirect.old in targets:
            yield Problem(record.locate("from"), "duplicate-redirect", shown(redirect.old), "each old address once")
        targets.setdefault(redirect.old, redirect.new)
    for record in facts.catalog.content.redirects:
        if final_address(targets, record.value.new) not in addresses:
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


def _files(editions: Iterable[Routes], page: Page) -> set[tuple[bool, str]]:
    """Return the file of a page below a language's folder, for each edition (with folder addresses or without)."""
    return {(routes.directory_urls, file_of(routes.url(page))) for routes in editions}
