"""The output folder is replaced in one step, whatever happens in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish import swap
from generator.publish.swap import ForeignFolderError


def _tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "LICENSES"
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder that holds the last good site."""
    folder = tmp_path / "site"
    (folder / "LICENSES").mkdir(parents=True)
    (folder / "LICENSES/rollenatlas.txt").write_text("MIT")
    (folder / "page.html").write_text("old")
    return folder


def _build(target: Path) -> None:
    stage = swap.begin(target)
    (stage / "page.html").write_text("new")


def test_new_output_takes_the_place(target: Path) -> None:
    """After the swap only the new output is there, stale files included in the removal."""
    (target / "stale.html").write_text("old")
    _build(target)
    assert _tree(target) == {"page.html": "old", "stale.html": "old"}
    swap.swap_in(target)
    assert _tree(target) == {"page.html": "new"}
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_first_build_needs_no_old_output(tmp_path: Path) -> None:
    """There may be no last good site yet."""
    _build(tmp_path / "site")
    swap.swap_in(tmp_path / "site")
    assert _tree(tmp_path / "site") == {"page.html": "new"}


def test_giving_up_leaves_the_last_good_output(target: Path) -> None:
    """A failed build changes nothing."""
    _build(target)
    swap.give_up(target)
    assert _tree(target) == {"page.html": "old"}
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_kill_between_the_renames_is_mended(target: Path) -> None:
    """The old output had been moved away and the new one not yet moved in."""
    _build(target)
    target.rename(target.with_name(".site.previous"))
    swap.begin(target)
    assert _tree(target) == {"page.html": "old"}


def test_kill_after_the_renames_is_mended(target: Path) -> None:
    """The new output was in place, the old one not yet removed."""
    (target.with_name(".site.previous")).mkdir()
    swap.begin(target)
    assert _tree(target) == {"page.html": "old"}
    assert not target.with_name(".site.previous").exists()


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """A file of the target's name is never removed."""
    (tmp_path / "site").write_text("precious")
    with pytest.raises(ForeignFolderError):
        swap.begin(tmp_path / "site")
    assert (tmp_path / "site").read_text() == "precious"


@pytest.mark.parametrize("file", ["keep.txt", ".git/config", "de/index.html", "de/docs/assets/atlas.css"])
def test_files_of_others_are_never_replaced(tmp_path: Path, file: str) -> None:
    """Not even hidden ones, nor a folder that merely resembles a site; nothing is made beside it."""
    path = tmp_path / "site" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("precious")
    with pytest.raises(ForeignFolderError, match=f"such as {file.partition('/')[0]}; name a new folder"):
        swap.begin(tmp_path / "site")
    assert [found.name for found in tmp_path.iterdir()] == ["site"]
    assert path.read_text() == "precious"


@pytest.mark.parametrize(
    "files",
    [
        [],
        ["LICENSES/rollenatlas.txt", "CNAME"],
        ["part/part.json"],
        ["de/mkdocs.yml", "de/docs/assets/atlas.css", "en/mkdocs.yml", "en/docs/assets/atlas.css"],
    ],
)
def test_what_the_program_has_written_is_replaced(tmp_path: Path, files: list[str]) -> None:
    """An empty folder, a site, a part of one, an export."""
    target = tmp_path / "site"
    target.mkdir()
    for file in files:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        (target / file).write_text("old")
    _build(target)
    swap.swap_in(target)
    assert _tree(target) == {"page.html": "new"}
