"""Every authored text with its place: what rules of style, spelling and translation freshness run over.

``fields`` gives the texts that exist in each language; ``labels`` the other names of things, which need not. Official
names (titles of mapped concepts, credentials) are copied, not written, so they are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.model.base import ByLanguage, SomeByLanguage, walk
from generator.parse import ProsePage, Record
from generator.problems import Location

KeyPath = tuple[str | int, ...]
MARKDOWN = "markdown"
"""Name of the field that holds the body of a prose page."""
_IDENTITY = ("skill", "role", "occupation")  # what tells the items of a list apart, wherever they stand in it


@dataclass(frozen=True, slots=True)
class Field:
    """A text in its languages. ``record`` is kind and id, such as ``roles/ai-trainer`` or ``glossary/bias``."""

    record: str
    path: KeyPath
    key: str
    texts: Mapping[str, str]
    owner: Record[Any] | Mapping[str, ProsePage]

    @property
    def name(self) -> str:
        """The field's own key, such as ``why``; a statement without one bears its list's, such as ``tasks``."""
        return next(str(step) for step in reversed(self.path) if isinstance(step, str) and step != "text")

    def locate(self, language: str, offset: int = 0) -> Location:
        """Place of the text in a language; of an offset only in a prose page, since YAML may fold a text's lines."""
        if isinstance(self.owner, Record):
            return self.owner.locate(*self.path, language)
        page = self.owner[language]
        if self.name != MARKDOWN:
            return page.node.locate(*self.path)
        before = page.markdown[:offset]
        return Location(page.path, page.first_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)


def authored(catalog: Catalog) -> Iterator[Record[Any]]:
    """All records that hold texts, in a stable order."""
    content = catalog.content
    yield content.site
    for kind in (
        content.roles, content.skills, content.trainings, content.occupations, content.levels, content.groups,
        content.formats, content.schemes, content.glossary,
    ):  # fmt: skip
        yield from kind.values()


def record_key(record: Record[Any]) -> str:
    """Kind and id of a record; entries of a list bear the list's name."""
    path = PurePosixPath(record.path)
    if record.prefix:
        return f"{path.stem}/{record.id}"
    return record.id if record.id == "site" else f"{path.parent.name}/{record.id}"


def fields(catalog: Catalog) -> tuple[Field, ...]:
    """All texts of the catalogue in several languages, prose pages last."""
    written = (field for record in authored(catalog) for field in record_fields(record))
    prose = (field for name, pages in catalog.content.pages.items() for field in page_fields(name, pages))
    return (*written, *prose)


def record_fields(record: Record[Any]) -> Iterator[Field]:
    """Texts of one record in the model's order, except that notes on mappings come last, as they do on the page."""
    key = record_key(record)
    notes = []
    for path, value in walk(record.value):
        if isinstance(value, ByLanguage) and not isinstance(value, SomeByLanguage) and not _copied(path):
            field = Field(key, path, _field_key(record.value, path), value, record)
            if path[0] == "mappings":
                notes.append(field)
            else:
                yield field
    yield from notes


def page_fields(name: str, pages: Mapping[str, ProsePage]) -> Iterator[Field]:
    """Title, summary and body of a prose page."""
    texts = {
        "title": {language: page.front.title for language, page in pages.items()},
        "summary": {language: page.front.summary for language, page in pages.items() if page.front.summary},
        MARKDOWN: {language: page.markdown for language, page in pages.items()},
    }
    for key, by_language in texts.items():
        if by_language:
            yield Field(f"pages/{name}", (key,), key, by_language, pages)


def labels(catalog: Catalog) -> Iterator[tuple[str, str, Location]]:
    """Other names of things: language, text and place."""
    for record in authored(catalog):
        for path, value in walk(record.value):
            if not isinstance(value, SomeByLanguage):
                continue
            for language in value:
                for inner, text in walk(value[language], (*path, language)):
                    if isinstance(text, str):
                        yield language, text, record.locate(*inner)
    for pages in catalog.content.pages.values():
        for language, page in pages.items():
            for place, text in enumerate(page.front.alternative_titles):
                yield language, text, page.node.locate("alternative_titles", place)


def _copied(path: KeyPath) -> bool:
    return path[-1] in ("credential", "attribution") or (path[0] == "mappings" and path[-1] == "title")


def _field_key(value: object, path: KeyPath) -> str:
    """Write a path so that it survives a reordered list: items go by the skill, role or occupation they are about."""
    parts = []
    for step in path:
        if isinstance(step, int):
            value = value[step]  # type: ignore[index]
            parts.append(next((str(getattr(value, name)) for name in _IDENTITY if hasattr(value, name)), str(step)))
        else:
            value = getattr(value, step) if isinstance(value, BaseModel) else value[step]  # type: ignore[index]
            parts.append(step)
    return ".".join(part for part in parts if part != "text")
