"""A local server with the site below a sub-path, as on GitHub Pages: with its policies, and its 404 page for an unknown address."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tests.serving import Quiet, served

PREFIX = "/atlas"


class _Guarded(Quiet):
    policies: dict[str, str]
    default: str

    def translate_path(self, path: str) -> str:
        """Return the file's path; an address outside the sub-path leads to a file that does not exist."""
        own = path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else "/elsewhere"
        return super().translate_path(own)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the file, or status 404 and the site's 404 page."""
        path = Path(self.translate_path(self.path))
        if (path / "index.html" if path.is_dir() else path).is_file():
            return super().send_head()
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        """Send the policy that headers/csp.json names for the address."""
        path = re.split(r"[?#]", self.path)[0]
        address = f"{path}index.html" if path.endswith("/") else path
        matching = [policy for pattern, policy in self.policies.items() if re.search(pattern, address)]
        self.send_header("Content-Security-Policy", matching[0] if matching else self.default)
        super().end_headers()


@contextmanager
def guarded(site: Path) -> Iterator[str]:
    """Serve a built web edition; yield its address, without a slash at the end."""
    known = json.loads((site / "headers" / "csp.json").read_text(encoding="utf-8"))

    class Handler(_Guarded):
        policies, default = known["patterns"], known["default"]

    with served(site, Handler) as root:
        yield root + PREFIX
