"""Edits of references in many files: let them name another record, or take away what would say a thing twice."""

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
"""Keys that make two items of a list different, although both are about one record."""


class ReferenceEdits:
    """Edits gathered by file, and the items and entries that go; ``apply`` makes them all."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[str, tuple[str, Piece]] = {}
        self._edits: dict[str, list[Edit]] = defaultdict(list)
        self._gone: dict[tuple[str, KeyPath], set[str | int]] = defaultdict(set)
        self.dropped: list[tuple[Location, str]] = []
        """Places of what is taken away, with the reason."""

    def file(self, shown: str) -> tuple[str, Piece]:
        """Text and pieces of a file as it is before the edits."""
        name = self._workspace.name(shown)
        if name not in self._read:
            text = self._workspace.text(name) or ""
            root = read_pieces(text)
            if root is None:
                raise EditError(f"{shown} is empty")
            self._read[name] = text, root
        return self._read[name]

    def piece(self, one: Reference) -> Piece:
        """The id itself, as a value or a key."""
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
        """Note an edit of a file."""
        self._edits[self._workspace.name(shown)].append(edit)

    def rename(self, one: Reference, new: str) -> None:
        """Let a reference name another record."""
        text, _ = self.file(one.record.path)
        self.add(one.record.path, replace_text(text, self.piece(one), new))

    def merge(self, one: Reference, into: str, owner_is_into: bool) -> None:
        """Let a reference name the record that it is merged into, unless that would say a thing twice or of itself."""
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
        """Give another item of the list that is about the record already."""
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
        """Take away the item of a list that a reference stands in; ``beside`` is another that stays."""
        text, root = self.file(one.record.path)
        whole = root.at(items)
        if whole is not None and whole.items:
            item, key = whole.items[number], str(one.path[-1])
            reason += values_told(item, beside, besides=key)
            reason += comments_told(text, item, whole_lines=whole.style != "[")
        self._gone[one.record.path, items].add(number)
        self.dropped.append((one.record.node.locate(*items, number), reason))

    def drop_entry(self, one: Reference, mapping: KeyPath, key: str, reason: str, beside: Piece | None = None) -> None:
        """Take away a key whose value a reference is, or that is one; ``beside`` is the value that stays."""
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
        """Take items of a list away."""
        self._gone[shown, items] |= gone

    def copy_item(self, one: Reference, new: str) -> None:
        """Add a copy of the item or entry that holds a reference, in which it names another record."""
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
        """Edits that take away what goes; a list or mapping that would be empty goes from what is around it."""
        gone = {place: set(steps) for place, steps in self._gone.items()}
        while gone:
            shown, path = place = max(gone, key=lambda place: len(place[1]))
            steps = gone.pop(place)
            if any(path[length] in self._gone.get((shown, path[:length]), ()) for length in range(len(path))):
                continue  # what is around it goes anyway
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
