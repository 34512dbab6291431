"""Changes of files that the preview notices."""

from __future__ import annotations

from pathlib import Path

from generator.preview.watch import Watch
from tests.sites import until


def test_new_changed_renamed_and_removed_files_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.yml").write_text("b", encoding="utf-8")
    watch = Watch([tmp_path])
    (tmp_path / "a.yml").write_text("other", encoding="utf-8")
    assert watch.changed() == (tmp_path / "a.yml",)
    (tmp_path / "below" / "b.yml").rename(tmp_path / "below" / "c.yml")
    assert watch.changed() == (tmp_path / "below" / "b.yml", tmp_path / "below" / "c.yml")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "d.yml").write_text("d", encoding="utf-8")
    assert watch.changed() == (tmp_path / "new" / "d.yml",)
    (tmp_path / "a.yml").unlink()
    (tmp_path / ".a.yml.swp").write_text("an editor's own", encoding="utf-8")
    assert watch.changed() == (tmp_path / "a.yml",)
    watch.stop()


def test_a_link_that_leads_nowhere_hides_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "m").symlink_to(tmp_path / "gone")
    names = [tmp_path / f"{name}.yml" for name in "akz"]
    for path in names:
        path.write_text("a", encoding="utf-8")
    watch = Watch([tmp_path])
    for path in names:
        path.write_text("other", encoding="utf-8")
    assert set(watch.changed()) == set(names)
    watch.stop()


def test_what_an_editor_hides_beside_a_file_is_no_news(tmp_path: Path) -> None:
    """A hidden file would stop the rules of a large atlas, which would not run again until another change."""
    record = tmp_path / "role.yml"
    record.write_text("title: A\n", encoding="utf-8")
    watch = Watch([tmp_path])
    try:
        (tmp_path / ".role.yml.swp").write_text("x", encoding="utf-8")
        until("news of the hidden file", watch._bell.rung.is_set)
        assert not watch.has_news()
        record.write_text("title: Another\n", encoding="utf-8")
        until("news of the record", watch.has_news)
        assert watch.changed() == (record,)
    finally:
        watch.stop()
