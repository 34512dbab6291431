"""What authors do to many records at once.

- YAML text: ``document`` (pieces with their places), ``edits`` and ``values`` (changes in place), ``writing`` (values as text),
  ``typography`` (marks).
- Changes of many files: ``plan`` (what changes and what the check says), ``workspace`` (changed files), ``journal`` (written all or none).
- References: ``names`` (ids that there are), ``references`` (where they stand), ``reference_edits`` (their changes), ``dropping`` (what a
  merge takes away), ``moves`` (what follows a new id).
- Verbs: ``drafts``, ``renaming``, ``removing``, ``retiring``, ``languages``, ``fixes`` (``fixed`` tells of them), ``pruning``; ``links``
  opens addresses, ``spreadsheet`` is the way to a workbook and back.
"""
