"""What pages were made from, as digests: of each thing that was read, and of what all pages have in common."""

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
from generator.derive.tables import TABLES, fields_of
from generator.digests import contents, digest_of, digest_of_pairs, digest_of_value, program_digest
from generator.publish.settings import project_digest
from generator.reads import KEYS, Key
from generator.routes import plan_routes

_COMMON_FILES = ("site.yml", "style.yml", "languages", "look", "releases", "strings", "templates")
"""What lies in a content folder and any page may show."""


_NAMED = (
    "roles/title", "roles/name_forms", "roles/grades", "skills/title",
    *(f"{rows.kind}/{name}" for table in TABLES for rows in table.rows for name in fields_of((rows,))),
)  # fmt: skip
"""Fields of which a page or table reads those of many records."""


class Basis:
    """Digests of what pages of a catalogue read; ``shared`` is the one of what all have in common.

    ``content`` are the records as they were loaded, which know their digests.
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
        """Digest of what was read; of what is not there a digest of its own."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._made(key)
        return known

    def _made(self, key: Key) -> str:
        name, asked = key
        plural, _, field = name.partition("/")
        if plural not in self._of_fields:
            return digest_of_value(self._value(key))
        return self._of_fields[plural].get(str(asked), {}).get(field, "")

    @cached_property
    def wholes(self) -> Mapping[str, str]:
        """Digests of all that bears a name, by name: where such a one is the same, so is each thing that is read there.

        Processes that are started later share them and the digests of all records.
        """
        of_kinds = {plural: self._of_all(plural) for plural in self._of_fields}
        known = {**of_kinds, **{name: self._of_all(name) for name in (*_NAMED, *LOOK_UPS.values())}}
        content = self._facts.catalog.content
        pages = (self.digest(("pages", id)) for id in content.pages)
        every = (*of_kinds.values(), *pages, digest_of_value(content.confirmed))
        # By what they are found from: to find the near roles of all would take far longer.
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
        if asked == KEYS:
            return list(looked_up)
        return [looked_up[asked]] if asked in looked_up else []


def shared_digest(config: MkDocsConfig, facts: Facts, content: Path, settings: Iterable[object]) -> str:
    """Digest of all that a page may show beside what it is known to read: program, project, site, ids, addresses."""
    return digest_of(
        (
            program_digest(),
            project_digest(config),
            *(part for name in _COMMON_FILES for part in contents(content / name)),
            *map(str, settings),
            *_of_all_records(facts),
        )
    )


def _of_all_records(facts: Facts) -> Iterator[str]:
    catalog, content = facts.catalog, facts.catalog.content
    yield repr((facts.day, facts.version, content.site.path))
    for plural, records in content.records.items():
        yield repr((plural, list(records)))
    for id, texts in content.pages.items():  # navigation and footer name them on every page
        yield repr((id, [(language, text.front) for language, text in texts.items()]))
    for name in SHARED:
        yield repr(getattr(catalog, name))
    for tree in (facts.families, facts.groups):
        yield repr(tree)
    yield repr(facts.pairs)
    yield repr(half_translated(catalog))  # each page says it
    yield repr(plan_routes(facts).pages)
