"""What browsers get from the preview: pages with a script, events in their language, and answers despite any error."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.preview.live import LivePreview
from generator.preview.server import PreviewServer, host_and_port
from generator.publish.headers import policy_of
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended
from tests.sites import project

ROLE = "roles/map-maker.yml"


@dataclass
class Served:
    """A preview served on a free port."""

    server: PreviewServer
    bench: LivePreview
    atlas: Atlas

    def get(self, path: str, method: str = "GET") -> tuple[http.client.HTTPResponse, bytes]:
        """Request a path exactly as it is written; return the response and its body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=60)
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def save(self, old: str, new: str) -> None:
        """Replace a text in a role and refresh the preview."""
        self.atlas.replace(ROLE, old, new)
        self.bench.refresh([self.atlas.root / ROLE])


class News:
    """A browser that listens to the preview's events."""

    def __init__(self, served: Served, language: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", served.server.server_port, timeout=60)
        self._connection.request("GET", f"/_preview/events?language={language}")
        self._answer = self._connection.getresponse()
        assert self._answer.headers["Content-Type"] == "text/event-stream"

    def next(self) -> dict[str, Any]:
        """Wait for the next event of a completely checked edition; events sent before the rules have run only cause a reload."""
        while True:
            line = self._answer.readline().decode()
            assert line, "the preview hung up"
            if line.startswith("data: "):
                news = dict(json.loads(line.removeprefix("data: ")))
                if news["whole"]:
                    return news

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    folder = project(tmp_path / "project")
    monkeypatch.chdir(folder)
    bench = LivePreview(folder / "mkdocs.yml", folder / "content", TODAY)
    server = PreviewServer(("127.0.0.1", 0), bench)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(server, bench, Atlas(folder / "content"))
    server.ending = True
    server.shutdown()
    server.server_close()
    thread.join()
    bench.close()


def test_a_page_is_what_a_build_writes_and_one_script(served: Served) -> None:
    served.bench.refresh()
    answer, body = served.get("/en/roles/map-maker/")
    made = served.bench.answer("en/roles/map-maker/")
    script = f'<script src="/_preview/preview.js" data-edition="{served.bench.situation.edition}" defer></script>\n'
    assert made is not None
    assert body.replace(script.encode(), b"") == made.content
    assert len(body) == len(made.content) + len(script)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert served.get("/_preview/preview.js")[0].status == 200
    assert served.get("/en/roles/map-maker/", "HEAD")[1] == b""
    assert served.get("/_preview/events", "HEAD")[0].status == 404


def test_pages_come_with_the_policy_of_a_published_site(served: Served) -> None:
    served.bench.refresh()
    policy = served.get("/en/roles/")[0].headers["Content-Security-Policy"]
    assert policy.count("'sha256-") >= 1
    assert "unsafe" not in policy
    assert served.get("/")[0].headers["Content-Security-Policy"] == policy_of(())


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/chooser.js", "text/javascript"),
        ("/en/assets/atlas.css", "text/css"),
        ("/en/assets/images/favicon.png", "image/png"),
        ("/de/search/search_index.json", "application/json"),
        ("/data/atlas.json", "application/json"),
        ("/atlas/en/about/", "text/html; charset=utf-8"),  # below the site's own path, as in links of the 404 page
    ],
)
def test_files_come_with_their_kind(path: str, kind: str, served: Served) -> None:
    served.bench.refresh()
    answer, body = served.get(path)
    assert (answer.status, answer.headers["Content-Type"], bool(body)) == (200, kind, True)


@pytest.mark.parametrize(
    "path",
    [
        "/en/nowhere/",
        "/nowhere",
        "/../mkdocs.yml",
        "/en/../../content/site.yml",
        "/_preview/../strings/de.yml",
        "/_preview/none.js",
    ],
)
def test_what_is_not_there_is_not_found(path: str, served: Served) -> None:
    served.bench.refresh()
    assert served.get(path)[0].status == 404


def test_a_folder_without_its_slash_leads_on(served: Served) -> None:
    served.bench.refresh()
    answer, _ = served.get("/en/roles")
    assert (answer.status, answer.headers["Location"]) == (302, "/en/roles/")


def test_browsers_hear_of_problems_in_their_language_and_of_the_mended_record(served: Served) -> None:
    served.bench.refresh()
    browsers = [News(served, language) for language in ("de", "en", "xx")]
    edition = served.bench.situation.edition
    assert [(news["edition"], news["problems"]) for news in (one.next() for one in browsers)] == [(edition, [])] * 3
    served.save("en: Map maker", "fr: Map maker")
    german, english, other = (one.next() for one in browsers)
    assert german["edition"] == english["edition"] == edition
    assert german["problems"] == english["problems"]
    assert f"content/{ROLE}:" in german["problems"][0]
    assert "Problem" in german["title"]
    assert "problem" in english["title"]
    assert german["note"] != english["note"]
    assert other == german  # a browser of an unknown language gets the atlas's first language
    assert served.get("/en/roles/map-maker/")[0].status == 200
    served.save("fr: Map maker", "en: Chart maker")
    for browser in browsers:
        news = browser.next()
        assert (news["problems"], news["title"]) == ([], "")
        assert news["edition"] != edition
        browser.close()
    assert b"Chart maker" in served.get("/en/roles/map-maker/")[1]


def test_from_a_broken_start_there_is_a_page_that_says_why(served: Served) -> None:
    served.save("en: Map maker", "fr: Map maker")
    answer, body = served.get("/en/")
    assert answer.status == 503
    assert b"preview.js" in body
    browser = News(served, "")
    assert browser.next()["problems"]
    served.save("fr: Map maker", "en: Map maker")
    assert browser.next()["edition"]
    browser.close()
    assert served.get("/en/")[0].status == 200


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1:80", ("127.0.0.1", 80)), (":80", ("127.0.0.1", 80)), ("[::1]:80", ("::1", 80))],
)
def test_addresses_are_taken_apart(address: str, expected: tuple[str, int]) -> None:
    assert host_and_port(address) == expected


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:http", "127.0.0.1"])
def test_an_address_without_a_port_is_refused_in_a_plain_sentence(
    run: Callable[..., Ended], atlas: Atlas, address: str
) -> None:
    ended = run("serve", "--content", atlas.root, "--address", address)
    assert ended.code == 2
    assert f'found "{address}"; expected an address such as 127.0.0.1:8000, its port at most 65535' in ended.err
    assert "Traceback" not in ended.err
