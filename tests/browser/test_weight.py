"""First view of every page: at most 150 kB over the wire (gzip), before any interaction, fonts included."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

MOST = 150_000
_LOADED = "//link[contains(@rel, 'stylesheet') or @rel='icon']/@href | //script/@src | //img/@src"
_CSS_URL = re.compile(r"url\(\"?([^\")]+)\"?\)")


@cache
def weight(path: Path) -> int:
    """Bytes of a file on the wire; what a style sheet names counts as loaded."""
    content = path.read_bytes()
    if path.suffix == ".woff2":
        return len(content)
    used = _CSS_URL.findall(content.decode("utf-8")) if path.suffix == ".css" else []
    files = {(path.parent / urlsplit(url).path).resolve() for url in used if not url.startswith(("data:", "#"))}
    return len(gzip.compress(content, 6)) + sum(weight(file) for file in files)


def test_first_view_is_light(web_site: Path) -> None:
    """Every page of the web edition, the heaviest named first."""
    heavy = {}
    for page in sorted(web_site.rglob("*.html")):
        urls = html.parse(str(page)).xpath(_LOADED)
        files = {(page.parent / urlsplit(url).path).resolve() for url in urls if not url.startswith(("data:", "/"))}
        total = len(gzip.compress(page.read_bytes(), 6)) + sum(weight(file) for file in files)
        if total > MOST:
            heavy[page.relative_to(web_site).as_posix()] = total
    assert sorted(heavy.items(), key=lambda item: -item[1]) == []
