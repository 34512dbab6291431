"""Link records into a catalogue: resolve every reference, and report each that leads nowhere with the nearest id.

The type of a field says what it refers to (``model.marks.Ref``). Later stages may rely on a catalogue without problems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalog import LOOK_UPS, Catalog
from generator.content import Content, Record
from generator.grades import Grades, atlas_grades
from generator.kinds import KINDS
from generator.kinds.role import Requirement, Role
from generator.model.marks import NONE, SOURCE, KeyPath, Ref, find
from generator.problems import Problem, did_you_mean, shown

_OF_ROLES = dict.fromkeys(("_required", "_grades_by_role"), ("roles/requires", "roles/grades"))
"""Caches of a catalogue for the roles asked for so far, each with the fields that it is computed from."""


@dataclass(frozen=True, slots=True)
class _Targets:
    """Ids that may be referred to, by kind."""

    ids: Mapping[str, Mapping[str, object]]

    def holds(self, ref: Ref, target: str) -> bool:
        if (ref.none and target == NONE) or (ref.open and not any(self.ids[kind] for kind in ref.kinds)):
            return True
        return any(target in self.ids[kind] for kind in ref.kinds)

    def list(self, ref: Ref) -> list[str]:
        ids = (id for kind in ref.kinds for id in self.ids[kind])
        return list(dict.fromkeys((*((NONE,) if ref.none else ()), *ids)))


class Anything(dict[str, object]):
    """Stand-in for the ids of a kind whose list can't be read: it contains every id."""

    def __contains__(self, id: object) -> bool:
        return True


def link(
    content: Content,
    unread: Mapping[str, Mapping[str, object]] | None = None,
    before: Mapping[str, Mapping[str, object]] | None = None,
) -> tuple[Catalog, list[Problem]]:
    """Resolve every reference and return the catalogue with the problems; a catalogue with problems must not be used further.

    ``unread`` are ids, by plural of the kind, of records that exist but can't be read: references may lead to them.
    ``before`` are records whose references all led somewhere: if the ids are the same, only objects not among them are checked.
    """
    targets = _Targets(
        {
            kind.name: _ids(content.records[kind.plural], (unread or {}).get(kind.plural))
            for kind in KINDS
            if kind.has_ids
        }
    )
    problems = [problem for record in (content.site, *_changed(content, before)) for problem in _lost(record, targets)]
    return Catalog(content if problems or unread else _with_levels(content)), problems


def take_over(catalog: Catalog, before: Catalog) -> None:
    """Copy the look-ups of ``before`` into ``catalog`` where the records or fields that they are computed from are the same."""
    for name, sources in (*((name, (source,)) for name, source in LOOK_UPS.items()), *_OF_ROLES.items()):
        if name in vars(before) and all(
            _is_same(catalog.content, before.content, source) for source in (*sources, "levels", "grades", "groups")
        ):
            vars(catalog)[name] = vars(before)[name]


def _is_same(one: Content, other: Content, source: str) -> bool:
    """Return whether two contents have the same records of a kind in the same order, or the same field in each (``roles/requires``)."""
    plural, _, field = source.partition("/")
    left, right = one.records[plural], other.records[plural]
    return list(left) == list(right) and all(
        record is right[id] or (getattr(record.value, field) == getattr(right[id].value, field) if field else False)
        for id, record in left.items()
    )


def _changed(content: Content, before: Mapping[str, Mapping[str, object]] | None) -> Iterator[Record[Any]]:
    """Yield the records that are not the same objects as before if the ids are the same, else all records."""
    known = before or {}
    same_ids = all(
        plural in known and known[plural].keys() == records.keys() for plural, records in content.records.items()
    )
    for plural, records in content.records.items():
        earlier = known[plural] if same_ids else {}
        yield from (record for id, record in records.items() if earlier.get(id) is not record)


def _ids(records: Mapping[str, object], unread: Mapping[str, object] | None) -> Mapping[str, object]:
    return unread if isinstance(unread, Anything) else {**records, **unread} if unread else records


def _lost(record: Record[Any], targets: _Targets) -> Iterator[Problem]:
    """Yield a problem for each reference of a record that leads nowhere."""
    for path, ref, target, is_key in find(record.value, Ref):
        if ref.kind == SOURCE:
            if target not in record.value.sources:
                yield _unlisted_source(record, path, target)
        elif not targets.holds(ref, target):
            yield _unknown(record, path, ref, target, targets.list(ref), key=is_key)


def _unknown(record: Record[Any], path: KeyPath, ref: Ref, target: str, ids: list[str], *, key: bool) -> Problem:
    noun = " or ".join(ref.kinds)
    article = "an" if noun[0] in "aeiou" else "a"
    if not ids:
        expected = f"{article} {noun}, but there is none yet"
    else:
        expected = "one of " + ", ".join(ids) if len(ids) <= 12 else f"the id of {article} {noun}"
    place = record.locate(*path, key=key)
    return Problem(place, f"unknown-{ref.kind}", shown(target), expected, did_you_mean(target, ids))


def _unlisted_source(record: Record[Any], path: KeyPath, key: str) -> Problem:
    sources = record.value.sources
    expected = "a key under sources: " + (", ".join(sources) or "(none listed)")
    return Problem(record.locate(*path), "unknown-source", shown(key), expected, did_you_mean(key, sources))


def _with_levels(content: Content) -> Content:
    """Return the content in which requirements with levels by grade also state the level at the grade their role is compared at."""
    grades = atlas_grades(content)
    graded = {
        id: Record(id, _with_reference_levels(record.value, grades), record.path, record.node, record.prefix)
        for id, record in content.roles.items()
        if any(item.levels for item in record.value.requires)
    }
    return content.with_records("roles", {**content.roles, **graded}) if graded else content


def _with_reference_levels(role: Role, grades: Grades) -> Role:
    reference = grades.reference_of(role)

    def stated(item: Requirement) -> Requirement:
        level = grades.level(role, item, reference, reference)
        return item.model_copy(update={"level": level}) if item.levels else item

    return role.model_copy(update={"requires": tuple(map(stated, role.requires))})
