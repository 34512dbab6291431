"""Serve the preview to browsers: pages as a build writes them, with a script that reloads them and shows problems."""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

from generator.preview.live import LivePreview, Situation
from generator.problems import as_lines
from generator.publish.headers import policy_for
from generator.publish.sitemap import site_path
from generator.render.strings import Strings, load_shipped
from generator.resources import templates_folder

OWN = "_preview/"
"""Path of the preview's own files; no page of a site can have it."""
_EVENTS = f"{OWN}events"
_SECONDS = 15.0
"""Seconds after which a browser that waits for news gets a sign that the connection is alive."""
_LAST_PORT = 65_535
_MOST_SHOWN = 100
"""Problems that a browser lists; the terminal has all of them."""
_END = b"</body>"
_KINDS = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""Media types of the most important files; ``mimetypes`` differs between systems, and browsers refuse scripts of another type."""
_NOTHING = b"<!doctype html>\n<title>-</title>\n<body>\n</body>\n"
"""Page to show while no version exists: its script shows why, and reloads once there is one."""


class PreviewServer(ThreadingHTTPServer):
    """A server for the browsers of one author; each of their requests has a thread of its own."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], preview: LivePreview) -> None:
        self.preview = preview
        self.ending = False
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: such an error mostly means that a browser has closed the connection."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PreviewServer

    def log_message(self, *_: object) -> None:
        """Print nothing about single requests."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        """Answer with a page, a file, the stream of news, or the 404 page."""
        url = urlsplit(self.path)
        path = unquote(url.path).lstrip("/")
        if path == _EVENTS and self.command == "GET":
            self._tell_news(parse_qs(url.query).get("language", [""])[0])
            return
        if path.startswith(OWN):
            self._send_own(path.removeprefix(OWN))
            return
        preview = self.server.preview
        before = preview.situation.edition
        path = path.removeprefix(self._base())
        answer = preview.answer(path) if _is_plain(path) else None
        if answer is None and _is_plain(path) and _may_be_folder(path) and preview.answer(f"{path}/") is not None:
            self._send(HTTPStatus.FOUND, b"", {"Location": f"/{path}/"})
            return
        status = HTTPStatus.OK
        if answer is None:
            status, answer = HTTPStatus.NOT_FOUND, preview.answer("404.html")
        if answer is None:
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, _NOTHING, before, ())
        elif answer.file.endswith(".html"):
            self._send_page(status, answer.content, before, answer.scripts)
        else:
            self._send(status, answer.content, {"Content-Type": _kind(answer.file)})

    def _base(self) -> str:
        """Return the path of the site on its server, without the first slash: links of the 404 page begin with it."""
        return site_path(self.server.preview.base_url).lstrip("/")

    def _send_page(self, status: HTTPStatus, html: bytes, edition: str, scripts: Iterable[str]) -> None:
        added = f'<script src="/{OWN}preview.js" data-edition="{edition}" defer></script>\n'.encode()
        before, end, after = html.rpartition(_END)
        headers = {"Content-Type": _KINDS[".html"], "Content-Security-Policy": policy_for(scripts)}
        self._send(status, before + added + end + after, headers)

    def _send_own(self, name: str) -> None:
        path = templates_folder() / "preview" / name
        if "/" in name or not _is_plain(name) or not path.is_file():
            self._send(HTTPStatus.NOT_FOUND, b"", {})
            return
        self._send(HTTPStatus.OK, path.read_bytes(), {"Content-Type": _kind(name)})

    def _send(self, status: HTTPStatus, content: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _tell_news(self, language: str) -> None:
        """Send a browser each change as a server-sent event until it closes the connection."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        preview = self.server.preview
        try:
            with preview.listening():
                self._tell_each(preview, language)
        except OSError:  # the browser has closed the connection
            return

    def _tell_each(self, preview: LivePreview, language: str) -> None:
        situation, told = preview.situation, -1
        while not self.server.ending:
            if situation.number != told:
                text = f"data: {json.dumps(self._news(situation, language), ensure_ascii=False)}\n\n"
            else:
                text = ": still here\n\n"
            self.wfile.write(text.encode())
            self.wfile.flush()
            told = situation.number
            situation = preview.wait(told, _SECONDS)

    def _news(self, situation: Situation, language: str) -> dict[str, object]:
        """Return what the browser shows: texts in the language of its page, and the problems as the terminal shows them."""
        t = strings_in(self.server.preview.strings, language)
        count = len(situation.problems)
        lines = list(islice(as_lines(situation.problems), _MOST_SHOWN))
        title = t.count("preview.problems", count) if t and count else ""
        state = "preview.nothing" if not situation.edition else "preview.stays" if situation.stays else "preview.shown"
        return {
            "edition": situation.edition,
            "whole": situation.whole,
            "title": title,
            "note": t(state) if t and lines else "",
            "problems": lines,
        }


def _kind(file: str) -> str:
    suffix = PurePosixPath(file).suffix
    return _KINDS.get(suffix) or mimetypes.guess_type(file)[0] or "application/octet-stream"


def _is_plain(path: str) -> bool:
    """Return whether a path stays below its folder on every system."""
    return not re.search(r"(^|[/\\])\.\.?([/\\]|$)|[\\:\0]", path)


def _may_be_folder(path: str) -> bool:
    return bool(path) and not path.endswith("/") and "." not in path.rpartition("/")[2]


def strings_in(strings: tuple[Strings, ...], language: str) -> Strings | None:
    """Return the atlas's interface strings in a language, else in its first; without any, the program's, or ``None`` if it lacks them."""
    return next((t for t in strings if t.language == language), None) or (
        strings[0] if strings else load_shipped(templates_folder(), language)
    )


def host_and_port(address: str) -> tuple[str, int]:
    """Return host and port of an address such as ``127.0.0.1:8000``. Raises ``ValueError`` if the port is not a number up to 65535."""
    host, _, port = address.rpartition(":")
    if not 0 <= int(port) <= _LAST_PORT:
        raise ValueError(f"no port: {port}")
    return host.strip("[]") or "127.0.0.1", int(port)
