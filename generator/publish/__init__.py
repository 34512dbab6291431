"""Pages to published editions.

- A build: ``editions`` (what is built), ``settings`` and ``theme`` (of MkDocs), ``run`` (one edition), ``plugin`` (MkDocs' events),
  ``site`` (all languages), ``language`` (the pages of one), ``workers`` (processes), ``swap`` (the new site in the old one's place).
- Pages: ``frame`` (between them and MkDocs), ``shell`` (the theme around), ``jsonld``, ``dates``, ``search``, ``links`` (the check).
- Builds after the first, and in parts: ``basis``, ``last_build``, ``kept`` (pages made before), ``parts``, ``join``.
- Files beside the pages: ``assets``, ``made``, ``look_files``, ``beside``, ``redirects``, ``sitemap``, ``feed``, ``social``; above them
  ``root``, ``data``, ``workbook``, ``handbook``, ``licences``, ``headers``.
- Other forms: ``bundle`` (one zip), ``export`` (Markdown). Shared: ``files``, ``press`` (typst), ``clock``.
"""
