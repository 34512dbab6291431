"""Files replaced in one step: what is written, and what stays if writing fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.replacing import replace_file


@pytest.mark.parametrize(
    ("data", "written"),
    [("Größe\nzwei\n", "Größe\nzwei\n".encode()), ("a\r\n", b"a\r\n"), (b"\x00\xff", b"\x00\xff"), ("", b"")],
)
@pytest.mark.parametrize("to_disk", [False, True])
def test_a_file_holds_what_was_given(tmp_path: Path, data: str | bytes, written: bytes, to_disk: bool) -> None:
    path = tmp_path / "new" / "folder" / "file.yml"
    for _ in range(2):
        replace_file(path, data, to_disk=to_disk)
        assert path.read_bytes() == written
    assert [one.name for one in path.parent.iterdir()] == ["file.yml"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    path.chmod(0o640)
    replace_file(path, "new")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["file.yml", ".site.gone"])
def test_a_failure_leaves_the_file_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = tmp_path / name
    path.write_text("old")

    def fail(self: Path, target: Path) -> Path:
        assert self.name == f".{name.removeprefix('.')}.writing", "a file that looks like no record"
        assert self.read_text() == "new"
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        replace_file(path, "new")
    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {name: "old"}
