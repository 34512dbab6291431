"""Views: per page kind one frozen value with everything its template shows, already in one language.

Each module says itself which kinds of page it shows (see ``registry``); all modules of this folder are asked. Those
that show no page hold parts of pages.

- Of several: ``common``, ``facets`` (lists), ``order`` (of roles), ``freshness`` (notice of an old text), ``handbooks`` (links to PDFs),
  ``pictures``.
- Of roles: ``grades`` and ``grade_table``, ``journey`` (the way from nothing), ``ways`` (from an occupation), ``entries`` (in and on),
  ``shares`` (of groups).
- Of scripts: ``plan_data``, ``travelling`` (what they know of occupations), ``finder`` (the questions of the home page).
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from generator.render.views.registry import VIEWS

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["VIEWS"]
