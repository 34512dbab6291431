"""Names of the texts of records, under which ``style.yml`` sets how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.kinds import KINDS
from generator.model.marks import TextRole, Words
from generator.model.site import Site

MARKDOWN = "markdown"
"""Name of the body of a prose page."""
LEFT_OUT = (TextRole.COPIED, TextRole.LABELS)
"""Roles of texts to which no rule of style applies."""


@cache
def text_names() -> frozenset[str]:
    """Return the names of all texts, such as ``why``; a statement without a key of its own has that of its list, such as ``tasks``."""
    models: tuple[type[BaseModel], ...] = (Site, *(kind.model for kind in KINDS))
    return frozenset({MARKDOWN, *(name for model in models for name in _names_in(model, ""))})


def _names_in(model: type[BaseModel], key: str) -> Iterator[str]:
    """Yield the names in a model; ``key`` is that of the list or mapping around it."""
    for name, field in model.model_fields.items():
        own = key if name == "text" else field.alias or name
        for part in (*field.metadata, *_parts(field.annotation)):
            if isinstance(part, Words) and part.role not in LEFT_OUT:
                yield own
            elif isinstance(part, type) and issubclass(part, BaseModel):
                yield from _names_in(part, own)


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and all its parts, such as those of ``tuple[Point, ...] | None``."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
