"""Turn rendered pages into the published editions.

- A build: ``editions`` (what is built), ``settings`` and ``theme`` (settings of MkDocs), ``run`` (runs MkDocs for one edition),
  ``plugin`` (MkDocs' events), ``site`` (all languages), ``language`` (the pages of one language),
  ``swap`` (replaces the old site with the new one).
- Pages: ``frame`` (passes pages through MkDocs), ``shell`` (the theme around a page), ``jsonld``, ``dates``, ``search``,
  ``links`` (link check).
- Incremental builds and builds in parts: ``basis``, ``last_build``, ``kept`` (notes on pages that are built), ``parts``, ``join``.
- Files in the languages' folders: ``assets``, ``made``, ``look_files``, ``beside``, ``redirects``, ``sitemap``, ``feed``, ``social``;
  files above these folders: ``root``, ``data``, ``workbook``, ``handbook``, ``licences``, ``headers``.
- Other formats: ``bundle`` (one zip), ``export`` (Markdown). Shared: ``files``, ``press`` (typst), ``clock``.
"""
