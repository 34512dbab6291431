"""Older names of fields, as data: records that use them stay valid and mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class OlderName:
    """An older key in the ``part`` of a record, which is read as ``name``.

    The old value becomes the value of the key ``under`` in the new one, or its only entry where ``listed``; named groups of the pattern
    become further keys.
    """

    part: str
    pattern: re.Pattern[str]
    name: str
    under: str = ""
    listed: bool = False

    def value(self, key: str, old: Any) -> Any:
        """Return the value of the new key."""
        if self.listed:
            return [old]
        match = self.pattern.fullmatch(key)
        return {**(match.groupdict() if match else {}), self.under: old} if self.under else old


OLDER_NAMES = (
    OlderName("maturity", re.compile(r"forecast_(?P<date>\d{4})"), "forecast", under="text"),
    OlderName("skill", re.compile("group"), "groups", listed=True),
)


@cache
def older_names(part: str) -> tuple[OlderName, ...]:
    """Return the older names of the keys of a part."""
    return tuple(older for older in OLDER_NAMES if older.part == part)


def read_older_names(data: Any, part: str) -> Any:
    """Return a part with its older keys renamed; one that stands beside its new name is left, so that it is refused as unknown."""
    if not isinstance(data, dict):
        return data
    read = {}
    names = older_names(part)
    for key, value in data.items():
        older = next((one for one in names if one.pattern.fullmatch(key)), None)
        if older is None or older.name in data or older.name in read:
            read[key] = value
        else:
            read[older.name] = older.value(key, value)
    return read


def older_key(keys: Iterable[str], name: str) -> str | None:
    """Return the older key of a field among the keys of a record, or ``None``."""
    patterns = [older.pattern for older in OLDER_NAMES if older.name == name]
    return next((key for key in keys for pattern in patterns if pattern.fullmatch(key)), None) if patterns else None
