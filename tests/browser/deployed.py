"""A local server for the web edition that behaves as deploy/nginx.conf says; compression, caching and headers are read from that file."""

from __future__ import annotations

import functools
import gzip
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tests.browser.conftest import ROOT
from tests.serving import Quiet, served

CONF = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
_types = re.search(r"gzip_types ([^;]+);", CONF)
assert _types
_level = re.search(r"gzip_comp_level (\d);", CONF)
assert _level
LEVEL = int(_level[1])
# nginx compresses text/html always, and calls scripts application/javascript where Python says text/javascript.
COMPRESSED = {"text/html", "text/javascript", *_types[1].split()}
HEADERS = dict(re.findall(r'add_header (\S+) "([^"]+)" always;', CONF))
_cached = re.search(r'location ~\* "([^"]+)" \{ expires 1y; \}', CONF)
assert _cached
CACHED_NAME = re.compile(_cached[1], re.IGNORECASE)
YEAR, MINUTES_10 = 365 * 24 * 3600, 600


class _Deployed(Quiet):
    policies: dict[str, str]
    default: str

    def send_head(self) -> BinaryIO | None:
        """Send status and headers, and return the body; send 404 for an address without a page or file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        kind = self.guess_type(path).partition(";")[0]
        small = kind in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = squeezed(path) if small else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind in COMPRESSED else kind)
        self.send_header("Content-Length", str(len(body)))
        if small:
            self.send_header("Content-Encoding", "gzip")
        if kind in COMPRESSED:
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Cache-Control", f"max-age={YEAR if CACHED_NAME.search(path.name) else MINUTES_10}")
        address = f"{self.path}index.html" if self.path.endswith("/") else self.path
        matching = [policy for pattern, policy in self.policies.items() if re.search(pattern, address)]
        self.send_header("Content-Security-Policy", matching[0] if matching else self.default)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        return io.BytesIO(body)


@functools.cache
def squeezed(path: Path) -> bytes:
    """Return the bytes of a file as nginx compresses it."""
    return gzip.compress(path.read_bytes(), LEVEL)


@contextmanager
def deployed(site: Path) -> Iterator[str]:
    """Serve a built web edition at the root of a local server; yield the server's address."""
    known = json.loads((site / "headers" / "csp.json").read_text(encoding="utf-8"))

    class Handler(_Deployed):
        policies, default = known["patterns"], known["default"]

    with served(site, Handler) as root:
        yield root
