"""The preview: its pages equal those of a clean build after any edits, and its search finds what was saved."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.preview.live import LivePreview
from generator.preview.watch import Watch
from tests.sites import EPOCH, change, run

ROLE = "roles/map-maker.yml"
NOT_PREVIEWED = "headers/"


def text(preview: LivePreview, path: str) -> str:
    """Return a page as text, or an empty text if there is no such page."""
    answer = preview.answer(path)
    return answer.content.decode() if answer else ""


class Author:
    """Simulated author, who edits, adds, removes and renames records at random and reverts such changes."""

    def __init__(self, content: Path, seed: int) -> None:
        self.content = content
        self.original = content.with_name("original")
        shutil.copytree(content, self.original)
        self.random = random.Random(seed)
        self.count = 0
        self.mistyped: tuple[Path, str] | None = None

    def act(self) -> str:
        """Correct the last typing mistake if there is one, make one random change, and return its name."""
        self.count += 1
        if self.mistyped:
            path, text = self.mistyped
            path.write_text(text, encoding="utf-8")
            self.mistyped = None
        deeds: list[Callable[[], None]] = [
            self.write, self.write, self.write, self.say_otherwise, self.remove, self.copy, self.rename, self.retitle, self.mistype,
            self.take_back,
        ]  # fmt: skip
        deed = self.random.choice(deeds)
        deed()
        return deed.__name__

    def file(self, *folders: str) -> Path:
        """Return a random file of some folders."""
        return self.random.choice(sorted(path for name in folders for path in (self.content / name).glob("*.*")))

    def write(self) -> None:
        """Add words to a line that holds an English text."""
        path = self.file("roles", "skills", "trainings", "occupations")
        lines = path.read_text(encoding="utf-8").split("\n")
        places = [place for place, line in enumerate(lines) if line.strip().startswith("en: ") and line.endswith(".")]
        if places:
            place = self.random.choice(places)
            lines[place] = f"{lines[place][:-1]} once more {self.count}."
            path.write_text("\n".join(lines), encoding="utf-8")

    def say_otherwise(self) -> None:
        """Replace a text of the interface in this atlas."""
        path = self.content / "strings" / "en.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"roles.title: Roles {self.count}\n", encoding="utf-8")

    def remove(self) -> None:
        """Remove a record, whatever refers to it."""
        self.file("trainings", "occupations", "pages").unlink()

    def copy(self) -> None:
        """Add a copy of a training with another address."""
        path = self.file("trainings")
        own = path.read_text(encoding="utf-8").replace("https://", f"https://copy{self.count}.")
        (path.parent / f"copy-{self.count}.yml").write_text(own, encoding="utf-8")

    def rename(self) -> None:
        """Give a record another id."""
        path = self.file("trainings", "occupations")
        path.rename(path.with_name(f"other-{self.count}.yml"))

    def retitle(self) -> None:
        """Change the site's name, which is on every page."""
        path = self.content / "site.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Coast Atlas", f"Coast Atlas {self.count}", 1), encoding="utf-8")

    def mistype(self) -> None:
        """Mistype a key of a record, so that the record is invalid."""
        path = self.file("roles", "skills", "trainings", "occupations")
        text = path.read_text(encoding="utf-8")
        self.mistyped = path, text
        path.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")

    def take_back(self) -> None:
        """Revert all changes, or in half of the cases all but those in one folder."""
        kept = self.random.choice(("roles", "trainings", "occupations"))
        kept_files = {path.name: path.read_bytes() for path in (self.content / kept).iterdir()}
        shutil.rmtree(self.content)
        shutil.copytree(self.original, self.content)
        if self.random.random() < 0.5:
            for name, data in kept_files.items():
                (self.content / kept / name).write_bytes(data)


def differences(preview: LivePreview, built: Path) -> list[str]:
    """Return the files of a built site for which the preview's answer differs."""
    files = [path.relative_to(built).as_posix() for path in sorted(built.rglob("*")) if path.is_file()]
    assert len(files) > 150
    return [
        file
        for file in files
        if not file.startswith(NOT_PREVIEWED)
        and ((answer := preview.answer(file)) is None or answer.content != (built / file).read_bytes())
    ]


@pytest.mark.parametrize("rounds", [pytest.param(2, id="some"), pytest.param(60, id="many", marks=pytest.mark.audit)])
def test_what_is_served_equals_a_clean_build(rounds: int, preview: LivePreview, preview_project: Path) -> None:
    """After each of many edits the preview equals a clean build; if the build refuses, the preview shows a problem and still answers."""
    author = Author(preview_project / "content", seed=rounds)
    watch = Watch(preview.watched)
    ends: Counter[bool] = Counter()
    deeds = []
    for _ in range(rounds):
        deeds.append(author.act())
        preview.refresh(watch.changed())
        result = run("generator", "build", "--out", "site", cwd=preview_project, SOURCE_DATE_EPOCH=EPOCH)
        good = result.returncode == 0
        ends[good] += 1
        if good:
            assert differences(preview, preview_project / "site") == [], deeds
            assert not preview.situation.stays, deeds
        else:
            preview.look_at_all(lambda: False)
            assert preview.situation.problems, (deeds, result.stderr)
            assert text(preview, "en/") != "", deeds
    watch.stop()
    assert ends[True] >= rounds / 3
    assert ends[False] >= rounds // 20  # few edits may all be valid


def test_a_page_is_the_same_whichever_came_before_it(preview: LivePreview, preview_project: Path) -> None:
    """Pages share the theme's shell, which the first page made creates; the order in which pages are made changes nothing."""
    paths = ["en/trainings/star-course/", "en/trainings/keeper-exam/", "en/about/", "en/", "en/roles/"]
    first = [text(preview, path) for path in paths]
    preview.refresh([preview_project / "content" / ROLE])
    assert [text(preview, path) for path in reversed(paths)] == first[::-1]


def test_with_all_of_mkdocs_page_events_pages_are_the_same(preview: LivePreview, preview_project: Path) -> None:
    paths = ["en/roles/map-maker/", "de/trainings/", "en/about/", "en/trainings/star-course/"]
    before = [text(preview, path) for path in paths]
    change(preview_project / "mkdocs.yml", "    content: content", "    content: content\n    full: true")
    preview.refresh([preview_project / "mkdocs.yml"])
    assert preview.situation.problems == ()
    assert [text(preview, path) for path in [*paths, *paths]] == [*before, *before]


def test_an_adopters_own_markdown_pages_and_files_are_served(preview: LivePreview, preview_project: Path) -> None:
    static = preview_project / "site_templates" / "static"
    (static / "more.md").write_text("# More\n\nOf *our own*.\n", encoding="utf-8")
    (static / "more.bin").write_bytes(b"\0\1")
    preview.refresh([static / "more.md", static / "more.bin"])
    assert "<em>our own</em>" in text(preview, "en/more/")
    assert "Coast Atlas" in text(preview, "en/more/")
    answer = preview.answer("de/more.bin")
    assert answer is not None
    assert answer.content == b"\0\1"
    result = run("generator", "build", "--out", "site", cwd=preview_project, SOURCE_DATE_EPOCH=EPOCH)
    assert result.returncode == 0, result.stderr
    assert (preview_project / "site/en/more/index.html").read_text(encoding="utf-8") == text(preview, "en/more/")


def test_the_search_finds_what_was_saved(preview: LivePreview, preview_project: Path) -> None:
    role = preview_project / "content" / ROLE
    change(role, "en: Map maker", "en: Chart maker")
    preview.refresh([role])
    answer = preview.answer("en/search/search_index.json")
    assert answer is not None
    assert "Chart maker" in {doc["title"] for doc in json.loads(answer.content)["docs"]}
