"""What the texts of records are called: the names under which ``style.yml`` says how they are written."""

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
"""Texts that no rule of style concerns."""


@cache
def text_names() -> frozenset[str]:
    """Names of all texts, such as ``why``; a statement without a key of its own bears its list's, such as ``tasks``."""
    models: tuple[type[BaseModel], ...] = (Site, *(kind.model for kind in KINDS))
    return frozenset({MARKDOWN, *(name for model in models for name in _names_in(model, ""))})


def _names_in(model: type[BaseModel], key: str) -> Iterator[str]:
    """Yield the names in a model; ``key`` is that of the list or mapping that it stands in."""
    for name, field in model.model_fields.items():
        own = key if name == "text" else field.alias or name
        for part in (*field.metadata, *_parts(field.annotation)):
            if isinstance(part, Words) and part.role not in LEFT_OUT:
                yield own
            elif isinstance(part, type) and issubclass(part, BaseModel):
                yield from _names_in(part, own)


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield all that an annotation is put together of, such as ``tuple[Point, ...] | None``."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
