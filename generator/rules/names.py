"""Reject ids that make the paths of the bundle's files too long."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.problems import Location, Problem, shown
from generator.routes import HANDBOOKS, Page, PageKind, plan_routes, profile_name

MAX_NAME = 119
"""Characters of a file's path, the top folder included: older systems can't unpack longer ones."""
_Ids = tuple[tuple[str, Location], ...]


def long_names(facts: Facts, top: str = "") -> Iterator[Problem]:
    """Find ids with which a file of the bundle gets too long a name.

    ``top`` is the folder that holds everything in the bundle, by default named as the atlas in short.
    A record has one problem, however many of its files are concerned; its limit is the one that mends them all.
    """
    found: dict[Location, tuple[int, str, int]] = {}
    for name, ids in _named(facts, top or facts.catalog.site.short_name):
        if len(name) <= MAX_NAME:
            continue
        together = sum(len(id) for id, _ in ids)
        room = MAX_NAME - (len(name) - together)
        share = room // len(ids)
        for id, place in ids:
            if len(id) > share:  # an id within its share is at no fault, and leaves the rest to the other
                limit = max(share, room - (together - len(id)), 1)
                found[place] = min(found.get(place, (limit, id, len(name))), (limit, id, len(name)))
    for place, (limit, id, length) in found.items():
        yield Problem(
            place,
            "long-name",
            f"{shown(id)} of {len(id)} characters, which gives a file of the offline bundle a name of {length}",
            f"at most {limit} characters",
            f"no name in the bundle may be longer than {MAX_NAME}, and a comparison's holds the ids of both roles",
        )


def _named(facts: Facts, top: str) -> Iterator[tuple[str, _Ids]]:
    """Names of files in the language with the longest id, each with the ids in it and their places."""
    catalog = facts.catalog
    language = max(catalog.languages, key=len)
    routes = plan_routes(facts, directory_urls=False)
    for page in routes.pages:
        yield f"{top}/{language}/{routes.url(page)}", _ids(catalog, page, language)
    for id, role in catalog.content.roles.items():
        yield f"{top}/{HANDBOOKS}/{profile_name(id, language)}", ((id, Location(role.path)),)
    for redirect in catalog.content.redirects:
        old = redirect.value.old
        yield f"{top}/{language}/{old}.html", ((old, redirect.locate("from")),)


def _ids(catalog: Catalog, page: Page, language: str) -> _Ids:
    """Ids in a page's name; the language's own where there is no other."""
    if page.kind == PageKind.COMPARISON:
        roles = catalog.content.roles
        return tuple((id, Location(roles[id].path)) for id in page.key.split("--"))
    if page.key and page.record:
        return ((page.key, Location(page.record)),)
    return ((language, catalog.content.site.locate("languages")),)
