"""A local server that answers as the path of a request says, for tests that open addresses."""

from __future__ import annotations

import http.server
import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LEADS_TO = {
    "/loop-a": "/loop-b",
    "/loop-b": "/loop-a",
    "/to-nothing": "ftp://x.example/",
    "/umlaut": "/gr\xfcn".encode().decode("latin-1"),
}


class Handler(http.server.BaseHTTPRequestHandler):
    """Request handler that answers as the path says; ``seen`` has the path, time and user agent of each request."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, float, str]]
    robots: tuple[int, str] | tuple[int, str, str]
    at_once: int
    most_at_once: int
    lock: threading.Lock

    def do_GET(self) -> None:
        kind = type(self)
        with kind.lock:
            kind.seen.append((self.path, time.monotonic(), self.headers["User-Agent"]))
            kind.at_once += 1
            kind.most_at_once = max(kind.most_at_once, kind.at_once)
            times = sum(path == self.path for path, _, _ in kind.seen)
        try:
            self._answer(times)
        finally:
            with kind.lock:
                kind.at_once -= 1

    def _answer(self, times: int) -> None:
        if self.path == "/robots.txt":
            self._send(*self.robots)
        elif match := re.fullmatch(r"/(\d{3})(?:/to(/.*))?", self.path):
            self._send(int(match[1]), "", match[2] or "")
        elif match := re.fullmatch(r"/(\d{3})-once.*", self.path):
            self._send(int(match[1]) if times == 1 else 200)
        elif self.path in LEADS_TO:
            self._send(301, "", LEADS_TO[self.path])
        elif self.path.startswith("/long"):
            self._send(302, "", f"{self.path}x")
        elif self.path == "/hang":
            time.sleep(3)
            self._send(200)
        elif self.path == "/drip":
            for _ in range(30):
                self.wfile.write(b"X")
                self.wfile.flush()
                time.sleep(0.1)
        elif self.path == "/nonsense":
            self.wfile.write(b"no http at all\r\n\r\n")
            self.close_connection = True
        else:
            self._send(200)

    def _send(self, status: int, text: str = "", location: str = "") -> None:
        try:
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())
        except OSError:  # the client has gone
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def server(
    robots: tuple[int, str] | tuple[int, str, str] = (404, ""), context: ssl.SSLContext | None = None
) -> Iterator[tuple[str, type[Handler]]]:
    """Serve on a free port; yield the address and the handler class, whose ``seen`` lists the requests."""
    handler = type(
        "Handler",
        (Handler,),
        {"seen": [], "robots": robots, "at_once": 0, "most_at_once": 0, "lock": threading.Lock()},
    )
    service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    service.daemon_threads = True
    service.handle_error = lambda *_: None  # type: ignore[method-assign]  # no traceback when a client hangs up
    if context is not None:
        service.socket = context.wrap_socket(service.socket, server_side=True)
    thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{service.server_port}", handler
    finally:
        service.shutdown()
        service.server_close()
        thread.join()
