"""Write redirects for pages that an import removes, and remove the redirects of pages that come back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Set
from typing import Any

from generator.kinds.table import Records

_LINE = re.compile(r"^- \{from: (?P<old>\S+), to: \S+, since: \d{4}-\d{2}-\d{2}\}$")


def with_redirects(
    text: str, before: Mapping[str, Set[str]], records: Records, today: datetime.date
) -> tuple[str, int]:
    """Add to the text of ``redirects.yml`` a line for each removed page, and return the new text and the number of lines added.

    ``before`` are the ids of the source's records by kind before the import. A removed page leads to the record that now has its
    name as an alternative title or label, otherwise to the overview of its kind. The line of a page that exists again is removed.
    """
    living = {f"{kind}/{id}" for kind in before for id in records.get(kind, {})}
    lines = [line for line in text.splitlines() if not ((match := _LINE.match(line)) and match["old"] in living)]
    if lines == ["[]"]:
        lines = []
    listed = {match["old"] for line in lines if (match := _LINE.match(line))}
    new = 0
    for kind, ids in before.items():
        gone = sorted(ids - records.get(kind, {}).keys())
        heirs = _by_label(records.get(kind, {})) if gone else {}
        for id in gone:
            old = f"{kind}/{id}"
            if old not in listed:
                heir = heirs.get(id.replace("-", " "))
                lines.append(f"- {{from: {old}, to: {f'{kind}/{heir}' if heir else kind}, since: {today.isoformat()}}}")
                new += 1
    after = "\n".join(lines)
    return (after + "\n" if after else ("[]\n" if text else "")), new


def _by_label(records: Mapping[str, dict[str, Any]]) -> Mapping[str, str]:
    """Return the ids of records by their alternative titles and labels, in lower-case letters and digits separated by spaces."""
    return {
        re.sub(r"[^a-z0-9]+", " ", label.lower()).strip(): id
        for id, record in records.items()
        for key in ("alternative_titles", "alternative_labels")
        for labels in record.get(key, {}).values()
        for label in labels
    }
