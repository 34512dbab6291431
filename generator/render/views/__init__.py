"""Views: for each kind of page one frozen value with everything its template shows, already in one language.

Each module registers the kinds of page that it makes (see ``registry``); all modules of this folder are imported for it. Modules
that register none make parts of pages.

- Shared: ``common``, ``facets`` (lists), ``order`` (of roles), ``freshness`` (notice of outdated texts), ``handbooks`` (links to
  PDFs), ``pictures``.
- For roles: ``grades`` and ``grade_table``, ``journey`` (the way from nothing), ``ways`` (from an occupation), ``entries`` (ways into
  a role and on from it), ``shares`` (of skill groups).
- For scripts: ``plan_data``, ``occupation_data``, ``finder`` (the questions of the home page).
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from generator.render.views.registry import VIEWS

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["VIEWS"]
