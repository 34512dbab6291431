"""Limit the pace of requests: one at a time to each server, a pause after each, and the rules of its robots.txt."""

from __future__ import annotations

import threading
import time
import urllib.robotparser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from generator.workbench.links.opening import Client, Response

_MOST_REDIRECTS = 5
"""Redirects of a robots.txt that are followed (RFC 9309, section 2.3.1.2)."""
_LONGEST_DELAY = 10.0
"""Longest pause in seconds that a robots.txt can ask for; a longer one is cut to this."""


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0
    robots: urllib.robotparser.RobotFileParser | None = None
    closed: bool = False
    asked: bool = False


class Hosts:
    """The servers by scheme and name, shared by all threads; ``pause`` is the shortest pause in seconds after a request."""

    def __init__(self, client: Client, pause: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._pause = pause
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def get(self, url: str) -> Response | None:
        """Open an address as soon as its server may be asked again; return ``None`` if robots.txt forbids it."""
        host = self._of(url)
        with host.lock:
            self._ask(host, url)
            if host.closed or (host.robots is not None and not host.robots.can_fetch(self._client.agent, url)):
                return None
            with self._turn(host):
                return self._client.get(url)

    def wait(self, url: str, seconds: float) -> None:
        """Send no request to the server of ``url`` for a number of seconds."""
        host = self._of(url)
        with host.lock:
            host.free_at = max(host.free_at, time.monotonic() + seconds)

    def _of(self, url: str) -> _Host:
        parts = urlsplit(url)
        with self._lock:
            return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc.lower()}", _Host())

    @contextmanager
    def _turn(self, host: _Host) -> Iterator[None]:
        wait = host.free_at - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        try:
            yield
        finally:
            delay = host.robots.crawl_delay(self._client.agent) if host.robots is not None else None
            pause = max(self._pause, min(float(delay or 0), _LONGEST_DELAY))
            host.free_at = max(host.free_at, time.monotonic() + pause)

    def _ask(self, host: _Host, url: str) -> None:
        """Read robots.txt once (RFC 9309): without one everything may be opened; after a server error (5xx) nothing may be."""
        if host.asked:
            return
        host.asked = True
        with self._turn(host):
            answer = self._robots_of(url)
        if answer.status == 200:
            host.robots = urllib.robotparser.RobotFileParser()
            host.robots.parse(answer.text.splitlines())
        elif answer.status >= 500:
            host.closed = True

    def _robots_of(self, url: str) -> Response:
        """Return the server's answer to a request for robots.txt, after at most ``_MOST_REDIRECTS`` redirects."""
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        answer = self._client.get(address, read=True)
        for _ in range(_MOST_REDIRECTS):
            try:
                target = answer.redirect(address)
            except ValueError:
                break
            if target is None:
                break
            address, answer = target, self._client.get(target, read=True)
        return answer
