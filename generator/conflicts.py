"""Find what git leaves in a file whose two versions it could not merge: such a file is neither version and must not be published."""

from __future__ import annotations

import re

from generator.problems import Location, Problem, line_and_column

_MARKER = re.compile(r"^(?:<{7}|>{7})(?: |\r?$)", re.MULTILINE)


def merge_conflict(text: str, path: str) -> Problem | None:
    """Return a problem at the first line by which git marks a conflict in the text of a file, or ``None``."""
    # The search for plain texts is much faster, and large tables are searched too.
    marker = _MARKER.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    if marker is None:
        return None
    hint = "keep what is right and remove the lines with <<<<<<<, ======= and >>>>>>>"
    place = Location(path, *line_and_column(text, marker.start()))
    return Problem(place, "merge-conflict", "a merge conflict", "one version", hint)
