"""Registry of the functions that make views: a view's module registers its function for a kind of page with ``shows``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from generator.render.lens import Lens

View = Callable[[Lens], Any]
V = TypeVar("V", bound=View)
VIEWS: dict[str, View] = {}
"""By kind of page, the function that makes the view from a lens; filled when ``generator.render.views`` is imported."""


def shows(kind: str) -> Callable[[V], V]:
    """Return a decorator that registers a function as the one that makes the views of a kind of page."""

    def declare(view: V) -> V:
        VIEWS[kind] = view
        return view

    return declare
