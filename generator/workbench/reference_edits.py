"""Edit references in many files: change the record that they name, or remove items that a merge would duplicate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.derive.passages import IDENTITY
from generator.model.marks import KeyPath
from generator.problems import Location
from generator.workbench.document import Piece, read_pieces
from generator.workbench.dropping import comments_told, values_told
from generator.workbench.edits import (
    Edit,
    EditError,
    apply_edits,
    dash_of,
    line_after,
    line_start,
    remove_entries,
    remove_items,
    replace_text,
)
from generator.workbench.references import Reference
from generator.workbench.workspace import Workspace

_TOLD_APART_BY = ("from", "via")
"""Keys by which two items of a list differ although both are about the same record."""


class ReferenceEdits:
    """A collection of edits and removals in several files; ``apply`` carries them out."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[str, tuple[str, Piece]] = {}
        self._edits: dict[str, list[Edit]] = defaultdict(list)
        self._gone: dict[tuple[str, KeyPath], set[str | int]] = defaultdict(set)
        self.dropped: list[tuple[Location, str]] = []
        """Locations of removed items and entries, each with the reason."""

    def file(self, shown: str) -> tuple[str, Piece]:
        """Return the text and the root piece of a file before the edits. Raises ``EditError`` if the file is empty."""
        name = self._workspace.name(shown)
        if name not in self._read:
            text = self._workspace.text(name) or ""
            root = read_pieces(text)
            if root is None:
                raise EditError(f"{shown} is empty")
            self._read[name] = text, root
        return self._read[name]

    def piece(self, one: Reference) -> Piece:
        """Return the piece of the id in a reference, a value or a key. Raises ``EditError`` if there is none."""
        _, root = self.file(one.record.path)
        path = one.whole_path
        if one.is_key:
            parent = root.at(path[:-1])
            found = parent.keys.get(str(path[-1])) if parent else None
        else:
            found = root.at(path)
        if found is None:
            raise EditError(f"{one.place}: no text to edit for {'.'.join(map(str, one.path))}")
        return found

    def add(self, shown: str, edit: Edit) -> None:
        """Add an edit of a file, which is given by its path in messages."""
        self._edits[self._workspace.name(shown)].append(edit)

    def rename(self, one: Reference, new: str) -> None:
        """Change a reference to name the record ``new``."""
        text, _ = self.file(one.record.path)
        self.add(one.record.path, replace_text(text, self.piece(one), new))

    def merge(self, one: Reference, into: str, owner_is_into: bool) -> None:
        """Change a reference to name the record ``into``, or remove its item or entry if there is one about ``into`` already.

        ``owner_is_into`` says that the reference is in the record ``into``; it is then removed, since no record names itself.
        """
        _, root = self.file(one.record.path)
        path = one.whole_path
        itself = f'"{into}" would name itself' if owner_is_into else ""
        if one.is_key:
            parent = root.at(path[:-1])
            if parent is not None and into in parent.entries:
                self.drop_entry(one, path[:-1], str(path[-1]), f'"{into}" stands beside it', parent.entries[into])
                return
        elif isinstance(path[-1], int):
            items = root.at(path[:-1])
            if itself or into in (items.plain() if items else []):
                self.drop_item(one, path[:-1], path[-1], itself or "twice")
                return
        elif len(one.path) > 1 and isinstance(path[-2], int):
            beside = self._standing_beside(root, path, into)
            if itself or beside:
                self.drop_item(one, path[:-2], path[-2], itself or f'"{into}" has its own', beside)
                return
        elif itself:
            self.drop_entry(one, path[:-1], str(path[-1]), itself)
            return
        self.rename(one, into)

    @staticmethod
    def _standing_beside(root: Piece, path: KeyPath, into: str) -> Piece | None:
        """Return another item of the list that is about the record ``into`` already; ``None`` if there is none."""
        items, number, field = root.at(path[:-2]), path[-2], path[-1]
        if items is None or field not in IDENTITY or not isinstance(number, int):
            return None
        own = items.items[number].plain()
        for place, piece in enumerate(items.items):
            other = piece.plain()
            if place == number or not isinstance(other, dict) or other.get(field) != into:
                continue
            if all(other.get(key) == own.get(key) for key in _TOLD_APART_BY):
                return piece
        return None

    def drop_item(self, one: Reference, items: KeyPath, number: int, reason: str, beside: Piece | None = None) -> None:
        """Remove the item with a 0-based number, which holds a reference, from a list; ``beside`` is a similar item that stays."""
        text, root = self.file(one.record.path)
        whole = root.at(items)
        if whole is not None and whole.items:
            item, key = whole.items[number], str(one.path[-1])
            reason += values_told(item, beside, besides=key)
            reason += comments_told(text, item, whole_lines=whole.style != "[")
        self._gone[one.record.path, items].add(number)
        self.dropped.append((one.record.node.locate(*items, number), reason))

    def drop_entry(self, one: Reference, mapping: KeyPath, key: str, reason: str, beside: Piece | None = None) -> None:
        """Remove a key that is a reference or whose value is one from a mapping; ``beside`` is a similar value that stays."""
        text, root = self.file(one.record.path)
        parent = root.at(mapping)
        if parent is None:
            raise EditError(f"{one.place}: no mapping to edit")
        name = parent.written(key) or key
        value = parent.entries[name]
        reason += values_told(value, beside)
        reason += comments_told(text, value, start=parent.keys[name].start, whole_lines=parent.style != "{")
        self._gone[one.record.path, mapping].add(key)
        self.dropped.append((one.place, reason))

    def drop_items(self, shown: str, items: KeyPath, gone: set[int]) -> None:
        """Remove items of a list by their 0-based numbers."""
        self._gone[shown, items] |= gone

    def copy_item(self, one: Reference, new: str) -> None:
        """Add a copy of the item or entry that holds a reference, with the id ``new`` in place of the old one.

        Raises ``EditError`` if the reference is not in a list or mapping that can hold both.
        """
        text, root = self.file(one.record.path)
        path = one.whole_path
        own = self.piece(one)
        if one.is_key:
            parent = root.at(path[:-1])
            if parent is None:
                raise EditError(f"{one.place}: no mapping to edit")
            value = parent.entries[str(path[-1])]
            self._copy(one.record.path, text, own, Piece("", own.start, value.end), new, flow=parent.style == "{")
            return
        steps = [place for place, step in enumerate(path) if isinstance(step, int)]
        if not steps or len(path) - steps[-1] > 2:
            raise EditError(f"{one.place}: stands in no list, so it can't name both")
        items = root.at(path[: steps[-1]])
        whole = root.at(path[: steps[-1] + 1])
        if items is None or whole is None:
            raise EditError(f"{one.place}: no list to edit")
        if items.style == "older":
            raise EditError(f"{one.place}: one value, so it can't name both")
        self._copy(one.record.path, text, own, whole, new, flow=items.style == "[")

    def _copy(self, shown: str, text: str, own: Piece, whole: Piece, new: str, *, flow: bool) -> None:
        if flow:
            copied = text[whole.start : own.start] + new + text[own.end : whole.end]
            self.add(shown, Edit(whole.end, whole.end, f", {copied}"))
            return
        start = line_start(
            text, whole.start if whole.start == own.start and whole.value == "" else dash_of(text, whole)
        )
        end = line_after(text, whole.end)
        lead = "" if text[:end].endswith("\n") else "\n"
        self.add(shown, Edit(end, end, lead + text[start : own.start] + new + text[own.end : end]))

    def _removals(self) -> Iterator[tuple[str, Edit]]:
        """Yield the edits for all removals; a list or mapping that would be empty is removed from the piece around it."""
        gone = {place: set(steps) for place, steps in self._gone.items()}
        while gone:
            shown, path = place = max(gone, key=lambda place: len(place[1]))
            steps = gone.pop(place)
            if any(path[length] in self._gone.get((shown, path[:length]), ()) for length in range(len(path))):
                continue  # a piece around it is removed as well
            text, root = self.file(shown)
            whole = root.at(path)
            if whole is None:
                raise EditError(f"{shown}: nothing to edit at {'.'.join(map(str, path))}")
            numbers = {step for step in steps if isinstance(step, int)}
            keys = {whole.written(step) or step for step in steps if isinstance(step, str)}
            if len(steps) == len(whole.items or whole.entries):
                if path:
                    gone.setdefault((shown, path[:-1]), set()).add(path[-1])
                elif whole.items:
                    yield shown, Edit(root.start, root.end, "[]")
                else:
                    raise EditError(f"{shown}: nothing would be left")
                continue
            found = remove_items(text, whole, numbers) if whole.items else remove_entries(text, whole, keys)
            yield from ((shown, edit) for edit in found)

    def apply(self) -> None:
        """Write the edited texts into the workspace."""
        removed = list(self._removals())
        for shown, edit in removed:
            name = self._workspace.name(shown)
            kept = [one for one in self._edits[name] if not edit.start <= one.start < edit.end]
            self._edits[name] = [*kept, edit]
        for name, edits in self._edits.items():
            text, _ = self._read[name]
            after = apply_edits(text, edits)
            read_pieces(after)
            self._workspace.write(name, after)
        self._read.clear()
        self._edits.clear()
        self._gone.clear()
