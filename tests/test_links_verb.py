"""The verb ``links``: it opens addresses politely and writes down which of them open. All servers here are local."""

from __future__ import annotations

import datetime
import http.server
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from generator.derive.addresses import address_uses
from generator.kinds.link import LinkState
from generator.pipeline import load_linked
from generator.workbench.links.checking import Checker, check_all
from generator.workbench.links.opening import Client
from generator.workbench.links.pace import Hosts
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended

Run = Callable[..., Ended]
ROBOTS = "User-agent: *\nDisallow: /private\n"
LEADS_TO = {
    "/loop-a": "/loop-b",
    "/loop-b": "/loop-a",
    "/to-nothing": "ftp://x.example/",
    "/umlaut": "/gr\xfcn".encode().decode("latin-1"),
}


class _Handler(http.server.BaseHTTPRequestHandler):
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
) -> Iterator[tuple[str, type[_Handler]]]:
    """Serve on a free port; yield the address and the handler class, whose ``seen`` lists the requests."""
    handler = type(
        "Handler",
        (_Handler,),
        {"seen": [], "robots": robots, "at_once": 0, "most_at_once": 0, "lock": threading.Lock()},
    )
    service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    service.daemon_threads = True
    service.handle_error = lambda *_: None  # type: ignore[method-assign]
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


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep any proxy of the machine from answering in place of the local servers."""
    monkeypatch.setenv("no_proxy", "*")


def checker(deadline: float = 5, pause: float = 0) -> Checker:
    """Return a checker that tries again without waiting."""
    return Checker(Hosts(Client("test-agent", deadline), pause), (0, 0))


@pytest.mark.parametrize(
    ("path", "state", "status", "note"),
    [
        ("/200", LinkState.OK, 200, None),
        ("/204", LinkState.OK, 204, None),
        ("/301/to/200", LinkState.MOVED, 200, None),
        ("/308/to/200", LinkState.MOVED, 200, None),
        ("/umlaut", LinkState.MOVED, 200, None),
        ("/302/to/200", LinkState.OK, 200, None),
        ("/301/to/404", LinkState.DEAD, 404, None),
        ("/403", LinkState.REFUSED, 403, None),
        ("/404", LinkState.DEAD, 404, None),
        ("/410", LinkState.DEAD, 410, None),
        ("/429", LinkState.REFUSED, 429, None),
        ("/500", LinkState.FAILING, 500, None),
        ("/429-once", LinkState.OK, 200, None),
        ("/500-once", LinkState.OK, 200, None),
        ("/503-once", LinkState.OK, 200, None),
        ("/loop-a", LinkState.DEAD, 301, "leads round in a circle"),
        ("/long", LinkState.DEAD, None, "more than 10 redirects"),
        ("/to-nothing", LinkState.DEAD, 301, "leads to no address"),
        ("/nonsense", LinkState.FAILING, None, "no answer (BadStatusLine)"),
        ("/private/x", LinkState.REFUSED, None, "robots.txt"),
        ("/page#anchor", LinkState.OK, 200, None),
        ("/grün?q=ä b", LinkState.OK, 200, None),
    ],
)  # fmt: skip
def test_states(path: str, state: LinkState, status: int | None, note: str | None) -> None:
    with server((200, ROBOTS)) as (base, _):
        result = checker().check(base + path)
    assert (result.state, result.status, result.note) == (state, status, note)
    assert (result.to is not None) == (state is LinkState.MOVED)


@pytest.mark.parametrize("path", ["/hang", "/drip"])
def test_what_hangs_ends_at_the_deadline(path: str) -> None:
    with server() as (base, _):
        answer = Client("x", 0.3).get(base + path)
    assert answer.failure == "no answer in time"


def test_a_server_that_speaks_no_tls() -> None:
    with server() as (base, _):
        result = checker().check(base.replace("http:", "https:") + "/200")
    assert result.state is LinkState.FAILING
    assert (result.note or "").startswith("certificate: ")


@pytest.mark.system
def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = (
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
    )
    subprocess.run([program, *request, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with server(context=context) as (base, _):
        url = base.replace("http:", "https:") + "/200"
        result = checker().check(url)
        trusting = Checker(Hosts(Client("x", 5, ssl.create_default_context(cafile=str(certificate))), 0), ())
        assert trusting.check(url).state is LinkState.OK
    assert (result.state, result.note) == (LinkState.FAILING, "certificate: self-signed certificate")


def test_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    result = checker().check(f"http://127.0.0.1:{port}/")
    assert (result.state, result.note) == (LinkState.FAILING, "no answer (ConnectionRefusedError)")

    def no_name(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    assert checker().check("http://no-such-name.invalid/").note == "no server of this name"


def test_one_server_is_asked_one_at_a_time_with_pauses() -> None:
    with server((200, "User-agent: *\nCrawl-delay: 0.01\n")) as (base, handler):
        urls = [f"{base}/{number}" for number in (200, 204, 205)]
        found = dict(check_all(urls, checker(pause=0.15), 4, lambda *_: None))
    assert set(found) == set(urls)
    assert handler.most_at_once == 1
    times = [at for _, at, _ in handler.seen]
    assert len(times) == 4
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))
    assert {agent for _, _, agent in handler.seen} == {"test-agent"}


def test_several_servers_are_asked_at_the_same_time() -> None:
    with server() as (one, first), server() as (other, second):
        found = dict(check_all([f"{one}/hang", f"{other}/hang"], checker(deadline=0.5), 2, lambda *_: None))
    assert {result.note for result in found.values()} == {"no answer in time"}
    times = [[time for _, time, _ in handler.seen] for handler in (first, second)]
    assert all(len(own) == 4 for own in times)  # robots.txt and three tries
    assert max(own[0] for own in times) < min(own[-1] for own in times)


def test_a_server_that_fails_to_give_its_rules_is_left_alone() -> None:
    with server((503, "")) as (base, handler):
        assert checker().check(f"{base}/200").note == "robots.txt"
    assert [path for path, _, _ in handler.seen] == ["/robots.txt"]


@pytest.mark.parametrize("status", [301, 302, 307])
def test_rules_that_moved_are_read_where_they_are(status: int) -> None:
    with server((200, ROBOTS)) as (rules, _), server((status, "", f"{rules}/robots.txt")) as (base, handler):
        assert checker().check(f"{base}/private/x").note == "robots.txt"
        assert checker().check(f"{base}/200").state is LinkState.OK
    assert "/private/x" not in {path for path, _, _ in handler.seen}


def test_rules_that_redirect_for_ever_count_as_none() -> None:
    with server((302, "", "/robots.txt")) as (base, handler):
        assert checker().check(f"{base}/private/x").state is LinkState.OK
    assert [path for path, _, _ in handler.seen] == [*["/robots.txt"] * 6, "/private/x"]


def test_retry_after_is_kept() -> None:
    waits: list[float] = []
    with server() as (base, _):
        hosts = Hosts(Client("x", 5), 0, waits.append)
        hosts.wait(base, 30)
        hosts.get(f"{base}/200")
    assert 29 < waits[0] <= 30


# --- the verb


@pytest.fixture
def local(atlas: Atlas) -> Iterator[tuple[Atlas, str, type[_Handler]]]:
    """Yield the fictional atlas with all its addresses led to a local server, where one of them is dead."""
    with server() as (base, handler):
        for path in (*atlas.root.rglob("*.yml"), *atlas.root.rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"(?<!edit_url: )https?://[a-z.]+", base, text), encoding="utf-8")
        atlas.replace("trainings/star-course.yml", "\nurl: ", f"\nurl: {base}/404 # ")
        yield atlas, base, handler


OPTIONS = ("--pause", "0", "--backoff", "0", "--timeout", "5")


def test_states_are_written_beside_the_records(run: Run, local: tuple[Atlas, str, type[_Handler]]) -> None:
    atlas, base, handler = local
    before = {path: path.read_bytes() for path in atlas.root.rglob("*") if path.is_file()}
    ended = run("links", *OPTIONS, "--content", atlas.root)
    assert ended.code == 0, ended.err
    assert f'trainings/star-course.yml:3:6: dead: "{base}/404" (404)' in ended.err
    text = atlas.read("links.yml")
    assert f"- {{url: {base}/404, state: dead, status: 404, day: 2025-06-30, since: 2025-06-30}}\n" in text
    assert {path: path.read_bytes() for path in before} == before
    # ``check`` shows a dead address where it is written, and does not count addresses as records.
    checked = run("check", "--content", atlas.root)
    assert checked.code == 0
    assert f'{atlas.root}/trainings/star-course.yml:3:6: warning[dead-address]: found "{base}/404"' in checked.err
    assert checked.out.startswith("51 records, 0 errors, 1 warning")
    assert "Addresses that do not open" in run("report", "--content", atlas.root).out
    # An address that opened lately is not opened again; one that did not open is.
    asked = len(handler.seen)
    again = run("links", *OPTIONS, "--content", atlas.root)
    assert "1 opened," in again.out
    assert len(handler.seen) == asked + 2
    assert atlas.read("links.yml") == text
    assert "0 opened lately" in run("links", *OPTIONS, "--max-age", "0", "--content", atlas.root).out


def test_a_mended_address_is_forgotten_and_a_state_keeps_its_first_day(
    run: Run, local: tuple[Atlas, str, type[_Handler]]
) -> None:
    atlas, base, _ = local
    run("links", *OPTIONS, "--content", atlas.root)
    later = TODAY + datetime.timedelta(days=10)
    run("links", *OPTIONS, "--content", atlas.root, day=later)
    assert "status: 404, day: 2025-07-10, since: 2025-06-30}" in atlas.read("links.yml")
    atlas.replace("trainings/star-course.yml", "/404 #", "/200 #")
    run("links", *OPTIONS, "--content", atlas.root, day=later)
    assert "404" not in atlas.read("links.yml").replace(base, "")


def test_what_fails_is_dead_only_after_a_while(run: Run, local: tuple[Atlas, str, type[_Handler]]) -> None:
    atlas, _, _ = local
    atlas.replace("trainings/star-course.yml", "/404 #", "/500 #")
    for days, warned in ((0, False), (7, False), (14, True)):
        day = TODAY + datetime.timedelta(days=days)
        assert run("links", *OPTIONS, "--content", atlas.root, day=day).code == 0
        assert ("dead-address" in run("check", "--content", atlas.root, day=day).err) is warned


def test_without_network_nothing_is_written(run: Run, local: tuple[Atlas, str, type[_Handler]]) -> None:
    atlas, base, _ = local
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for path in (*atlas.root.rglob("*.yml"), *atlas.root.rglob("*.md")):
        path.write_text(path.read_text(encoding="utf-8").replace(base, f"http://127.0.0.1:{port}"), encoding="utf-8")
    ended = run("links", *OPTIONS, "--content", atlas.root)
    assert ended.code == 3
    assert "is there a network?" in ended.err
    assert not (atlas.root / "links.yml").exists()


def test_an_edited_file_is_located(run: Run, atlas: Atlas) -> None:
    atlas.write("links.yml", "- {url: https://a.example/, state: dad, day: 2025-06-30, since: 2025-06-30}\n")
    assert "links.yml:1:36: error[unknown-value]" in run("check", "--content", atlas.root).err


def test_all_addresses_are_found(atlas: Atlas) -> None:
    """Addresses in records, sources, the licence, Markdown and prose pages are found, each with its place."""
    catalog = load_linked(atlas.root)
    found = {
        url: [(use.record, use.place.path.removeprefix(f"{atlas.root}/"), use.place.line) for use in uses]
        for url, uses in address_uses(catalog).items()
    }
    in_files = {
        url.rstrip(".,")
        for path in (*atlas.root.rglob("*.yml"), *atlas.root.rglob("*.md"))
        for url in re.findall(r"https?://[^\s\"'})\]]+", path.read_text(encoding="utf-8"))
        if path.name != "site.yml"
    }
    assert in_files <= set(found)
    assert "https://creativecommons.org/licenses/by/4.0/" in found
    for uses in found.values():
        for _, name, line in uses:
            assert "http" in "".join(
                Path(atlas.root / name).read_text(encoding="utf-8").splitlines()[line - 1 : line + 4]
            )
