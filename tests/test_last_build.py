"""Incremental builds: a build reuses pages of the last one and yet writes what a clean build writes, also after edits, damage and kills."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path

import pytest

from generator.publish.kept import DamagedError, KeptPage, KeptPages, read_kept
from generator.publish.shell import ShellFacts
from generator.render.pages import RenderedPage
from generator.render.recorder import Heading, Notes
from generator.routes import Page, PageKind
from tests.sites import EPOCH, digest, environment, project, run, succeed, until
from tests.test_preview import Author

ROLE = "content/roles/map-maker.yml"
ROUNDS = 40


def build(folder: Path, *arguments: str) -> None:
    """Build the site of a project."""
    succeed("generator", "build", *arguments, cwd=folder, SOURCE_DATE_EPOCH=EPOCH)


def clean(folder: Path) -> dict[str, str]:
    """Return the digests of the files that a build without any earlier build writes."""
    build(folder, "--anew", "--out", "clean")
    return digest(folder / "clean")


def retitle(folder: Path, title: str) -> None:
    """Give a role another English title, whatever its title is."""
    text = (folder / ROLE).read_text(encoding="utf-8")
    (folder / ROLE).write_text(
        re.sub(r"^(title: .*en: )[^}]+", rf"\g<1>{title}", text, flags=re.MULTILINE), encoding="utf-8"
    )


def files(folder: Path) -> dict[str, int]:
    """Return the inode of each file of pages, data and search, by path; a file that a build reuses keeps its inode."""
    site = folder / "site"
    paths = (
        path for glob in ("??/**/*.html", "data/**/*.json", "data/csv/*", "??/search/*") for path in site.glob(glob)
    )
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in paths}


def taken_over(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """Return the paths of the files that a build has reused."""
    return {name for name in after if after[name] == before.get(name)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was built; the tests build it again, one after the other."""
    folder = project(tmp_path_factory.mktemp("last") / "project")
    build(folder)
    return folder


def test_what_has_not_changed_is_taken_over(folder: Path, coast_web: Path) -> None:
    before = files(folder)
    build(folder)
    assert digest(folder / "site") == digest(coast_web)
    moved = {f"{language}/roles/tower-warden/index.html" for language in ("de", "en")}  # redirects are always written
    assert taken_over(before, files(folder)) == before.keys() - moved


def test_a_build_that_failed_takes_nothing_away(folder: Path) -> None:
    """Changed settings make all pages anew, but an error stops the build. After both are undone, the next build reuses all pages."""
    before = files(folder)
    changes = {
        folder / "content/site.yml": ("Coast Atlas", "Shore Atlas"),
        folder / ROLE: ("Draws maps that others rely on.", "Zeichnet Karten, auf die sich andere verlassen."),
    }
    texts = {path: path.read_text(encoding="utf-8") for path in changes}
    for path, (old, new) in changes.items():
        path.write_text(texts[path].replace(old, new, 1), encoding="utf-8")
    result = run("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert result.returncode
    assert "same-translation" in result.stdout + result.stderr
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    build(folder)
    moved = {f"{language}/roles/tower-warden/index.html" for language in ("de", "en")}
    assert taken_over(before, files(folder)) == before.keys() - moved


def test_an_edited_record_is_made_anew_with_the_pages_that_show_it(folder: Path) -> None:
    before = files(folder)
    retitle(folder, "Chart maker")
    build(folder)
    assert digest(folder / "site") == clean(folder)
    taken = taken_over(before, files(folder))
    assert "en/roles/map-maker/index.html" not in taken
    assert "en/trainings/porter-class/index.html" in taken
    assert {
        "data/roles/map-maker.json",
        "data/csv/roles.csv",
        "data/atlas.json",
        "en/search/search_index.json",
    }.isdisjoint(taken)
    assert {"data/roles/night-porter.json", "data/csv/skills.csv"} <= taken


def test_an_edit_that_the_search_does_not_see_leaves_its_index(folder: Path) -> None:
    """A changed address makes its page anew, whose links lead to reused pages, and the search index is reused."""
    before = files(folder)
    path = folder / "content/trainings/star-course.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("https://school.example/stars", "https://school.example/skies"), encoding="utf-8")
    build(folder)
    assert digest(folder / "site") == clean(folder)
    taken = taken_over(before, files(folder))
    assert "en/trainings/star-course/index.html" not in taken
    assert {"de/search/search_index.json", "en/search/search_index.json"} <= taken


@pytest.mark.audit
def test_what_is_damaged_or_of_another_build_is_noticed(folder: Path) -> None:
    """A truncated file, a file of an older build and a page edited by hand are noticed, and the affected pages are made anew."""
    kept = folder / ".site.kept"
    older = (kept / "en.json").read_bytes()
    retitle(folder, "Drawer of charts")
    build(folder)
    (kept / "en.json").write_bytes(older)
    (kept / "de.json").write_bytes((kept / "de.json").read_bytes()[:-1])
    page = folder / "site/en/trainings/porter-class/index.html"
    page.write_text("edited", encoding="utf-8")
    before = files(folder)
    build(folder)
    assert digest(folder / "site") == clean(folder)
    taken = taken_over(before, files(folder))
    assert {name for name in taken if name.startswith("de/")} == set()
    assert "en/roles/night-porter/index.html" in taken


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Unix does")
@pytest.mark.audit
@pytest.mark.parametrize("moment", [".site.building/en", ".site.kept/en.2.lines", ".site.kept/en.json.new"])
def test_a_kill_leaves_a_whole_site_and_the_next_build_is_right(moment: str, folder: Path) -> None:
    before = digest(folder / "site")
    text = (folder / ROLE).read_bytes()
    retitle(folder, f"Drawer of {len(moment)} charts")
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build"],
        cwd=folder,
        env=environment(SOURCE_DATE_EPOCH=EPOCH),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until("a moment to kill", lambda: process.poll() is not None or (folder / moment).exists())
    process.kill()
    process.wait()
    (folder / ROLE).write_bytes(text)
    build(folder)
    assert digest(folder / "site") == before
    assert not list((folder / ".site.kept").glob("*.new"))


@pytest.mark.audit
def test_after_edits_a_build_writes_what_a_clean_one_writes(tmp_path: Path) -> None:
    """After each of many edits, some of settings, strings and templates, a build equals a clean one, or is refused and leaves the site."""
    folder = project(tmp_path / "project")
    build(folder)
    author = Author(folder / "content", seed=ROUNDS)
    ends: Counter[bool] = Counter()
    deeds = []
    for number in range(ROUNDS):
        deeds.append(author.act())
        if number % 10 == 9:
            own = folder / "content/templates"
            own.mkdir(exist_ok=True)
            text = (folder / "site_templates/pages/role.html.jinja").read_text(encoding="utf-8")
            (own / "role.html.jinja").write_text(f"{text}<!-- {number} -->", encoding="utf-8")
        before = digest(folder / "site")
        good = run("generator", "build", cwd=folder, SOURCE_DATE_EPOCH=EPOCH).returncode == 0
        ends[good] += 1
        assert digest(folder / "site") == (clean(folder) if good else before), deeds
    assert ends[True] >= ROUNDS / 3


# --- the file of notes


def write_kept(path: Path) -> tuple[Page, Notes]:
    """Write a file of notes on one page that has a value in every field."""
    notes = Notes()
    notes.begin(Heading(1, "top", "Ein Titel\u2028", True))
    notes.texts.append("a\tb\nc")
    notes.begin(Heading(2, "more", "More", False))
    notes.ids.append("x")
    notes.links.append("../a/#b")
    notes.resources.append("assets/a.js")
    page = Page(PageKind.ROLE, "a", "roles/a.md")
    pages = KeptPages(path)
    shell = ShellFacts(frozenset({"x()"}), ("t",), ("a.js",))
    pages.add(
        KeptPage(RenderedPage(page, "T", "D", "<p>", notes, frozenset()), shell, "abc"),
        [("roles", "a"), ("_exams", ("a", 1))],
        (1, 2),
    )
    pages.close({"shared": "s"})
    return page, notes


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    page, notes = write_kept(tmp_path / "de.json")
    file = read_kept(tmp_path / "de.json")
    assert file.basis == {"shared": "s"}
    assert file.keys == (("roles", "a"), ("_exams", ("a", 1)))
    assert file.origin(page.source) == ([0, 1], (1, 2))
    kept = file.page(page)
    assert kept.searched == "abc"
    assert kept.shell == ShellFacts(frozenset({"x()"}), ("t",), ("a.js",))
    assert (kept.rendered.title, kept.rendered.description) == ("T", "D")
    assert kept.rendered.passages == notes.passages()
    assert (kept.rendered.notes.ids, kept.rendered.notes.links) == (notes.ids, notes.links)
    assert (kept.rendered.notes.headings, kept.rendered.notes.resources) == (notes.headings, notes.resources)
    file.close()


def test_what_counts_no_longer_does_not_pile_up(tmp_path: Path) -> None:
    """The file of notes does not grow with each build, although reused lines stay in the files of earlier builds."""
    path, new = tmp_path / "de.json", tmp_path / "new.json"
    left, _ = write_kept(path)
    made, shell = Page(PageKind.ROLE, "b", "roles/b.md"), ShellFacts(frozenset(), (), ())
    sizes = []
    for number in range(20):
        earlier = read_kept(path)
        pages = KeptPages(new, earlier)
        pages.add_again(left.source)
        title = f"{number} {'x' * 400}"
        pages.add(KeptPage(RenderedPage(made, title, "", "", Notes(), frozenset()), shell), [("roles", "b")], (number,))
        pages.close({"shared": "s"})
        earlier.close()
        new.replace(path)
        file = read_kept(path)
        assert (file.page(left).rendered.title, file.page(made).rendered.title) == ("T", title)
        assert (file.origin(left.source), file.origin(made.source)) == (([0, 1], (1, 2)), ([2], (number,)))
        file.close()
        sizes.append(path.stat().st_size)
    assert max(sizes) < 5 * min(sizes)


@pytest.mark.parametrize("head", [b"{}", b'{"shells": [], "keys": []}', b"[]", b"no JSON"])
def test_a_file_of_another_version_is_refused(head: bytes, tmp_path: Path) -> None:
    path = tmp_path / "de.json"
    path.write_bytes(b"%b\n%d" % (head, zlib.crc32(head)))
    with pytest.raises(DamagedError):
        read_kept(path)


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_file_that_is_not_as_it_was_written_is_refused(place: int, tmp_path: Path) -> None:
    path = tmp_path / "de.json"
    write_kept(path)
    data = bytearray(path.read_bytes())
    data[len(data) * place // 4] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        read_kept(path)
