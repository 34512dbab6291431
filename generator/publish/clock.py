"""The time stamp of a build: that of the last commit, so that the same commit always gives the same bytes."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from generator.catalog import Catalog
from generator.derive.facts import UNDATED
from generator.derive.reviews import known_days


def build_moment(folder: Path, catalog: Catalog) -> int:
    """Return the time stamp of a build of a folder, in seconds since 1970 (UTC).

    It is ``SOURCE_DATE_EPOCH`` if the environment sets it (https://reproducible-builds.org/specs/source-date-epoch/),
    else the time of the last commit, else the newest day in the content, so that a copy without git builds the same
    bytes too. It is 0 if none of these exists: pages, tables and documents then show no date.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    try:
        result = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=folder, capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        result = None
    if result and result.stdout.strip().isdecimal():
        return int(result.stdout.strip())
    latest = max(_days(catalog), default=UNDATED)
    return int(datetime.datetime.combine(latest, datetime.time(), datetime.UTC).timestamp())


def day_of(moment: int) -> datetime.date:
    """Return the day (UTC) of a time in seconds since 1970."""
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).date()


def _days(catalog: Catalog) -> Iterator[datetime.date]:
    """Yield each day on which a record or prose page was reviewed or checked, a page was moved or the content was released."""
    content = catalog.content
    for record in content.all_records:
        yield from known_days(record.value)
    for texts in content.pages.values():
        yield from (text.front.reviewed for text in texts.values() if text.front.reviewed)
    yield from (release.date for release in content.releases)
