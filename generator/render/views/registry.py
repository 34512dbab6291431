"""Which function makes the view of a kind of page: the module of the view says it with ``shows``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from generator.render.lens import Lens

View = Callable[[Lens], Any]
V = TypeVar("V", bound=View)
VIEWS: dict[str, View] = {}
"""Functions by the kind of page whose view they make from a lens; ``generator.render.views`` fills it."""


def shows(kind: str) -> Callable[[V], V]:
    """Declare that a function makes the views of a kind of page."""

    def declare(view: V) -> V:
        VIEWS[kind] = view
        return view

    return declare
