"""Checks of the built HTML for faults that MkDocs can't find, since most links of the pages are raw HTML.

1. ``read_page`` reads the facts of each page (ids, links, loaded resources, language).
2. ``verify_site`` compares them with each other and lists every fault as "page: fault".
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

_LOADING = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "source": ("src", "srcset"), "video": ("src", "poster"),
    "audio": ("src",), "embed": ("src",), "object": ("data",), "track": ("src",), "input": ("src",), "use": ("href",), "image": ("href",),
}  # fmt: skip
_LOADING_RELS = frozenset(
    {
        "stylesheet",
        "icon",
        "apple-touch-icon",
        "preload",
        "modulepreload",
        "prefetch",
        "preconnect",
        "dns-prefetch",
        "manifest",
    }
)
_LINKING_RELS = frozenset({"canonical", "alternate", "prev", "next"})
_NOT_FOUND = "404.html"
"""The only page that is served at any address; its links start with the path below which the site is served."""
_REFRESH_URL = re.compile(r"^\s*[\d.]*\s*[;,]?\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_CSS_URL = re.compile(r"(?:url\(\s*|@import\s+)['\"]?([^'\")\s;]+)")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts of one built page, with links as written."""

    path: str
    language: str
    title: str
    headings: int
    ids: tuple[str, ...]
    links: tuple[str, ...]
    resources: tuple[str, ...]
    alternates: tuple[tuple[str, str], ...]
    scripts: tuple[str, ...]


def verify_site(stage: Path, languages: Sequence[str], base: str = "/") -> list[str]:
    """Check a built site and return its faults, sorted; an empty list means that it may be published.

    ``base`` is the path below which the server has the site, with a slash at both ends.
    A fault on several pages is listed once, with the first page and the number of others.
    """
    files = {path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()}
    paths = sorted(path for path in files if path.endswith(".html"))
    with ProcessPoolExecutor() as pool:
        pages = {facts.path: facts for facts in pool.map(read_page, [stage] * len(paths), paths, chunksize=40)}
    where: dict[str, list[str]] = {}
    for page in pages.values():
        for fault in _page_faults(page, pages, files, languages, base):
            where.setdefault(fault, []).append(page.path)
    for path in sorted(files):
        if path.endswith(".css"):
            for fault in _css_faults(path, (stage / path).read_text(encoding="utf-8"), files):
                where.setdefault(fault, []).append(path)
    others = {
        fault: f" (and on {len(paths) - 1} other pages)" if len(paths) > 1 else "" for fault, paths in where.items()
    }
    return sorted(f"{paths[0]}: {fault}{others[fault]}" for fault, paths in where.items())


def read_page(stage: Path, path: str) -> PageFacts:
    """Return the facts of a built page."""
    tree = html.document_fromstring((stage / path).read_bytes().decode("utf-8"))
    ids, links, resources, alternates, scripts = [], [], [], [], []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        attributes = element.attrib
        if "id" in attributes:
            ids.append(str(attributes["id"]))
        scripts += [f"{element.tag} {name}" for name in attributes if str(name).startswith("on")]
        if element.tag == "a" and "href" in attributes:
            links.append(str(attributes["href"]))
            if "hreflang" in attributes:
                alternates.append((str(attributes["hreflang"]), str(attributes["href"])))
        elif element.tag == "link":
            rels = set(str(attributes.get("rel", "")).split())
            resources += [str(attributes.get("href", ""))] if _LOADING_RELS & rels else []
            links += [str(attributes.get("href", ""))] if _LINKING_RELS & rels else []
        elif element.tag == "meta" and str(attributes.get("http-equiv", "")).lower() == "refresh":
            links += _REFRESH_URL.findall(str(attributes.get("content", "")))
        for name in _LOADING.get(element.tag, ()):
            if name in attributes:
                value = str(attributes[name])
                candidates = value.split(",") if name == "srcset" else [value]
                resources += [candidate.split()[0] for candidate in candidates if candidate.split()]
        if element.tag == "style" and element.text:
            resources += _CSS_URL.findall(element.text)
    return PageFacts(
        path,
        str(tree.get("lang", "")),
        (tree.findtext(".//title") or "").strip(),
        len(tree.findall(".//h1")),
        tuple(ids),
        tuple(links),
        tuple(resources),
        tuple(alternates),
        tuple(scripts),
    )


def _page_faults(
    page: PageFacts, pages: dict[str, PageFacts], files: set[str], languages: Sequence[str], base: str
) -> Iterator[str]:
    folder = page.path.partition("/")[0]
    if folder in languages and page.language != folder:
        yield f'its language is "{page.language}", not "{folder}"'
    if not page.title:
        yield "no title"
    if page.headings != 1:
        yield f"{page.headings} headings of level 1"
    for id in sorted({id for id in page.ids if page.ids.count(id) > 1} if len(set(page.ids)) < len(page.ids) else ()):
        yield f'the id "{id}" more than once'
    for script in page.scripts:
        yield f"an event handler: {script}"
    for link in sorted(set(page.links)):
        yield from _link_faults(page, link, pages, files, base)
    for resource in sorted(set(page.resources)):
        if fault := _resource_fault(page.path, resource, files, base):
            yield fault
    if folder in languages:
        yield from _alternate_faults(page, folder, files, languages)


def _link_faults(page: PageFacts, link: str, pages: dict[str, PageFacts], files: set[str], base: str) -> Iterator[str]:
    try:
        parts = urlsplit(link)
    except ValueError:
        yield f"a link that can't be read: {link}"
        return
    if parts.scheme in ("http", "https", "mailto"):
        return
    if parts.scheme or parts.netloc:
        yield f"a link with a scheme that is not allowed: {link}"
        return
    if breach := _breach(page.path, parts.path, base):
        yield f"a link that {breach}: {link}"
        return
    target = _resolve(page.path, parts.path, files, base)
    if target not in files:
        yield f"a link that leads nowhere: {link}"
    elif parts.fragment.startswith("?"):
        return  # the state of a list's filters, not an anchor
    elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        yield f"a link to an anchor that is not there: {link}"


def _breach(page: str, path: str, base: str) -> str:
    """Return why a link's path fails on any server: it is relative on the 404 page, or starts at the server's root elsewhere."""
    if page != _NOT_FOUND:
        return "breaks below a sub-path" if path.startswith("/") else ""
    if not path.startswith("/"):
        return "breaks at another address" if path else ""
    return "" if path.startswith(base) else f"leaves {base}"


def _resource_fault(path: str, resource: str, files: set[str], base: str = "/") -> str:
    parts = urlsplit(resource)
    if parts.scheme == "data" or (not parts.path and parts.fragment):
        return ""
    if parts.scheme or parts.netloc:
        return f"a request to another server: {resource}"
    if breach := _breach(path, parts.path, base):
        return f"a resource that {breach}: {resource}"
    return "" if _resolve(path, parts.path, files, base) in files else f"a resource that is not there: {resource}"


def _alternate_faults(page: PageFacts, folder: str, files: set[str], languages: Sequence[str]) -> Iterator[str]:
    offered = dict(page.alternates)
    inner = page.path.partition("/")[2]
    for language in languages:
        if language == folder:
            continue
        target = _resolve(page.path, urlsplit(offered.get(language, "")).path, files) if language in offered else ""
        if target != f"{language}/{inner}":
            yield f'the language switch to "{language}" leads to "{target}", not to the same page'


def _css_faults(path: str, text: str, files: set[str]) -> Iterator[str]:
    for url in sorted(set(_CSS_URL.findall(text))):
        if fault := _resource_fault(path, url, files):
            yield fault


def _resolve(origin: str, path: str, files: set[str], base: str = "/") -> str:
    """Return the file that a link leads to, from a relative path or one below ``base``; a folder stands for its index page."""
    if path.startswith("/"):
        origin, path = "", path.removeprefix(base)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(origin), unquote(path))) if path else origin
    if joined in files and not path.endswith("/"):
        return joined
    return posixpath.normpath(posixpath.join(joined, "index.html"))
