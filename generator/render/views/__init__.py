"""Views: per page kind one frozen value with everything its template shows, already in one language.

Each module says itself which kinds of page it shows (see ``registry``); all modules of this folder are asked.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from generator.render.views.registry import VIEWS

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["VIEWS"]
