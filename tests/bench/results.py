"""The figures of all runs, in ``results.json``. A run replaces the figures of its own sizes and generators."""

from __future__ import annotations

import json
import os
import platform
import re
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("results.json")

Results = dict[str, Any]
_MEMORY = r"MemTotal:\s*(\d+)"


def load(path: Path = RESULTS) -> Results:
    """Return the figures of earlier runs, or no figures if there is no file."""
    return json.loads(path.read_text("utf-8")) if path.is_file() else {"sizes": {}}


def merged(known: Results, size: int, part: str, name: str, figures: Results) -> Results:
    """Return the results with the figures of a generator (part ``builds``) or of our program (``ours``) at a size."""
    sizes = known["sizes"]
    of_size = sizes.get(str(size), {})
    parts = {**of_size.get(part, {}), name: figures}
    return {**known, "sizes": {**sizes, str(size): {**of_size, part: parts}}}


def save(results: Results, path: Path = RESULTS) -> None:
    """Write the results to a file that can be compared between versions."""
    path.write_text(json.dumps(results, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


def machine() -> dict[str, str]:
    """Return the names and values that describe this machine."""
    return {
        "processor": _found(r"model name\s*:\s*(.+)", "/proc/cpuinfo") or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{int(_found(_MEMORY, '/proc/meminfo') or 0) / 1e6:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }


def _found(pattern: str, path: str) -> str:
    try:
        match = re.search(pattern, Path(path).read_text("utf-8"))
    except OSError:
        return ""
    return match[1].strip() if match else ""
