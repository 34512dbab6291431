"""Edit many records at once on behalf of their authors.

- YAML text: ``document`` (pieces of text with their offsets), ``edits`` and ``values`` (edits in place), ``writing`` (values as YAML text),
  ``typography`` (typographic marks).
- Changes of many files: ``plan`` (the plan and its check), ``workspace`` (changed files), ``journal`` (write all files or none).
- References: ``names`` (existing ids), ``references`` (where records are referred to), ``reference_edits`` (edits of references),
  ``dropping`` (messages about what a merge removes), ``moves`` (what has to follow a new id).
- Commands: ``drafts``, ``renaming``, ``removing``, ``retiring``, ``languages``, ``fixes`` (reported by ``fixed``), ``pruning``; ``links``
  opens web addresses, ``spreadsheet`` exports records to a workbook and imports them again.
"""
