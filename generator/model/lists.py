"""Entries of the files that hold a list (vocabularies, glossary, redirects, exceptions), and pages' front matter."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.model.base import (
    ID_LENGTH,
    ID_PATTERN,
    RESERVED_IDS,
    Authored,
    Date,
    Id,
    Line,
    LocalLine,
    LocalLines,
    LocalText,
    Sources,
    Url,
    refuse,
)


class Term(Authored):
    """A glossary term."""

    id: Id
    term: LocalLine
    aliases: LocalLines = Field(default_factory=lambda: MappingProxyType({}))
    definition: LocalText
    skills: tuple[Id, ...] = ()


class Level(Authored):
    """A step of the proficiency scale."""

    id: Id
    title: LocalLine
    meaning: LocalText
    mappings: tuple[Line, ...] = ()


class Group(Authored):
    """A group of skills."""

    id: Id
    title: LocalLine
    description: LocalText | None = None


class Format(Authored):
    """How a training is given."""

    id: Id
    title: LocalLine


class Provider(Authored):
    """Who gives a training; the name as the provider writes it."""

    id: Id
    title: Line


class Scheme(Authored):
    """Another classification that records are mapped to."""

    id: Id
    title: LocalLine
    url: Url | None = None
    attribution: LocalText | None = None


# A step of an address is an id, or two of them where roles are compared.
_STEP = f"{ID_PATTERN}(--{ID_PATTERN})?"


def _address(value: str) -> str:
    if not re.fullmatch(rf"(?=[a-z]){_STEP}(/{_STEP})*", value):
        raise refuse("bad-address", "an address without language, such as roles/old-id")
    for id in re.split("/|--", value):
        if id in RESERVED_IDS:
            hint = (
                "the site or a file system uses this name itself; an overview's address is its folder's, such as roles"
            )
            raise refuse("reserved-id", f'an address without "{id}"', hint)
        if len(id) > ID_LENGTH:
            raise refuse("bad-address", f"an address of ids, each at most {ID_LENGTH} characters")
    return value


class Redirect(Authored):
    """A moved address, so that old links keep working; both without language, such as ``roles/old-id``."""

    old: Annotated[str, AfterValidator(_address)] = Field(alias="from")
    new: Annotated[str, AfterValidator(_address)] = Field(alias="to")
    since: Date


class Waiver(Authored):
    """An accepted problem, with its reason and its end."""

    code: Id
    record: Line
    reason: Line
    until: Date


class Page(Authored):
    """Front matter of a prose page."""

    title: Line
    summary: Line | None = None
    alternative_titles: tuple[Line, ...] = ()
    kind: Id = "guide"
    reviewed: Date | None = None
    review_months: Annotated[int, Field(gt=0)] | None = None
    sources: Sources = Field(default_factory=lambda: MappingProxyType({}))
