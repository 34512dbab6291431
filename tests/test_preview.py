"""The preview: its pages equal those of a clean build after any edits; errors stop nothing, and disappear when they are corrected."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.preview import live as live_previews
from generator.preview.live import LivePreview
from generator.preview.watch import Watch
from generator.publish import settings, site
from generator.resources import templates_folder
from tests.atlas import TODAY, Atlas
from tests.sites import EPOCH, change, project, run

ROLE = "roles/map-maker.yml"
PAGE = "en/roles/map-maker/"
NOT_PREVIEWED = "headers/"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with the fictional atlas, with the same fixed time for builds and preview."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.delenv("ROLLENATLAS_CONTENT", raising=False)
    folder = project(tmp_path / "project")
    monkeypatch.chdir(folder)  # paths in links to a record's source are relative to this folder
    return folder


@pytest.fixture
def preview(folder: Path) -> Iterator[LivePreview]:
    """Yield a preview of that project with its first edition."""
    preview = LivePreview(folder / "mkdocs.yml", folder / "content", TODAY)
    preview.refresh()
    yield preview
    preview.close()


@pytest.fixture
def atlas(folder: Path) -> Atlas:
    """Return the project's content, to be edited."""
    return Atlas(folder / "content")


def text(preview: LivePreview, path: str) -> str:
    """Return a page as text, or an empty text if there is no such page."""
    answer = preview.answer(path)
    return answer.content.decode() if answer else ""


def codes(preview: LivePreview) -> list[str]:
    """Return the codes of the problems that the preview shows."""
    return [problem.code for problem in preview.situation.problems]


# --- equal to a clean build


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
def test_what_is_served_equals_a_clean_build(rounds: int, preview: LivePreview, folder: Path) -> None:
    """After each of many edits the preview equals a clean build; if the build refuses, the preview shows a problem and still answers."""
    author = Author(folder / "content", seed=rounds)
    watch = Watch(preview.watched)
    ends: Counter[bool] = Counter()
    deeds = []
    for _ in range(rounds):
        deeds.append(author.act())
        preview.refresh(watch.changed())
        result = run("generator", "build", "--out", "site", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
        good = result.returncode == 0
        ends[good] += 1
        if good:
            assert differences(preview, folder / "site") == [], deeds
            assert not preview.situation.stays, deeds
        else:
            preview.look_at_all(lambda: False)
            assert preview.situation.problems, (deeds, result.stderr)
            assert text(preview, "en/") != "", deeds
    watch.stop()
    assert ends[True] >= rounds / 3
    assert ends[False] >= rounds // 20  # few edits may all be valid


def test_a_page_is_the_same_whichever_came_before_it(preview: LivePreview, folder: Path) -> None:
    """Pages share the theme's shell, which the first page made creates; the order in which pages are made changes nothing."""
    paths = ["en/trainings/star-course/", "en/trainings/keeper-exam/", "en/about/", "en/", "en/roles/"]
    first = [text(preview, path) for path in paths]
    preview.refresh([folder / "content" / ROLE])
    assert [text(preview, path) for path in reversed(paths)] == first[::-1]


def test_with_all_of_mkdocs_page_events_pages_are_the_same(preview: LivePreview, folder: Path) -> None:
    paths = ["en/roles/map-maker/", "de/trainings/", "en/about/", "en/trainings/star-course/"]
    before = [text(preview, path) for path in paths]
    change(folder / "mkdocs.yml", "    content: content", "    content: content\n    full: true")
    preview.refresh([folder / "mkdocs.yml"])
    assert preview.situation.problems == ()
    assert [text(preview, path) for path in [*paths, *paths]] == [*before, *before]


def test_an_adopters_own_markdown_pages_and_files_are_served(preview: LivePreview, folder: Path) -> None:
    static = folder / "site_templates" / "static"
    (static / "more.md").write_text("# More\n\nOf *our own*.\n", encoding="utf-8")
    (static / "more.bin").write_bytes(b"\0\1")
    preview.refresh([static / "more.md", static / "more.bin"])
    assert "<em>our own</em>" in text(preview, "en/more/")
    assert "Coast Atlas" in text(preview, "en/more/")
    answer = preview.answer("de/more.bin")
    assert answer is not None
    assert answer.content == b"\0\1"
    result = run("generator", "build", "--out", "site", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
    assert result.returncode == 0, result.stderr
    assert (folder / "site/en/more/index.html").read_text(encoding="utf-8") == text(preview, "en/more/")


# --- mistakes


def test_a_broken_record_leaves_the_last_good_pages(preview: LivePreview, atlas: Atlas) -> None:
    before = text(preview, PAGE)
    edition = preview.situation.edition
    atlas.replace(ROLE, "en: Map maker", "fr: Map maker")
    preview.refresh([atlas.root / ROLE])
    assert preview.situation.problems
    assert {problem.location.path.rpartition("content/")[2] for problem in preview.situation.problems} == {ROLE}
    assert (preview.situation.stays, preview.situation.edition) == (True, edition)
    assert text(preview, PAGE) == before
    assert text(preview, "de/trainings/star-course/")  # which was not made before
    atlas.replace(ROLE, "fr: Map maker", "en: Chart maker")
    preview.refresh([atlas.root / ROLE])
    assert (preview.situation.problems, preview.situation.stays) == ((), False)
    assert "Chart maker" in text(preview, PAGE)


def test_from_a_broken_start_the_first_good_edition_comes_by_itself(folder: Path, atlas: Atlas) -> None:
    atlas.replace(ROLE, "en: Map maker", "fr: Map maker")
    preview = LivePreview(folder / "mkdocs.yml", folder / "content", TODAY)
    preview.refresh()
    assert (preview.situation.edition, preview.answer(PAGE)) == ("", None)
    assert preview.situation.problems
    atlas.replace(ROLE, "fr: Map maker", "en: Map maker")
    preview.refresh([atlas.root / ROLE])
    assert "Map maker" in text(preview, PAGE)
    preview.close()


def test_a_matter_of_wording_shows_beside_the_new_pages(preview: LivePreview, atlas: Atlas) -> None:
    style = "languages:\n  de: {filler: []}\n  en:\n    filler: [groundbreaking]\n"
    atlas.write("style.yml", style)
    atlas.replace(ROLE, "en: Map maker", "en: Map maker (groundbreaking)")
    preview.refresh([atlas.root / ROLE, atlas.root / "style.yml"])
    assert "filler" in codes(preview)
    assert not preview.situation.stays
    assert "(groundbreaking)" in text(preview, PAGE)


@pytest.mark.parametrize("large", [False, True])
def test_prerequisites_in_a_circle_freeze_nothing(
    large: bool, preview: LivePreview, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large atlas, pages are shown before the rules run, and withdrawn if the rules refuse them."""
    monkeypatch.setattr("generator.preview.live.divided", lambda catalog: large)
    name = "skills/star-reading.yml"
    before = text(preview, PAGE)
    circle = "prerequisites:\n  - {skill: chart-drawing, level: tried, from: tried}\n"
    atlas.write(name, atlas.read(name) + circle)
    preview.refresh([atlas.root / name])
    assert "cycle" in codes(preview)
    assert preview.situation.stays
    assert text(preview, PAGE) == before
    atlas.write(name, atlas.read(name).replace(circle, "") + "# mended\n")
    atlas.replace(ROLE, "en: Map maker", "en: Chart maker")
    preview.refresh([atlas.root / name])
    assert (preview.situation.problems, preview.situation.stays) == ((), False)
    assert "Chart maker" in text(preview, PAGE)


def test_a_large_atlas_that_changes_again_is_not_checked_to_the_end(
    preview: LivePreview, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages not checked by the rules are not kept as the last good ones, and the rules run at the next change of any kind."""
    monkeypatch.setattr("generator.preview.live.divided", lambda catalog: True)
    name, training, page = "skills/star-reading.yml", "trainings/lamp-handbook.yml", "en/trainings/lamp-handbook/"
    before = text(preview, page)
    atlas.write(name, atlas.read(name) + "prerequisites:\n  - {skill: chart-drawing, level: tried, from: tried}\n")
    atlas.replace(training, "The Lamp Handbook", "The Book of Lamps")
    preview.refresh([atlas.root / name, atlas.root / training], lambda: True)
    assert "The Book of Lamps" in text(preview, page)
    assert not preview.situation.whole
    atlas.write("strings/en.yml", "roles.title: The roles of all\n")
    preview.refresh([templates_folder() / "strings" / "en.yml"])
    assert (preview.situation.whole, preview.situation.stays) == (True, True)
    assert "cycle" in codes(preview)
    assert text(preview, page) == before


def test_a_broken_string_leaves_the_last_good_pages(preview: LivePreview, atlas: Atlas) -> None:
    before = text(preview, "en/roles/")
    atlas.write("strings/en.yml", "roles.title: The roles {of\n")
    preview.refresh([atlas.root / "strings/en.yml"])
    assert codes(preview) == ["bad-string"]
    assert text(preview, "en/roles/") == before
    atlas.write("strings/en.yml", "roles.title: The roles of all\n")
    preview.refresh([atlas.root / "strings/en.yml"])
    assert codes(preview) == []
    assert "The roles of all" in text(preview, "en/roles/")


@pytest.fixture
def templates(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the project's templates, which a test may edit and which are used instead of the program's."""
    own = folder / "site_templates"
    for module in (settings, site, live_previews):
        monkeypatch.setattr(module, "templates_folder", lambda: own)
    return own


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param("pages/role.html.jinja", "{{", "{{ view.", id="unreadable"),
        pytest.param("pages/role.html.jinja", "{{", "{{ nothing_of_that_name }}{{", id="unknown-name"),
        pytest.param("overrides/main.html", "{% block announce %}", "{% block announce %}{% if %}", id="theme"),
    ],
)
def test_a_broken_template_leaves_the_last_good_pages(
    file: str, old: str, new: str, templates: Path, folder: Path
) -> None:
    """This holds for each page, even one never requested before; the problem is reported at its line."""
    preview = LivePreview(folder / "mkdocs.yml", folder / "content", TODAY)
    preview.refresh()
    preview.prepare()
    good = (templates / file).read_text(encoding="utf-8")
    line = good[: good.index(old)].count("\n") + 1
    (templates / file).write_text(good.replace(old, new, 1), encoding="utf-8")
    preview.refresh([templates / file])
    preview.prepare()
    assert "Map maker" in text(preview, PAGE)
    assert "Kartenmacher/in" in text(preview, "de/roles/map-maker/")
    places = {(problem.location.path.endswith(file), problem.location.line) for problem in preview.situation.problems}
    assert (True, line) in places
    assert preview.situation.stays
    mended = good.replace(old, f"<!-- mended -->{old}", 1) if file.startswith("pages") else good
    (templates / file).write_text(mended, encoding="utf-8")
    preview.refresh([templates / file])
    assert "Map maker" in text(preview, PAGE)
    assert (preview.situation.problems, preview.situation.stays) == ((), False)
    assert ("<!-- mended -->" in text(preview, PAGE)) == file.startswith("pages")
    preview.close()


def test_a_link_that_leads_nowhere_is_told_once_all_pages_are_made(templates: Path, folder: Path) -> None:
    lead = '<p class="ra-lead">'
    change(templates / "pages" / "glossary.html.jinja", lead, f"<p><a{{{{ href('gone/') }}}}>There</a></p>\n{lead}")
    preview = LivePreview(folder / "mkdocs.yml", folder / "content", TODAY)
    preview.refresh()
    assert preview.look_at_all(lambda: True) is False
    assert codes(preview) == []
    assert preview.look_at_all(lambda: False) is True
    assert codes(preview) == ["bad-link"] * 2
    assert not preview.situation.stays
    assert "There" in text(preview, "en/glossary/")
    preview.close()


def test_the_search_finds_what_was_saved(preview: LivePreview, atlas: Atlas) -> None:
    atlas.replace(ROLE, "en: Map maker", "en: Chart maker")
    preview.refresh([atlas.root / ROLE])
    answer = preview.answer("en/search/search_index.json")
    assert answer is not None
    assert "Chart maker" in {doc["title"] for doc in json.loads(answer.content)["docs"]}


def test_a_broken_configuration_is_a_problem_like_any_other(preview: LivePreview, folder: Path) -> None:
    before = text(preview, PAGE)
    change(folder / "mkdocs.yml", "docs_dir: site_templates/static", "docs_dir: nowhere")
    preview.refresh([folder / "mkdocs.yml"])
    assert [problem.location.path.endswith("mkdocs.yml") for problem in preview.situation.problems] == [True]
    assert text(preview, PAGE) == before
