"""The output folder is replaced in one step or file by file, and stays complete if the program is killed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
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
    """Return a folder with the last good site."""
    folder = tmp_path / "site"
    (folder / "LICENSES").mkdir(parents=True)
    (folder / "LICENSES/rollenatlas.txt").write_text("MIT")
    (folder / "page.html").write_text("old")
    return folder


def _build(target: Path) -> None:
    stage = swap.new_stage(target)
    (stage / "page.html").write_text("new")


def test_new_output_takes_the_place(target: Path) -> None:
    """After the swap only the new output exists; files that only the old output had are removed."""
    (target / "stale.html").write_text("old")
    _build(target)
    assert _tree(target) == {"page.html": "old", "stale.html": "old"}
    swap.replace_target(target)
    assert _tree(target) == {"page.html": "new"}
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_first_build_needs_no_old_output(tmp_path: Path) -> None:
    """The first build has no last good site to replace."""
    _build(tmp_path / "site")
    swap.replace_target(tmp_path / "site")
    assert _tree(tmp_path / "site") == {"page.html": "new"}


def test_giving_up_leaves_the_last_good_output(target: Path) -> None:
    """A failed build changes nothing."""
    _build(target)
    swap.remove_stage(target)
    assert _tree(target) == {"page.html": "old"}
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_kill_between_the_renames_is_mended(target: Path) -> None:
    """A kill after the old output was moved away and before the new one took its place is repaired by restoring the old one."""
    _build(target)
    target.rename(target.with_name(".site.previous"))
    swap.new_stage(target)
    assert _tree(target) == {"page.html": "old"}


def test_kill_after_the_renames_is_mended(target: Path) -> None:
    """If the new output is in place, the next build only removes the old one."""
    (target.with_name(".site.previous")).mkdir()
    swap.new_stage(target)
    assert _tree(target) == {"page.html": "old"}
    assert not target.with_name(".site.previous").exists()


OLD = {
    "same/index.html": "old",
    "page.html": "old",
    "gone/deep/index.html": "old",
    "was-folder/index.html": "old",
    "was-file": "old",
}
NEW = {"page.html": "new", "fresh/index.html": "new", "was-folder": "new", "was-file/index.html": "new"}


def _move(target: Path) -> None:
    """Update the target from a stage with new files, where two files of the old output are kept."""
    for name, text in OLD.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text)
    stage = swap.new_stage(target)
    for name, text in NEW.items():
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).write_text(text)
    swap.update_target(target, {"same/index.html", "LICENSES/rollenatlas.txt"}, list(swap.files_below(target)))


def test_what_is_new_is_moved_in_and_what_is_left_stays(target: Path) -> None:
    _move(target)
    assert _tree(target) == {"same/index.html": "old", **NEW}
    assert not (target / "gone").exists()
    assert [path.name for path in target.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("steps", range(12))
def test_a_kill_while_files_are_moved_is_made_up_for_by_the_next_build(
    steps: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kill comes after ``steps`` moves and removals; a failing build's ``remove_stage`` in between loses nothing."""
    left = [steps]

    def counted(act: Callable[..., object]) -> Callable[..., object]:
        def acting(*arguments: object, **more: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise OSError("no space left")
            return act(*arguments, **more)

        return acting

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", counted(Path.replace))
        broken.setattr(Path, "unlink", counted(Path.unlink))
        with suppress(OSError):
            _move(target)
        swap.remove_stage(target)
    before = _tree(target)
    swap.new_stage(target)
    assert _tree(target) == (OLD if steps == 0 else {"same/index.html": "old", **NEW})
    assert (before != _tree(target)) == (1 <= steps < 8), "the kill came before or after the moves"
    swap.remove_stage(target)
    assert {path.name for path in target.parent.iterdir()} <= {"site", ".site.gone.writing"}


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """A file with the target's name is never removed."""
    (tmp_path / "site").write_text("precious")
    with pytest.raises(ForeignFolderError):
        swap.new_stage(tmp_path / "site")
    assert (tmp_path / "site").read_text() == "precious"


@pytest.mark.parametrize("file", ["keep.txt", ".git/config", "de/index.html", "de/docs/assets/atlas.css"])
def test_files_of_others_are_never_replaced(tmp_path: Path, file: str) -> None:
    """Hidden files and folders that only resemble a site are not replaced either, and nothing is made beside them."""
    path = tmp_path / "site" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("precious")
    with pytest.raises(ForeignFolderError, match=f"such as {file.partition('/')[0]}; name a new folder"):
        swap.new_stage(tmp_path / "site")
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
    """An empty folder, a site, a part of one and an export are replaced."""
    target = tmp_path / "site"
    target.mkdir()
    for file in files:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        (target / file).write_text("old")
    _build(target)
    swap.replace_target(target)
    assert _tree(target) == {"page.html": "new"}
