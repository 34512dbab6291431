"""What authors do to many records at once: drafts, renames, fixes, spreadsheets and the state of addresses.

``document`` and ``edits`` change YAML text in place, ``workspace`` gathers changed files, ``journal`` writes them all or none.
"""
