"""The sample of pages for slow tests: the home page, and of each folder its overview and its smallest page."""

from __future__ import annotations

from pathlib import Path


def sample_pages(site: Path, language: str) -> list[str]:
    """Return addresses below the language's root, such as ``roles`` and ``roles/ai-trainer``; the home page is empty."""
    root = site / language
    found = [""]
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and path.name not in ("assets", "search")):
        if (folder / "index.html").is_file():
            found.append(folder.name)
        children = sorted(path for path in folder.iterdir() if (path / "index.html").is_file())
        # The smallest page, since the tests are about kinds of pages and a long page takes ten times as long.
        found += (
            [min(children, key=lambda path: (path / "index.html").stat().st_size).relative_to(root).as_posix()]
            if children
            else []
        )
    return found
