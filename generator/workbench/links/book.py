"""Write ``links.yml``: one line for each address, sorted, so that a new check changes only the lines of addresses that have changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.kinds.link import KIND, Link
from generator.model.plain import plain
from generator.replacing import replace_file
from generator.workbench.writing import flow

_HEAD = "# Written by 'rollenatlas links': whether the addresses in the records open. Do not edit.\n"


def links_text(links: Iterable[Link]) -> str:
    """Return the text of the file."""
    lines = [f"- {flow(plain(link))}\n" for link in sorted(links, key=lambda link: link.url)]
    return _HEAD + ("".join(lines) or "[]\n")


def write_links(content: Path, links: Iterable[Link]) -> Path:
    """Write the file in one step, and return its path."""
    path = content / KIND.file
    replace_file(path, links_text(links))
    return path
