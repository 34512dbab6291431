"""The date that a build carries: of the last commit, so that the same commit always gives the same bytes."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from generator.catalog import Catalog

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
    """Fall back to the newest day that the content knows, so that a copy without git builds the same bytes too."""
    if _NAME not in os.environ:
        latest = max(_days(catalog), default=datetime.date(2026, 1, 1))
        moment = datetime.datetime.combine(latest, datetime.time(), datetime.UTC)
        os.environ[_NAME] = str(int(moment.timestamp()))


def moment() -> int:
    """Seconds since 1970 that the build carries; 0 as long as nothing is pinned."""
    value = os.environ.get(_NAME, "")
    return int(value) if value.isdecimal() else 0


def day() -> datetime.date | None:
    """Day (UTC) that the build carries, once it is pinned."""
    moment = os.environ.get(_NAME, "")
    return datetime.datetime.fromtimestamp(int(moment), datetime.UTC).date() if moment.isdecimal() else None


def _days(catalog: Catalog) -> Iterator[datetime.date]:
    """All days on which somebody reviewed a record or a prose page, checked a training or released the content."""
    content = catalog.content
    for kind in (content.roles, content.skills, content.trainings, content.occupations):
        yield from (record.value.reviewed for record in kind.values() if record.value.reviewed)
    for texts in content.pages.values():
        yield from (text.front.reviewed for text in texts.values() if text.front.reviewed)
    yield from (record.value.checked.date for record in content.trainings.values() if record.value.checked)
    yield from (release.date for release in content.releases)
