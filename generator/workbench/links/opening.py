"""Open one web address within a deadline: read status and headers of the first answer, normally without its body."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from generator.model.base import web_address

_MOST_TEXT = 200_000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Response:
    """The answer of a server: its status and headers, or in ``failure`` the reason why there is none.

    The names of the headers are in lower case; ``text`` is the body if it was read.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""
    text: str = ""

    def redirect(self, url: str) -> str | None:
        """Return the address to which the answer from ``url`` redirects; ``None`` if it does not.

        Raises ``ValueError`` if that is no http or https address.
        """
        if self.status not in _REDIRECTS:
            return None
        # Some servers send the address as UTF-8 although the standard requires ASCII.
        location = self.headers.get("location", "").encode("latin-1", "replace").decode("utf-8", "replace")
        return web_address(urldefrag(urljoin(url, location)).url)


@dataclass(frozen=True, slots=True)
class Client:
    """An HTTP client with the user agent that it sends, its deadline in seconds, and the certificates that it trusts."""

    agent: str
    deadline: float = 20
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def get(self, url: str, *, read: bool = False) -> Response:
        """Open an address; ``read`` reads the first ``_MOST_TEXT`` bytes of the body as well, as for robots.txt."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        try:
            connection = self._connection(parts.scheme, host.encode("idna").decode("ascii"), parts.port)
        except (UnicodeError, ValueError):
            return Response(failure="no name of a server")
        late = threading.Event()

        def end() -> None:
            late.set()
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.deadline, end)
        timer.daemon = True
        timer.start()
        try:
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._[]')}" if parts.query else ""
            headers = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
            connection.request("GET", target + query, headers=headers)
            response = connection.getresponse()
            text = response.read(_MOST_TEXT).decode("utf-8", errors="replace") if read else ""
            return Response(response.status, {key.lower(): value for key, value in response.getheaders()}, text=text)
        except ssl.SSLError as error:
            return Response(failure="no answer in time" if late.is_set() else f"certificate: {_reason(error)}")
        except TimeoutError:
            return Response(failure="no answer in time")
        except socket.gaierror:
            return Response(failure="no server of this name")
        except (OSError, http.client.HTTPException) as error:
            return Response(failure="no answer in time" if late.is_set() else f"no answer ({type(error).__name__})")
        finally:
            timer.cancel()
            connection.close()

    def _connection(self, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
        """Return a connection to a server, through the proxy of the system's settings if there is one."""
        proxy = urlsplit(urllib.request.getproxies().get(scheme, ""))
        through = proxy.hostname if proxy.hostname and not urllib.request.proxy_bypass(host) else None
        if scheme == "https":
            secure = http.client.HTTPSConnection(
                through or host, (proxy.port if through else port) or None, timeout=self.deadline, context=self.context
            )
            if through:
                secure.set_tunnel(host, port or 443)
            return secure
        plain = http.client.HTTPConnection(
            through or host, (proxy.port if through else port) or None, timeout=self.deadline
        )
        if through:
            plain.set_tunnel(host, port or 80)
        return plain


def _reason(error: ssl.SSLError) -> str:
    text = getattr(error, "verify_message", "") or error.reason or "not to be trusted"
    return str(text).lower().replace("_", " ")[:120]
