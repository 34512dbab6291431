"""The time that a build carries: of the last commit, so that the same commit always gives the same bytes."""

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
    """Seconds since 1970 (UTC) that a build of a folder carries.

    ``SOURCE_DATE_EPOCH`` where the caller's environment sets it
    (https://reproducible-builds.org/specs/source-date-epoch/), else the last commit's time, else the newest day that
    the content knows, so that a copy without git builds the same bytes too. 0 where nothing tells a day: pages, tables
    and documents then name none.
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
    """Day (UTC) of a moment."""
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).date()


def _days(catalog: Catalog) -> Iterator[datetime.date]:
    """All days on which somebody reviewed or checked a record or a prose page, moved a page or released the content."""
    content = catalog.content
    for record in content.all_records:
        yield from known_days(record.value)
    for texts in content.pages.values():
        yield from (text.front.reviewed for text in texts.values() if text.front.reviewed)
    yield from (release.date for release in content.releases)
