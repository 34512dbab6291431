"""Addresses are opened politely: what each answer means, deadlines, certificates, pauses and robots.txt. All servers here are local."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from generator.kinds.link import LinkState
from generator.workbench.links.checking import Checker, check_all
from generator.workbench.links.opening import Client
from generator.workbench.links.pace import Hosts
from tests.answering import server

pytestmark = pytest.mark.usefixtures("no_proxy")
ROBOTS = "User-agent: *\nDisallow: /private\n"


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
        pytest.skip("openssl is not installed")  # it makes the certificate, as Python has no function for that
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
