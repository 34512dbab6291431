"""Every authored text with its place: what rules of style, spelling and translation freshness run over.

``fields`` gives the texts that exist in each language; ``labels`` the other names of things, which need not. What is
copied from elsewhere, such as a certificate's name, is left out. Which text is what, its type says (``model.marks``).
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
"""Fields that tell the items of a list apart, wherever they stand in it."""


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


def record_key(record: Record[Any]) -> str:
    """Plural of the kind and id of a record, wherever it stands; the site's settings are the only ones of theirs."""
    kind = BY_MODEL.get(type(record.value))
    return f"{kind.plural}/{record.id}" if kind else record.id


def fields(catalog: Catalog) -> tuple[Field, ...]:
    """All texts of the catalogue in several languages, prose pages last."""
    written = (field for record in catalog.content.all_records for field in record_fields(record))
    prose = (field for name, pages in catalog.content.pages.items() for field in page_fields(name, pages))
    return (*written, *prose)


def record_fields(record: Record[Any]) -> Iterator[Field]:
    """Texts of one record in the model's order; those that all reviewed records have come last, as on the page."""
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
    """Title, summary and body of a prose page."""
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
    """Languages that lack a page, the name of the site, of a record or grade, or what a skill's level means or asks one to practise.

    Where none of these is missing, what scripts show is whole too; that all else is, only the check tells.
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
                break  # a kind whose names stand in one language
    for skill in content.skills.values():
        for level in skill.value.levels.values():
            named += (level.statement, *((level.practice.text,) if level.practice else ()))
    for role in content.roles.values():
        named += (grade.title for grade in role.value.grades if grade.title)
    return tuple(language for language in catalog.languages if any(language not in texts for texts in named))


def labels(catalog: Catalog) -> Iterator[tuple[str, str, Location]]:
    """Other names of things: language, text and place."""
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
    """Write a path so that it survives a reordered list: items go by the skill, role or occupation they are about."""
    if len(path) == 1:  # as of most texts of a labour market
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
