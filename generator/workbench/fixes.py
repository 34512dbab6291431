"""Plan fixes that need no judgement: invisible characters, typographic marks, the order of levels, references to renamed ids.

An edit of order or typography in a record is kept only if the file, read again, has the intended values and no other change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from generator.catalog import Catalog
from generator.content import Content, Record
from generator.derive.passages import Field, fields
from generator.folder import find_files
from generator.kinds import BY_SINGULAR
from generator.kinds.redirect import final_address
from generator.kinds.texts import MARKDOWN
from generator.link import link
from generator.model.marks import KeyPath, Ref, find
from generator.parse import parse_content
from generator.problems import has_errors
from generator.rules.spelling import WORDLISTS, sorted_words
from generator.workbench.document import Piece, read_pieces
from generator.workbench.edits import (
    Edit,
    EditError,
    apply_edits,
    line_after,
    line_start,
    newline_of,
    replace_text,
    with_comments_above,
)
from generator.workbench.typography import Replacement, corrected, corrections, in_raw
from generator.workbench.workspace import Workspace

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""Characters without width, which have no meaning and are usually pasted by mistake."""

_BLANKS = re.compile(r"[ ]+(?=\r?$)", re.MULTILINE)


def fix_all(root: Path) -> Workspace:
    """Return a workspace with the fixes of a content folder.

    Fixes of files come first, since a file may not be readable without them. Records are fixed only if no file needed a fix
    and all records can be read.
    """
    workspace = Workspace(root)
    _fix_files(workspace)
    content, problems = parse_content(root)
    if content is None or has_errors(problems) or workspace.changes:
        return workspace
    _fix_records(workspace, content)
    return workspace


def _fix_files(workspace: Workspace) -> None:
    for file in find_files(workspace.root)[0]:
        name = file.path.relative_to(workspace.root).as_posix()
        try:
            text = workspace.text(name) or ""
        except UnicodeDecodeError:
            continue
        fixed = text.translate(_INVISIBLE)
        if file.path.suffix == ".yml":
            fixed = _without_trailing_blanks(fixed)
        if fixed and not fixed.endswith("\n"):
            fixed += newline_of(fixed)
        if fixed != text:
            workspace.write(name, fixed)
    for path in sorted((workspace.root / WORDLISTS).glob("*.txt")):
        name = f"{WORDLISTS}/{path.name}"
        try:
            text = workspace.text(name) or ""
        except UnicodeDecodeError:
            continue
        if (ordered := sorted_words(text)) != text:
            workspace.write(name, ordered)


def _without_trailing_blanks(text: str) -> str:
    """Return a YAML text without spaces at the ends of lines, except inside texts of several lines; unchanged if it can't be read."""
    try:
        before = read_pieces(text)
    except (yaml.YAMLError, ValueError):
        return text
    if before is None:
        return text
    inside = [(one.start, one.end) for one in before.texts() if "\n" in text[one.start : one.end]]
    edits = [
        Edit(match.start(), match.end(), "")
        for match in _BLANKS.finditer(text)
        if not any(start <= match.start() < end for start, end in inside)
    ]
    fixed = apply_edits(text, edits)
    after = read_pieces(fixed)
    return fixed if after is not None and before.plain() == after.plain() else text


def _fix_records(workspace: Workspace, content: Content) -> None:
    _fix_references(workspace, content)
    catalog, problems = link(content)
    if has_errors(problems):
        return
    _fix_order(workspace, content)
    _fix_typography(workspace, catalog)


# --- ids


def _fix_references(workspace: Workspace, content: Content) -> None:
    """Correct references to records that were renamed, and references that differ from an id only in hyphens."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    for record in content.all_records:
        for path, ref, target, is_key in find(record.value, Ref):
            known = [BY_SINGULAR[kind].plural for kind in ref.kinds if kind in BY_SINGULAR]
            if is_key or not known or any(target in content.records[plural] for plural in known):
                continue
            candidates = {new for plural in known for new in _meant(content, plural, target)}
            name = workspace.name(record.path)
            text = workspace.text(name) or ""
            root = read_pieces(text)
            piece = root.at((*record.prefix, *path)) if root else None
            if len(candidates) == 1 and piece is not None and piece.value == target:
                edits[name].append(replace_text(text, piece, candidates.pop()))
    for name, found in edits.items():
        workspace.write(name, apply_edits(workspace.text(name) or "", found))


def _meant(content: Content, plural: str, id: str) -> set[str]:
    """Return the ids that an unknown id may mean: the one to which redirects lead from it, or those that differ only in hyphens."""
    ids = content.records[plural]
    moved = final_address(content.moved, f"{plural}/{id}").removeprefix(f"{plural}/")
    return {moved} if moved in ids else {one for one in ids if one.replace("-", "") == id.replace("-", "")}


# --- order


def _fix_order(workspace: Workspace, content: Content) -> None:
    """Sort mappings whose keys are levels or grades by the order of their vocabulary."""
    places = {
        kind: {id: place for place, id in enumerate(content.records[plural])}
        for kind, plural in (("level", "levels"), ("grade", "grades"))
    }
    for record in content.all_records:
        mappings = {
            path[:-1]: ref.kind for path, ref, _, is_key in find(record.value, Ref) if is_key and ref.kind in places
        }
        for path, kind in mappings.items():
            name = workspace.name(record.path)
            text = workspace.text(name) or ""
            root = read_pieces(text)
            piece = root.at((*record.prefix, *path)) if root else None
            if piece is None or not piece.entries:
                continue
            order = sorted(piece.entries, key=lambda key: places[kind].get(key, len(places[kind])))
            if order != list(piece.entries):
                fixed = _reordered(text, piece, order)
                again = read_pieces(fixed)
                found = again.at((*record.prefix, *path)) if again else None
                if found is not None and list(found.entries) == order and found.plain() == piece.plain():
                    workspace.write(name, fixed)


def _reordered(text: str, piece: Piece, order: list[str]) -> str:
    """Return the text with the entries of a mapping in another order; comment lines above an entry move with it."""
    names = list(piece.entries)
    if piece.style == "{":
        parts = {key: text[piece.keys[key].start : piece.entries[key].end] for key in names}
        edits = [
            Edit(piece.keys[old].start, piece.entries[old].end, parts[new])
            for old, new in zip(names, order, strict=True)
        ]
        return apply_edits(text, edits)
    start = line_start(text, piece.keys[names[0]].start)
    # The first key is on the line of a dash, so its line can't be moved.
    if text[start : piece.keys[names[0]].start].strip():
        return text
    start = with_comments_above(text, start, piece.keys[names[0]].start - start)
    bounds = [start, *(line_after(text, piece.entries[key].end) for key in names)]
    lines = {key: text[bounds[number] : bounds[number + 1]] for number, key in enumerate(names)}
    return text[:start] + "".join(lines[key] for key in order) + text[bounds[-1] :]


# --- typography


def _fix_typography(workspace: Workspace, catalog: Catalog) -> None:
    style = catalog.content.style
    if style is None:
        return
    wanted: dict[str, list[tuple[Field, str, tuple[Replacement, ...]]]] = defaultdict(list)
    for field in fields(catalog):
        for language, text in field.texts.items():
            if found := corrections(text, style.value.of(language)):
                wanted[workspace.name(field.locate(language).path)].append((field, language, found))
    for name, rows in wanted.items():
        text = workspace.text(name) or ""
        for field, language, found in rows:
            text = _typeset(text, field, language, found)
        workspace.write(name, text)


def _typeset(text: str, field: Field, language: str, found: tuple[Replacement, ...]) -> str:
    if not isinstance(field.owner, Record):
        page = field.owner[language]
        if field.name != MARKDOWN:  # front matter is not fixed automatically
            return text
        body = len(text) - len(page.markdown)
        return text[:body] + corrected(text[body:], found) if text[body:] == page.markdown else text
    root = read_pieces(text)
    path = (*field.owner.prefix, *field.path, language)
    piece = root.at(path) if root else None
    if root is None or piece is None or not isinstance(piece.value, str):
        return text
    value = field.texts[language]
    shift = len(piece.value) - len(piece.value.lstrip())
    if piece.value.strip() != value:
        return text
    moved = tuple(one._replace(start=one.start + shift) for one in found)
    raw = text[piece.start : piece.end]
    edits = [
        Edit(piece.start + one.start, piece.start + one.start + len(one.old), one.new)
        for one in in_raw(raw, piece.style, piece.value, moved)
    ]
    try:
        fixed = apply_edits(text, edits)
        again = read_pieces(fixed)
    except (EditError, yaml.YAMLError, ValueError):
        return text
    return (
        fixed
        if again is not None and again.plain() == _with(root.plain(), root, path, corrected(piece.value, moved))
        else text
    )


def _with(whole: Any, root: Piece, path: KeyPath, value: str) -> Any:
    """Set the text at a path of the plain value ``whole`` and return ``whole``; ``root`` is its piece, which knows older keys."""
    inner, piece = whole, root
    steps: list[str | int] = []
    for step in path:
        found = piece.inside(step)
        if found is not None:
            steps.append(step if isinstance(step, int) else piece.written(step) or step)
            piece = found
    for step in steps[:-1]:
        inner = inner[step]
    inner[steps[-1]] = value
    return whole
