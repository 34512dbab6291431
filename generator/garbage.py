"""How often Python looks for cyclic garbage."""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000
"""New objects after which it looks. Records, pages and models leave little; with Python's 700 looking took up to a sixth of the time."""


def look_rarely() -> None:
    """Let this process look rarely."""
    gc.set_threshold(_NEW_OBJECTS, 20, 100)
