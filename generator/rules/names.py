"""Reject names of an atlas and ids that make the paths of the bundle's files too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.problems import Location, Problem, counted, shown
from generator.routes import HANDBOOKS, Page, PageKind, plan_routes, profile_name

MAX_NAME = 119
"""Most characters of a file's path in the bundle, with the top folder: older systems can't unpack longer paths."""
FAIR_TOP = 24
"""Most characters of the bundle's top folder with which the ids in a long path are at fault rather than the folder."""
_Ids = tuple[tuple[str, Location], ...]


def long_names(facts: Facts, top: str = "") -> Iterator[Problem]:
    """Yield a problem for each id that makes the path of a file in the bundle too long, and for the top folder if that does.

    ``top`` is the top folder of the bundle, by default the short name of the atlas. If it is longer than ``FAIR_TOP``, it gets
    one problem, and ids may be as long as if it had just that length. A record gets one problem, however many of its files
    are concerned; the limit stated is the one that mends them all.
    """
    top = top or facts.catalog.site.short_name
    named = [(f"{top}/{name}", ids) for name, ids in _named(facts)]
    spare = max(len(top) - FAIR_TOP, 0)
    yield from _long_top(facts, top, [len(name) for name, _ in named if len(name) > MAX_NAME] if spare else [])
    found: dict[Location, tuple[int, str, int]] = {}
    for long_name, ids in named:
        name = long_name[spare:]
        if len(name) <= MAX_NAME:
            continue
        together = sum(len(id) for id, _ in ids)
        room = MAX_NAME - (len(name) - together)
        share = room // len(ids)
        for id, place in ids:
            if len(id) > share:  # an id within its share is not at fault, and the other may use the rest
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


def _long_top(facts: Facts, top: str, lengths: Sequence[int]) -> Iterator[Problem]:
    """Yield one problem if the top folder makes paths too long; ``lengths`` are those of such paths, if any."""
    if not lengths:
        return
    site = facts.catalog.content.site
    if top == site.value.short_name:
        given = "short_name" in site.value.model_fields_set
        place = site.locate("short_name" if given else "title")
        what = "as the short name of the atlas" if given else "as the short name that is made from the title"
        hint = "write a shorter short_name in site.yml, such as short_name: our-roles"
    else:
        place, what, hint = site.locate(), "as the bundle's folder", "name a shorter file with --out"
    files = f"{counted(len(lengths), 'file')} of the offline bundle {'a name' if len(lengths) == 1 else 'names'}"
    yield Problem(
        place,
        "long-name",
        f"{shown(top)} of {len(top)} characters {what}, which gives {files} of up to {max(lengths)}",
        f"at most {max(FAIR_TOP, len(top) - max(lengths) + MAX_NAME)} characters",
        f"{hint}; no name in the bundle may be longer than {MAX_NAME}",
    )


def _named(facts: Facts) -> Iterator[tuple[str, _Ids]]:
    """Yield the paths below the top folder, in the language with the longest id, each with the ids in it and their places."""
    catalog = facts.catalog
    language = max(catalog.languages, key=len)
    routes = plan_routes(facts, directory_urls=False)
    for page in routes.pages:
        yield f"{language}/{routes.url(page)}", _ids(catalog, page, language)
    for id, role in catalog.content.roles.items():
        yield f"{HANDBOOKS}/{profile_name(id, language)}", ((id, Location(role.path)),)
    for redirect in catalog.content.redirects:
        old = redirect.value.old
        yield f"{language}/{old}.html", ((old, redirect.locate("from")),)


def _ids(catalog: Catalog, page: Page, language: str) -> _Ids:
    """Return the ids in the path of a page, or the language's if there is no other."""
    if page.kind == PageKind.COMPARISON:
        roles = catalog.content.roles
        return tuple((id, Location(roles[id].path)) for id in page.key.split("--"))
    if page.key and page.record:
        return ((page.key, Location(page.record)),)
    return ((language, catalog.content.site.locate("languages")),)
