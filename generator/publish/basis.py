"""Digests of what pages are made from: one for each thing that a page reads, and one for what all pages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from generator.catalog import LOOK_UPS, SHARED
from generator.content import Content
from generator.derive.facts import OF_ALL, Facts
from generator.derive.passages import half_translated
from generator.derive.tables import PUBLISHED_TABLES, fields_of
from generator.digests import digest_of, digest_of_pairs, digest_of_value, names_and_bytes, program_digest
from generator.publish.settings import project_digest
from generator.reads import ALL_KEYS, Key
from generator.routes import plan_routes

_COMMON_FILES = ("site.yml", "style.yml", "languages", "look", "releases", "strings", "templates")
"""Files and folders of a content folder that any page may show."""


_NAMED = (
    "roles/title", "roles/name_forms", "roles/grades", "skills/title",
    *(f"{rows.kind}/{name}" for table in PUBLISHED_TABLES for rows in table.rows for name in fields_of((rows,))),
)  # fmt: skip
"""Fields that a page or table reads from many records at once."""


class BuildBasis:
    """Digests of what the pages of a catalogue read; ``shared`` is the digest of what all pages have in common.

    ``content`` holds the records as they were loaded, with the digests of their fields.
    """

    def __init__(self, facts: Facts, shared: str, content: Content) -> None:
        self._facts = facts
        self._known: dict[Key, str] = {}
        self._of_fields = {
            plural: {id: record.digests for id, record in records.items()}
            for plural, records in content.records.items()
        }
        self.shared = shared

    def digest(self, key: Key) -> str:
        """Return the digest of what was read under a key; empty for a record or field that does not exist."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._made(key)
        return known

    def _made(self, key: Key) -> str:
        name, asked = key
        plural, _, field = name.partition("/")
        if plural not in self._of_fields:
            return digest_of_value(self._value(key))
        if asked == ALL_KEYS:
            return self.wholes[name]
        return self._of_fields[plural].get(str(asked), {}).get(field, "")

    @cached_property
    def wholes(self) -> Mapping[str, str]:
        """Digests of whole kinds, fields and look-ups, by name: if one is unchanged, so is everything that is read under its name.

        Processes that are started later share these digests and those of all records.
        """
        of_kinds = {plural: self._of_all(plural) for plural in self._of_fields}
        known = {**of_kinds, **{name: self._of_all(name) for name in (*_NAMED, *LOOK_UPS.values())}}
        content = self._facts.catalog.content
        pages = (self.digest(("pages", id)) for id in content.pages)
        every = (*of_kinds.values(), *pages, digest_of_value(content.confirmed))
        # The digest of what near roles are computed from: computing them for all roles would take far longer.
        near = digest_of((known["roles/requires"], known["roles/grades"]))
        made = {"near": near, "_measured": digest_of(every)}
        return {**known, **{name: known[source] for name, source in LOOK_UPS.items()}, **made}

    def _of_all(self, name: str) -> str:
        plural, _, field = name.partition("/")
        return digest_of_pairs((id, digests.get(field, "")) for id, digests in self._of_fields[plural].items())

    def _value(self, key: Key) -> Any:
        name, asked = key
        catalog = self._facts.catalog
        content = catalog.content
        if name == "pages":
            texts = content.pages.get(str(asked), {})
            return [(language, text.front, text.markdown) for language, text in texts.items()]
        if name == "_measured":
            return self.wholes[name]
        source = content if name == "confirmed" else self._facts if name in OF_ALL else catalog
        looked_up: Mapping[Any, Any] = getattr(source, name)
        if asked == ALL_KEYS:
            return list(looked_up)
        return [looked_up[asked]] if asked in looked_up else []


def shared_digest(config: MkDocsConfig, facts: Facts, content: Path, settings: Iterable[object]) -> str:
    """Return the digest of what any page may show without it being noted as read: program, project, site, ids, addresses.

    ``content`` is the content folder; ``settings`` are further values on which all pages depend.
    """
    return digest_of(
        (
            program_digest(),
            project_digest(config),
            *(part for name in _COMMON_FILES for part in names_and_bytes(content / name)),
            *map(str, settings),
            *_of_all_records(facts),
        )
    )


def _of_all_records(facts: Facts) -> Iterator[str]:
    catalog, content = facts.catalog, facts.catalog.content
    yield repr((facts.day, facts.version, content.site.path))
    for plural, records in content.records.items():
        yield repr((plural, list(records)))
    for id, texts in content.pages.items():  # navigation and footer of every page name the prose pages
        yield repr((id, [(language, text.front) for language, text in texts.items()]))
    for name in SHARED:
        yield repr(getattr(catalog, name))
    for tree in (facts.family_tree, facts.group_tree):
        yield repr(tree)
    yield repr(facts.pairs)
    yield repr(half_translated(catalog))  # every page shows a notice about it
    yield repr(plan_routes(facts).pages)
