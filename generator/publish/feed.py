"""Write the Atom feed (RFC 4287) of one language: the releases, and the new and retired trainings of each release.

Changes since the last release are not in the feed, since published entries are never withdrawn. Without any release there is no feed.
Ids are addresses if the site has a base URL, else UUIDs made from the atlas's short name, so that they stay the same if the folder moves.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.releases.diff import ChangeKind, changes
from generator.releases.model import Snapshot
from generator.releases.moved import under_new_ids
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.render.views.changes import anchor_of, changes_view
from generator.routes import PageKind, language_root

FEED = "feed.xml"
"""Name of the feed's file in the folder of its language."""
MOST_ENTRIES = 200
_ATOM = "http://www.w3.org/2005/Atom"
_NEW, _RETIRED = "new", "retired"
_ENTRY_KINDS = {
    ChangeKind.TRAINING_ADDED: _NEW,
    ChangeKind.TRAINING_REACTIVATED: _NEW,
    ChangeKind.TRAINING_RETIRED: _RETIRED,
    ChangeKind.TRAINING_REMOVED: _RETIRED,
}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of the feed: ``key`` is unique in the feed, ``address`` is that of a page, relative to the language's folder."""

    key: str
    kind: str
    title: str
    day: datetime.date
    address: str
    text: str


def write_feed(folder: Path, renderer: Renderer, base_url: str) -> None:
    """Write the feed into ``folder``, that of the renderer's language, if there is any release."""
    if renderer.catalog.content.releases:
        (folder / FEED).write_bytes(feed(renderer, base_url))


def feed(renderer: Renderer, base_url: str = "") -> bytes:
    """Return the feed of the renderer's language as XML in UTF-8; ``base_url`` is the site's address, if it has one."""
    lens = renderer.lens(renderer.routes.page(PageKind.CHANGES))
    t, site = lens.t, lens.catalog.site
    root = language_root(base_url, lens.language)

    def name(key: str) -> str:
        """Return the id of the entry with a key; with an empty key, the id of the feed."""
        if root:
            return f"{root}{FEED}{'#' if key else ''}{key}"
        return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:{site.short_name}:{lens.language}:{key}").urn

    entries = list(_entries(lens))[:MOST_ENTRIES]
    top = Element("feed", {"xmlns": _ATOM, "xml:lang": lens.language})
    SubElement(top, "id").text = name("")
    SubElement(top, "title").text = t("feed.title", site=lens.local(site.title))
    SubElement(top, "subtitle").text = t("feed.subtitle")
    SubElement(top, "updated").text = _moment(max(entry.day for entry in entries))
    SubElement(SubElement(top, "author"), "name").text = site.publisher.name or lens.local(site.title)
    SubElement(top, "rights").text = site.rights
    SubElement(top, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{root}{FEED}"})
    _link(top, root + lens.routes.url(lens.page), lens.language)
    for entry in entries:
        element = SubElement(top, "entry")
        SubElement(element, "id").text = name(entry.key)
        SubElement(element, "title").text = entry.title
        SubElement(element, "updated").text = _moment(entry.day)
        SubElement(element, "category", {"term": entry.kind})
        _link(element, root + entry.address, lens.language)
        SubElement(element, "summary").text = entry.text
    indent(top, " ")
    body: bytes = tostring(top, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _link(parent: Element, address: str, language: str) -> None:
    SubElement(parent, "link", {"rel": "alternate", "type": "text/html", "hreflang": language, "href": address})


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _entries(lens: Lens) -> Iterator[FeedEntry]:
    """Yield the releases, the newest first, each followed by the trainings that it added or retired."""
    releases = lens.catalog.content.releases
    views = {release.version: release for release in changes_view(lens).releases if release.version}
    page = lens.routes.url(lens.page)
    for number in range(len(releases), 0, -1):
        release = releases[number - 1]
        shown = views[release.version]
        lines = [f"{group.title}: {len(group.lines)}" for group in shown.groups]
        text = "\n".join([shown.counts, *(lines or [lens.t("changes.first" if shown.first else "changes.texts")])])
        address = f"{page}#{anchor_of(number)}"
        title = lens.t("changes.version", version=release.version)
        yield FeedEntry(f"release-{release.version}", "release", title, release.date, address, text)
        if number > 1:
            yield from _trainings(lens, releases[number - 2], release)


def _trainings(lens: Lens, old: Snapshot, new: Snapshot) -> Iterator[FeedEntry]:
    old = under_new_ids(old, new, lens.catalog.content.moved)
    for change in changes(old, new):
        kind = _ENTRY_KINDS.get(change.kind)
        if kind is None:
            continue
        named = new.trainings.get(change.id) or old.trainings[change.id]
        exists = lens.routes.has(PageKind.TRAINING, change.id)
        target = lens.routes.page(PageKind.TRAINING, change.id) if exists else lens.page
        # Titles as they were in the release: today's records may differ.
        skills = ", ".join(lens.local(new.skills[skill].title) for skill in named.lifts if skill in new.skills)
        text = "\n".join(line for line in (skills, lens.t("changes.version", version=new.version)) if line)
        key = f"{new.version}-{change.kind}-{change.id}"
        title = lens.t(f"feed.{kind}", title=named.title)
        yield FeedEntry(key, kind, title, new.date, lens.routes.url(target), text)
