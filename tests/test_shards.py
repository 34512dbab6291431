"""A site joined from parts equals the site of one build, byte for byte; parts that do not fit together are reported."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from generator.publish import join
from tests.conftest import Ended
from tests.sites import EPOCH, change, digest, project, succeed

SHARDS = ("1/3", "2/3", "3/3")
MIXED = (("--language", "de", "--shard", "1/2"), ("--language", "de", "--shard", "2/2"), ("--language", "en"))


def build(folder: Path, out: str, *arguments: str) -> Path:
    """Build a project or a part of it; return the folder made."""
    succeed("generator", "build", "--out", out, *arguments, cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    return folder / out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose pages are built in three parts."""
    folder = project(tmp_path_factory.mktemp("parts") / "project")
    for shard in SHARDS:
        build(folder, f"part-{shard[0]}", "--shard", shard)
    return folder


@pytest.fixture
def parts(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the project and its parts, so that a test may break them, and make the copy the current folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    copy = shutil.copytree(folder, tmp_path / "project", ignore=shutil.ignore_patterns("site"))
    monkeypatch.chdir(copy)
    return copy


def joined(folder: Path, *names: str) -> str:
    """Join parts; return the message if they do not fit, or an empty text."""
    try:
        join.join_parts(folder / "mkdocs.yml", folder / "content", [folder / name for name in names], folder / "site")
    except Abort as error:
        assert not (folder / "site").exists()
        return str(error)
    return ""


def test_three_shards_give_the_site_of_one_build(folder: Path, coast_web: Path) -> None:
    names = [f"part-{shard[0]}" for shard in SHARDS]
    before = [digest(folder / name) for name in names]
    assert digest(build(folder, "site", "--join", *reversed(names))) == digest(coast_web)
    assert [digest(folder / name) for name in names] == before
    pages = [{path for path in files if path.endswith(".html")} for files in before]
    assert all(len(found) > 20 for found in pages)
    assert sum(map(len, pages)) == len(set.union(*pages))


@pytest.mark.audit
@pytest.mark.parametrize("full", [False, True], ids=["filled", "full"])
def test_parts_by_language_and_shard_give_the_site_of_one_build(tmp_path: Path, coast_web: Path, *, full: bool) -> None:
    folder = project(tmp_path / "project")
    if full:
        change(folder / "mkdocs.yml", "    content: content\n", "    content: content\n    full: true\n")
    names = [build(folder, f"part-{number}", *arguments).name for number, arguments in enumerate(MIXED)]
    assert digest(build(folder, "site", "--join", *names)) == digest(coast_web)


def test_a_part_of_one_language_holds_no_other(folder: Path) -> None:
    part = build(folder, "part-en", "--language", "en", "--shard", "2/3")
    assert {path.name for path in part.iterdir()} == {"en", "part"}
    assert {path.suffix for path in (part / "en").rglob("*") if path.is_file()} == {".html"}


# --- parts that do not fit


def edit_manifest(folder: Path, name: str, key: str, value: object) -> None:
    """Change a value in the manifest of a part."""
    path = folder / name / "part/part.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    (data if key in data else data["origin"])[key] = value
    path.write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("content", "0", "part-2/part/part.json: made of other content than here"),
        ("program", "0", "part-2/part/part.json: made by another version of the program than here"),
        ("project", "0", "part-2/part/part.json: made with another mkdocs.yml or other static files than here"),
        ("moment", 0, "part-2/part/part.json: made for another time"),
        ("edition", "offline", "part-2/part/part.json: made for another edition"),
        ("handbook", True, "part-1/part/part.json: made without the PDFs"),
        ("format", 0, "part-2/part/part.json: a part of another version of the program"),
        ("files", "0", "part-2/part/part.json: files of this part are missing"),
        ("shard", {"number": 2, "count": 4}, "part-2/part/part.json: shard 2/4 of the pages in de, beside 1/3 in part-1"),
        ("shard", {"number": 3, "count": 3}, "part-3/part/part.json: shard 3/3 of the pages in de is in part-2 too"),
        ("made", ["de"], "no part holds shard 2/3 of the pages in en: build it with --shard 2/3"),
    ],
)  # fmt: skip
def test_a_part_that_does_not_fit_is_named(key: str, value: object, message: str, parts: Path) -> None:
    edit_manifest(parts, "part-2", key, value)
    assert message in joined(parts, "part-1", "part-2", "part-3").replace(f"{parts}/", "")


def lose_a_page(folder: Path) -> None:
    """Remove a page from a part."""
    next((folder / "part-2/en").rglob("*.html")).unlink()


def lose_the_notes(folder: Path) -> None:
    """Cut the end off a part's notes on its pages."""
    path = folder / "part-2/part/de.json"
    path.write_bytes(path.read_bytes()[:-100])


def edit_content(folder: Path) -> None:
    """Edit a record after the parts were built."""
    change(folder / "content/roles/map-maker.yml", "en: Map maker", "en: Chart maker")


@pytest.mark.parametrize(
    ("deed", "message"),
    [
        (lose_a_page, "part-2/part/part.json: files of this part are missing"),
        (lose_the_notes, "part-2/part/part.json: files of this part are missing"),
        (edit_content, "part-3/part/part.json: made of other content than here"),
    ],
)
def test_what_has_changed_since_is_noticed(deed: Callable[[Path], None], message: str, parts: Path) -> None:
    deed(parts)
    assert message in joined(parts, "part-1", "part-2", "part-3").replace(f"{parts}/", "")


def test_a_missing_part_is_named(parts: Path) -> None:
    assert joined(parts, "part-1", "part-3").splitlines() == [
        f"no part holds shard 2/3 of the pages in {language}: build it with --shard 2/3" for language in ("de", "en")
    ]


def test_a_folder_that_is_no_part_is_named(parts: Path) -> None:
    assert "content/part/part.json: nothing that 'build --shard'" in joined(parts, "part-1", "content")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--shard", "4/3"), 2, "such as 2/3"),
        (("--shard", "two"), 2, "such as 2/3"),
        (("--join",), 2, "--join with the folders of all parts"),
        (("part-1",), 2, "--join with the folders of all parts"),
        (("--join", "part-1", "--shard", "1/3"), 2, "--join alone"),
        (("--language", "fr"), 1, "content/site.yml:"),
    ],
)
def test_wrong_arguments_are_refused(
    arguments: tuple[str, ...],
    code: int,
    message: str,
    folder: Path,
    tmp_path: Path,
    run: Callable[..., Ended],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    ended = run("build", "--out", tmp_path / "site", *arguments)
    assert (ended.code, message in ended.err) == (code, True), ended.err
    assert list(tmp_path.iterdir()) == []
