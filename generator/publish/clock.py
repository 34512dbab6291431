"""The date that a build carries: of the last commit, so that the same commit always gives the same bytes."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path
from typing import Any

from generator.catalog import Catalog
from generator.parse import Record

_NAME = "SOURCE_DATE_EPOCH"


def pin(folder: Path) -> None:
    """Set ``SOURCE_DATE_EPOCH`` to the last commit's time unless the caller set it; outside git nothing is set."""
    if _NAME in os.environ:
        return
    try:
        result = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=folder, capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return
    if result.stdout.strip():
        os.environ[_NAME] = result.stdout.strip()


def pin_to_content(catalog: Catalog) -> None:
    """Fall back to the latest review among the records, so that a copy without git builds the same bytes too."""
    if _NAME not in os.environ:
        latest = max(
            (record.value.reviewed for record in reviewed(catalog) if record.value.reviewed),
            default=datetime.date(2026, 1, 1),
        )
        moment = datetime.datetime.combine(latest, datetime.time(), datetime.UTC)
        os.environ[_NAME] = str(int(moment.timestamp()))


def day() -> datetime.date | None:
    """Day (UTC) that the build carries, once it is pinned."""
    moment = os.environ.get(_NAME, "")
    return datetime.datetime.fromtimestamp(int(moment), datetime.UTC).date() if moment.isdecimal() else None


def reviewed(catalog: Catalog) -> list[Record[Any]]:
    """All records that carry a review date."""
    content = catalog.content
    return [
        record
        for kind in (content.roles, content.skills, content.trainings, content.occupations)
        for record in kind.values()
    ]
