"""Plan to add a language to an atlas: its entry in ``site.yml``, its files, and language keys for texts that had none."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.folder import OVERLAYS_LOCK
from generator.model.marks import KeyPath, TextRole, Words, find
from generator.model.site import MOST_LANGUAGES, Language
from generator.parse import parse_content
from generator.problems import ContentError
from generator.render.overlays import overlays, overlays_lock_text, read_overlays_lock
from generator.render.strings import STRINGS_FOLDER
from generator.starter.project import Example, language_files
from generator.starter.texts import is_language, own_name
from generator.store.nodes import TableNode
from generator.workbench.document import Piece, read_pieces
from generator.workbench.edits import Edit, EditError, add_item, apply_edits, line_start, newline_of, remove_items
from generator.workbench.plan import Plan, WorkbenchError, in_real_folder
from generator.workbench.workspace import Workspace
from generator.workbench.writing import flow

_SITE = "site.yml"
_BEFORE_KEY = re.compile(r" *(?:- +)*")


def plan_add_language(root: Path, templates: Path, id: str) -> Plan:
    """Plan to add a language or, if ``site.yml`` names it already, to add the files that it still lacks.

    Raises ``WorkbenchError`` if the language can't be added, ``ContentError`` if the records can't be read.
    """
    if not is_language(id):
        raise WorkbenchError(f'"{id}" is not the code of a language, such as en or fr')
    workspace = Workspace(root)
    listed = _languages(workspace)
    ids = [str(item.entries["id"].value) for item in listed.items if "id" in item.entries]
    if not ids:
        raise WorkbenchError("site.yml names no languages; check says what it should look like")
    if id not in ids and len(ids) >= MOST_LANGUAGES:
        raise WorkbenchError(f"an atlas has at most {MOST_LANGUAGES} languages")
    notes = []
    first = next((place for place, each in enumerate(ids) if each != id), None)
    if first is not None:
        bare = _bare_texts(workspace, listed, first)
        _write_language(workspace, bare, ids[first])
        if bare:
            notes.append(
                f"{sum(map(len, bare.values()))} texts in {len(bare)} files now say that they are {ids[first]}"
            )
    if id not in ids:
        edit = add_item(workspace.text(_SITE) or "", _languages(workspace), flow(Example(templates).site_language(id)))
        workspace.write(_SITE, apply_edits(workspace.text(_SITE) or "", [edit]))
    notes += _add_files(workspace, templates, id, ids[0])
    pages = sorted({path.name.split(".")[0] for path in (root / "pages").glob("*.*.md")})
    missing = [f"pages/{name}.{id}.md" for name in pages if not (root / f"pages/{name}.{id}.md").is_file()]
    if missing:
        notes.append(f"still to be written: {', '.join(missing)}")
    return Plan(workspace, notes)


def _languages(workspace: Workspace) -> Piece:
    """Return the list of languages in ``site.yml``. Raises ``WorkbenchError`` if there is none."""
    site = read_pieces(workspace.text(_SITE) or "")
    if site is None or "languages" not in site.entries:
        raise WorkbenchError("site.yml names no languages; check says what it should look like")
    return site.entries["languages"]


def _bare_texts(workspace: Workspace, listed: Piece, place: int) -> Mapping[str, list[KeyPath]]:
    """Return the paths of the texts without a language, by name of the file.

    The content is read as if it had only the language with the 0-based number ``place``, since such texts are allowed only
    in content in one language. Raises ``ContentError`` if it can't be read.
    """
    alone = Workspace(workspace.root)
    if len(listed.items) > 1:
        text = alone.text(_SITE) or ""
        others = set(range(len(listed.items))) - {place}
        alone.write(_SITE, apply_edits(text, remove_items(text, listed, others)))
    found: dict[str, list[KeyPath]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="rollenatlas-") as temporary:
        copy = Workspace(alone.copy_to(Path(temporary) / workspace.root.resolve().name))
        content, problems = parse_content(copy.root)
        if content is None:
            raise ContentError(in_real_folder(problems, copy.root, workspace.root))
        for record in content.all_records:
            if isinstance(record.node, TableNode):  # a table has a column for each language
                continue
            name = copy.name(record.path)
            for path, words, _, _ in find(record.value, Words):
                if words.role is not TextRole.LABELS:
                    found[name].append((*record.prefix, *path))
    roots = {name: read_pieces(workspace.text(name) or "") for name in found}
    bare = {name: [path for path in paths if _is_bare(roots[name], path)] for name, paths in found.items()}
    return {name: paths for name, paths in bare.items() if paths}


def _is_bare(root: Piece | None, path: KeyPath) -> bool:
    piece = root.at(path) if root else None
    return piece is not None and not isinstance(piece.value, Mapping)


def _write_language(workspace: Workspace, bare: Mapping[str, list[KeyPath]], language: str) -> None:
    """Put each text without a language into a mapping of its language, without changing its characters.

    Raises ``EditError`` if a text has a form that can't be edited.
    """
    for name, paths in bare.items():
        text = workspace.text(name) or ""
        root = read_pieces(text)
        assert root is not None
        edits: list[Edit] = []
        for path in paths:
            piece = root.at(path)
            if piece is not None:
                edits += _edits(text, piece.items[0] if piece.style == "older" else piece, language)
        after = apply_edits(text, edits)
        changed = read_pieces(after)
        for path in paths:
            before, now = root.at(path), changed.at(path) if changed else None
            if before is None or now is None or now.plain() != {language: before.plain()}:
                raise EditError(f"{workspace.root / name}: {'.'.join(map(str, path))} has a form that can't be changed")
        workspace.write(name, after)


def _edits(text: str, piece: Piece, language: str) -> Iterator[Edit]:
    """Yield the edits that put a text into a mapping of its language: on the same line, or with its lines indented by two more."""
    written = text[piece.start : piece.end]
    newline = newline_of(text)
    begins = line_start(text, piece.start)
    if piece.style in ("|", ">"):
        behind_dash = not text[begins : piece.start].strip("- ")
        indent = " " * (_column(text, begins) + 2)
        lead = f"{language}: " if behind_dash else f"{newline}{indent}{language}: "
        # Remove the space after the colon as well, since the text now begins on the next line.
        start = piece.start if behind_dash else piece.start - 1
        yield Edit(start, piece.end, lead + _indented(written, newline))
    elif piece.items and piece.style != "[":
        column = max(piece.start - begins, _column(text, line_start(text, text.rindex(":", 0, begins))) + 2)
        yield Edit(
            begins, piece.end, f"{' ' * column}{language}:{newline}  {_indented(text[begins : piece.end], newline)}"
        )
    elif piece.style:
        yield Edit(piece.start, piece.end, f"{{{language}: {written}}}")
    else:
        yield Edit(piece.start, piece.end, flow({language: piece.plain()}))


def _column(text: str, begins: int) -> int:
    """Return the 0-based column of the first character, after spaces and dashes, in the line that begins at an offset."""
    match = _BEFORE_KEY.match(text, begins)
    return match.end() - begins if match else 0


def _indented(lines: str, newline: str) -> str:
    first, *rest = lines.split(newline)
    return newline.join([first, *(f"  {line}" if line else "" for line in rest)])


def _add_files(workspace: Workspace, templates: Path, id: str, default: str) -> list[str]:
    """Write the files for a language that the program does not include, note the originals of its texts, and return notes."""
    notes = []
    for name, text in language_files(Example(templates), id, default):
        if workspace.read(name) is None:
            workspace.write(name, text)
            what = (
                "translate each text and take its mark away" if name.startswith(STRINGS_FOLDER) else "look through it"
            )
            notes.append(f"{name} is new: {what}")
    known = read_overlays_lock(workspace.root / OVERLAYS_LOCK)
    strings = f"{STRINGS_FOLDER}/{id}.yml"
    if known is None or workspace.read(strings) is None or (workspace.root / strings).exists():
        return notes
    with tempfile.TemporaryDirectory(prefix="rollenatlas-") as temporary:
        copy = workspace.copy_to(Path(temporary) / "content")
        language = Language.model_validate({"id": id, "title": own_name(id)})
        made = {one.name: one.original for one in overlays(templates, copy, [language]) if one.name.startswith(strings)}
    workspace.write(OVERLAYS_LOCK, overlays_lock_text({**known, **made}))
    return notes
