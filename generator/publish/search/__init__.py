"""Write the search index: sections of the built pages, with the names that readers may search for.

The index holds readable text. Inflection, compounds, spellings and typing errors are handled in the browser, by
``assets/search-engine.js`` with the data of the languages; ``generator/decisions/0006-search.md`` says why. For a large
atlas, the index is a list of words instead (``parts``).
"""

from generator.publish.search.atlas import AtlasSearch
from generator.publish.search.index import INDEX, SearchIndex, SearchKind

__all__ = ["INDEX", "AtlasSearch", "SearchIndex", "SearchKind"]
