"""Pages to published editions: the MkDocs plugin, both builds, checks of the built HTML, bundle and export."""
