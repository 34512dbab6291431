"""Write the folder of a new atlas: build it beside the target, check it, then move it to the target in one step."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from generator.derive.freshness import confirm
from generator.lock import write_lock
from generator.model.borrowed import borrowed_mark
from generator.model.site import Language
from generator.pipeline import load_facts
from generator.publish import swap
from generator.render.overlays import overlays, write_overlays_lock
from generator.render.strings import STRINGS_FOLDER, unwritten
from generator.starter.example import lies_in, write_example_lock
from generator.starter.program import WHEELS_FOLDER, Program
from generator.starter.texts import NewAtlas, own_name, scale

STARTER = "starter"
LEVELS = (3, 6)
"""Smallest and greatest number of levels that the example can have."""
_EMPTY = "empty"
"""Folder of files that ``--empty`` writes instead of those of the example; its pages hold for any atlas."""
_DOT = "dot-"
"""Stands for the leading dot in names of the example's files, since packaging tools skip hidden files."""


@dataclass(frozen=True, slots=True)
class Example:
    """The example in the package, with the properties that its files define."""

    templates: Path

    @property
    def folder(self) -> Path:
        """Folder of the example."""
        return self.templates / STARTER

    @property
    def manifest(self) -> dict[str, Any]:
        """Rules for turning the example into an atlas; ``manifest.yml`` explains the keys."""
        found: dict[str, Any] = yaml.safe_load((self.folder / "manifest.yml").read_text(encoding="utf-8"))
        return found

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which the example is written, by the pages that it has."""
        return tuple(sorted({path.suffixes[0][1:] for path in (self.folder / "content/pages").glob("*.*.md")}))

    def site_language(self, id: str) -> dict[str, Any]:
        """Return the entry of a language in ``site.yml``: that of the example or, if the example lacks the language, only id and title."""
        site = yaml.safe_load((self.folder / "content/site.yml").read_text(encoding="utf-8"))
        known: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in site["languages"]}
        return known.get(id, {"id": id, "title": own_name(id)})

    @property
    def levels(self) -> tuple[str, ...]:
        """Ids of the levels of the example, lowest first."""
        found = yaml.safe_load((self.folder / "content/vocabularies/levels.yml").read_text(encoding="utf-8"))
        return tuple(level["id"] for level in found)


def write_project(
    target: Path,
    templates: Path,
    languages: Sequence[str],
    *,
    title: str,
    levels: int,
    day: datetime.date,
    program: Program,
    empty: bool = False,
) -> None:
    """Write a new atlas with that many ``levels`` into a folder that does not exist yet or is empty; ``empty`` leaves out example records.

    Raises ``OSError`` if the folder can't be written; then nothing is left of it.
    """
    example = Example(templates)
    manifest = example.manifest
    left_out = scale(example.levels, manifest["left_out"], levels)
    empty_texts = manifest["empty"] if empty else {}
    atlas = NewAtlas(tuple(languages), title, day.isoformat(), manifest["reference"], left_out, empty_texts)
    stage = swap.new_stage(target)
    try:
        invented = manifest["invented"]
        if empty:
            kept = {path.name.partition(".")[0] for path in (example.folder / _EMPTY / "pages").iterdir()}
            invented["pages"] = [id for id in invented["pages"] if id not in kept]
        files = _files(example, atlas, program)
        for name, text in _without_records(files, invented) if empty else files:
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if program.wheel:
            (stage / WHEELS_FOLDER).mkdir()
            shutil.copyfile(program.wheel, stage / WHEELS_FOLDER / program.wheel.name)
        content = stage / "content"
        facts, _ = load_facts(content, day)
        if len(languages) > 1:
            write_lock(content, confirm(facts.catalog))
        write_overlays_lock(content, overlays(templates, content, facts.catalog.site.languages))
        write_example_lock(content, invented, own_title=bool(title))
        swap.replace_target(target)
    finally:
        swap.remove_stage(target)


def _without_records(
    files: Iterator[tuple[str, str]], invented: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the files without records and drawings: files of lists are emptied except for their comments, others are left out.

    The quality bounds in ``site.yml`` become comments.
    """
    for name, text in files:
        place = name.removeprefix("content/")
        if place == "site.yml":  # the bounds limit gaps in the records, which are unknown until there are records
            yield name, re.sub(r"^(quality:\n(?:  .*\n)+)", _commented, text, flags=re.MULTILINE)
        elif place in invented["records"]:
            head = [line for line in text.splitlines() if line.startswith("#")]
            yield name, "\n".join([*head, "[]", ""])
        elif not lies_in(place, (*invented["records"], *invented["drawings"])):
            yield name, text


def _commented(lines: re.Match[str]) -> str:
    return re.sub(r"^", "# ", lines[0].rstrip("\n"), flags=re.MULTILINE) + "\n"


def _files(example: Example, atlas: NewAtlas, program: Program) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the files of the new atlas."""
    yield from _project_files(example, atlas, program)
    yield from _content_files(example, atlas)
    offered = example.languages
    for id in atlas.languages:
        if id not in offered:
            yield from ((f"content/{name}", text) for name, text in language_files(example, id, atlas.languages[0]))


def _project_files(example: Example, atlas: NewAtlas, program: Program) -> Iterator[tuple[str, str]]:
    project = example.folder / "project"
    for path in sorted(path for path in project.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        yield path.relative_to(project).as_posix().replace(_DOT, "."), path.read_text(encoding="utf-8")
    yield "requirements.lock", (example.folder / "requirements.lock").read_text(encoding="utf-8")
    yield "program.lock", program.lock
    language = atlas.languages[0] if atlas.languages[0] in example.languages else atlas.reference
    readme = (example.folder / f"README.{language}.md").read_text(encoding="utf-8")
    yield "README.md", atlas.readme(readme).replace("TITLE", atlas.title or _title_of(example, atlas, language), 1)


def _title_of(example: Example, atlas: NewAtlas, language: str) -> str:
    """Return the title of the example in a language."""
    site = yaml.safe_load(atlas.with_empty_texts((example.folder / "content/site.yml").read_text(encoding="utf-8")))
    return str(site["title"][language])


def _content_files(example: Example, atlas: NewAtlas) -> Iterator[tuple[str, str]]:
    content = example.folder / "content"
    for path in sorted(path for path in content.rglob("*") if path.is_file()):
        name = path.relative_to(content).as_posix()
        of_empty = example.folder / _EMPTY / name
        text = (of_empty if atlas.empty_texts and of_empty.is_file() else path).read_text(encoding="utf-8")
        if name == "site.yml":
            text = atlas.site(text)
        elif name.startswith("trainings/") or name == "vocabularies/providers.yml":
            text = atlas.names(text)
        elif path.suffix == ".yml" and not name.startswith("look/"):
            text = atlas.texts(text)
        elif path.suffix == ".md":
            found = _page(path, text, atlas, example)
            if found is None:
                continue
            name, text = found
        yield f"content/{name}", text


def _page(path: Path, text: str, atlas: NewAtlas, example: Example) -> tuple[str, str] | None:
    """Return name and text of a prose page for the atlas, ``None`` if the page is not needed.

    If the example has none of the languages of the atlas, its page in the reference language is used, with a mark.
    """
    id, language = path.name.split(".")[:2]
    if language in atlas.languages:
        return f"pages/{path.name}", atlas.words(text)
    if language != atlas.reference or not set(atlas.languages).isdisjoint(example.languages):
        return None
    marked = text.replace("\ntitle: ", f'\ntitle: "{borrowed_mark(language)}', 1)
    head, rest = marked.split("\n", 2)[1], marked.split("\n", 2)[2]
    return f"pages/{id}.{atlas.languages[0]}.md", atlas.words(f'---\n{head}"\n{rest}')


def _is_one_of(key: str, names: Sequence[str]) -> bool:
    """Return whether a key is among the names; a name that ends in a full stop stands for all keys that begin with it."""
    return any(key == name or (name.endswith(".") and key.startswith(name)) for name in names)


def language_files(example: Example, id: str, default: str) -> Iterator[tuple[str, str]]:
    """Yield the files for a language that the program does not include: its interface texts, each marked, and its language data.

    The interface texts are in the default language of the atlas if the program has that one. A file that the program has is left out.
    """
    if not (example.templates / STRINGS_FOLDER / f"{id}.yml").is_file():
        language = Language.model_validate({"id": id, "title": own_name(id)})
        rows = list(unwritten(example.templates, language, default))
        sign = rows[0].split('"')[1].split(" ")[0]
        head = f"# Texts of the interface in {own_name(id)}. Translate each and take its mark {sign} away.\n"
        early = tuple(example.manifest["first_strings"])
        first = [row for row in rows if _is_one_of(row.partition(":")[0], early)]
        head += f"# These {len(first)} stand on every page or on the first one; begin with them.\n"
        others = [row for row in rows if row not in first]
        yield f"{STRINGS_FOLDER}/{id}.yml", "".join([head, *first, f"# The other {len(others)}.\n", *others])
    if not (example.templates / "languages" / f"{id}.yml").is_file():
        name = Locale.parse(id, sep="-").english_name
        text = (example.folder / "language.yml").read_text(encoding="utf-8")
        letters = example.manifest["own_letters"].get(id)
        if letters:
            text = re.sub(r"^# own_letters: .*$", lambda _: f"own_letters: {letters}", text, flags=re.MULTILINE)
        yield f"languages/{id}.yml", text.replace("NAME", name or id, 1)
