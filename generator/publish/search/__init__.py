"""The search index: sections of the built pages with the names that readers may look for.

The index holds readable text only. All that concerns words (inflection, compounds, spellings, typing errors) happens in
the browser, in ``assets/search-engine.js``, by the data of the languages; ``generator/decisions/0006-search.md`` says why.
"""

from generator.publish.search.atlas import AtlasSearch
from generator.publish.search.index import INDEX, SearchIndex, SearchKind

__all__ = ["INDEX", "AtlasSearch", "SearchIndex", "SearchKind"]
