"""The verb ``links``: it finds all addresses, opens them and writes down which of them open. All servers here are local."""

from __future__ import annotations

import datetime
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.derive.addresses import address_uses
from generator.pipeline import load_linked
from tests.answering import Handler, server
from tests.atlas import TODAY, Atlas
from tests.conftest import Ended

pytestmark = pytest.mark.usefixtures("no_proxy")
Run = Callable[..., Ended]


@pytest.fixture
def local(atlas: Atlas) -> Iterator[tuple[Atlas, str, type[Handler]]]:
    """Yield the fictional atlas with all its addresses led to a local server, where one of them is dead."""
    with server() as (base, handler):
        for path in (*atlas.root.rglob("*.yml"), *atlas.root.rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"(?<!edit_url: )https?://[a-z.]+", base, text), encoding="utf-8")
        atlas.replace("trainings/star-course.yml", "\nurl: ", f"\nurl: {base}/404 # ")
        yield atlas, base, handler


OPTIONS = ("--pause", "0", "--backoff", "0", "--timeout", "5")


def test_states_are_written_beside_the_records(run: Run, local: tuple[Atlas, str, type[Handler]]) -> None:
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
    run: Run, local: tuple[Atlas, str, type[Handler]]
) -> None:
    atlas, base, _ = local
    run("links", *OPTIONS, "--content", atlas.root)
    later = TODAY + datetime.timedelta(days=10)
    run("links", *OPTIONS, "--content", atlas.root, day=later)
    assert "status: 404, day: 2025-07-10, since: 2025-06-30}" in atlas.read("links.yml")
    atlas.replace("trainings/star-course.yml", "/404 #", "/200 #")
    run("links", *OPTIONS, "--content", atlas.root, day=later)
    assert "404" not in atlas.read("links.yml").replace(base, "")


def test_what_fails_is_dead_only_after_a_while(run: Run, local: tuple[Atlas, str, type[Handler]]) -> None:
    atlas, _, _ = local
    atlas.replace("trainings/star-course.yml", "/404 #", "/500 #")
    for days, warned in ((0, False), (7, False), (14, True)):
        day = TODAY + datetime.timedelta(days=days)
        assert run("links", *OPTIONS, "--content", atlas.root, day=day).code == 0
        assert ("dead-address" in run("check", "--content", atlas.root, day=day).err) is warned


def test_without_network_nothing_is_written(run: Run, local: tuple[Atlas, str, type[Handler]]) -> None:
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
