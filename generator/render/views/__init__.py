"""Views: per page kind one frozen value with everything its template shows, already in one language.

Each module says itself which kinds of page it shows (see ``registry``); all modules of this folder are asked. Those
that show no page hold what several share: ``common``, ``entries``, ``facets``, ``grades``, ``order``, ``pictures``, ``shares``, ``ways``
(the way from an occupation to a role), ``travelling`` (the same for scripts) and ``plan_data``.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from generator.render.views.registry import VIEWS

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["VIEWS"]
