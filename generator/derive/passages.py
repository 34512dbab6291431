"""Every authored text with its place: the input of the rules for style, spelling and translation freshness.

``fields`` gives the texts that must exist in each language, ``labels`` the alternative names, which need not. Texts copied
from elsewhere, such as a certificate's name, are left out. The type of a model's field tells its role (``model.marks``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.content import ProsePage, Record
from generator.kinds import BY_MODEL
from generator.kinds.texts import LEFT_OUT, MARKDOWN
from generator.model.base import walk
from generator.model.marks import KeyPath, TextRole, Words, find
from generator.model.parts import Reviewed
from generator.problems import Location

_OF_REVIEWED = frozenset(Reviewed.model_fields)
IDENTITY = ("skill", "role", "occupation", "grade")
"""Fields that identify the items of a list, whatever their position in it."""


@dataclass(frozen=True)
class Field:
    """A text in its languages. ``record`` is kind and id, such as ``roles/map-maker`` or ``glossary/bias``."""

    record: str
    path: KeyPath
    key: str
    texts: Mapping[str, str]
    owner: Record[Any] | Mapping[str, ProsePage]
    role: TextRole = TextRole.PLAIN

    @cached_property
    def name(self) -> str:
        """The last named key of the path, such as ``why``; for an item of a list of statements the list's key, such as ``tasks``."""
        return next(str(step) for step in reversed(self.path) if isinstance(step, str) and step != "text")

    def locate(self, language: str, offset: int = 0) -> Location:
        """Return the place of the text in a language; ``offset`` (in characters) counts only in a prose page, since YAML folds lines."""
        if isinstance(self.owner, Record):
            return self.owner.locate(*self.path, language)
        page = self.owner[language]
        if self.name != MARKDOWN:
            return page.node.locate(*self.path)
        before = page.markdown[:offset]
        return Location(page.path, page.first_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)


def record_key(record: Record[Any]) -> str:
    """Return the key of a record: plural of its kind and id; the id alone for the site's settings, which are not of a kind."""
    kind = BY_MODEL.get(type(record.value))
    return f"{kind.plural}/{record.id}" if kind else record.id


def fields(catalog: Catalog) -> tuple[Field, ...]:
    """Return all texts of the catalogue that exist in several languages, prose pages last."""
    written = (field for record in catalog.content.all_records for field in record_fields(record))
    prose = (field for name, pages in catalog.content.pages.items() for field in page_fields(name, pages))
    return (*written, *prose)


def record_fields(record: Record[Any]) -> Iterator[Field]:
    """Yield the texts of one record in the model's order; those that all reviewed records have come last, as on the page."""
    key = record_key(record)
    last = []
    for path, words, value, _ in find(record.value, Words):
        if words.role in LEFT_OUT:
            continue
        field = Field(key, path, _field_key(record.value, path), value, record, words.role)
        if path[0] in _OF_REVIEWED:
            last.append(field)
        else:
            yield field
    yield from last


def page_fields(name: str, pages: Mapping[str, ProsePage]) -> Iterator[Field]:
    """Yield the title, summary and body of a prose page."""
    summaries = {language: page.front.summary for language, page in pages.items() if page.front.summary}
    texts = (
        ("title", TextRole.TITLE, {language: page.front.title for language, page in pages.items()}),
        ("summary", TextRole.PLAIN, summaries),
        (MARKDOWN, TextRole.MARKDOWN, {language: page.markdown for language, page in pages.items()}),
    )
    for key, role, by_language in texts:
        if by_language:
            yield Field(f"pages/{name}", (key,), key, by_language, pages, role)


def half_translated(catalog: Catalog) -> tuple[str, ...]:
    """Return the languages that lack a prose page, the site's title or description, or a title or level text of any record.

    Level texts are what a skill's level means and what it asks to practise. If none of these is missing, the texts that scripts
    show are complete too; only the check finds every other missing text.
    """
    content = catalog.content
    named: list[Mapping[str, object]] = [
        content.site.value.title,
        content.site.value.description,
        *content.pages.values(),
    ]
    for records in content.records.values():
        for record in records.values():
            if not isinstance(title := getattr(record.value, "title", ""), str):
                named.append(title)
            else:
                break  # the titles of this kind exist in one language only
    for skill in content.skills.values():
        for level in skill.value.levels.values():
            named += (level.statement, *((level.practice.text,) if level.practice else ()))
    for role in content.roles.values():
        named += (grade.title for grade in role.value.grades if grade.title)
    return tuple(language for language in catalog.languages if any(language not in texts for texts in named))


def labels(catalog: Catalog) -> Iterator[tuple[str, str, Location]]:
    """Yield the alternative names in records and prose pages: language, text and place."""
    for record in catalog.content.all_records:
        for path, words, value, _ in find(record.value, Words):
            if words.role is not TextRole.LABELS:
                continue
            for language in value:
                for inner, text in walk(value[language], (*path, language)):
                    if isinstance(text, str):
                        yield language, text, record.locate(*inner)
    for pages in catalog.content.pages.values():
        for language, page in pages.items():
            for place, text in enumerate(page.front.alternative_titles):
                yield language, text, page.node.locate("alternative_titles", place)


def _field_key(value: object, path: KeyPath) -> str:
    """Return a path as a key that survives reordering of a list: items go by the skill, role or occupation they are about."""
    if len(path) == 1:  # the quick case, which covers most texts in the atlas of a labour market
        return str(path[0])
    parts = []
    for step in path:
        if isinstance(step, int):
            value = value[step]  # type: ignore[index]
            parts.append(next((str(id) for name in IDENTITY if (id := getattr(value, name, None))), str(step)))
        else:
            value = getattr(value, step) if isinstance(value, BaseModel) else value[step]  # type: ignore[index]
            parts.append(step)
    return ".".join(part for part in parts if part != "text")
