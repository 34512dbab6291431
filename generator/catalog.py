"""Records linked: every reference resolved once, with the reverse look-ups, frozen.

``link`` reports every reference that leads nowhere, with the nearest id. What it returns without problems can be
trusted by all later stages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.model.base import walk
from generator.model.records import Requirement, Role, Skill, Training, TrainingKind, TrainingState
from generator.model.site import Site
from generator.parse import Content, Record
from generator.problems import Problem, did_you_mean, shown

NO_LEVEL = "none"
SUGGESTED_STATES = frozenset({TrainingState.ACTIVE, TrainingState.CHANGING})


@dataclass(frozen=True, slots=True)
class Step:
    """One level step of a skill: reaching level ``rank`` (1 is the lowest level) from the one below it."""

    skill: str
    rank: int


@dataclass(frozen=True, slots=True)
class NeededBy:
    """A role that requires a skill, with the requirement."""

    role: str
    requirement: Requirement


@dataclass(frozen=True, eq=False)
class Catalog:
    """Linked content; a catalogue equals only itself. Ranks count the levels from 1; 0 is "none yet"."""

    content: Content

    @property
    def site(self) -> Site:
        """The site's settings."""
        return self.content.site.value

    @property
    def languages(self) -> tuple[str, ...]:
        """Language ids, the default first."""
        return self.site.language_ids

    @cached_property
    def level_ids(self) -> tuple[str, ...]:
        """Level ids from the lowest to the highest."""
        return tuple(self.content.levels)

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {NO_LEVEL: 0, **{level: rank for rank, level in enumerate(self.level_ids, start=1)}}

    def rank(self, level: str | None) -> int:
        """Rank of a level id; 0 for ``none`` and for a requirement that states no level."""
        return 0 if level is None else self._ranks[level]

    def level_at(self, rank: int) -> str:
        """Level id of a rank from 1 on."""
        return self.level_ids[rank - 1]

    @cached_property
    def group_order(self) -> Mapping[str, int]:
        """Position of each skill group."""
        return {group: place for place, group in enumerate(self.content.groups)}

    def role(self, id: str) -> Role:
        """Give the role of an id."""
        return self.content.roles[id].value

    def skill(self, id: str) -> Skill:
        """Give the skill of an id."""
        return self.content.skills[id].value

    def training(self, id: str) -> Training:
        """Give the training of an id."""
        return self.content.trainings[id].value

    def requirement_ranks(self, role: str, *, essential_only: bool = False) -> dict[str, int]:
        """Give the rank that a role requires, by skill; a requirement without level counts as rank 1."""
        return {
            item.skill: self.rank(item.level) or 1
            for item in self.role(role).requires
            if not essential_only or item.necessity == "essential"
        }

    @cached_property
    def _needed_by(self) -> Mapping[str, tuple[NeededBy, ...]]:
        rows: dict[str, list[NeededBy]] = defaultdict(list)
        for role_id, record in self.content.roles.items():
            for requirement in record.value.requires:
                rows[requirement.skill].append(NeededBy(role_id, requirement))
        order = {"essential": 0, "optional": 1}
        return {
            skill: tuple(
                sorted(
                    items,
                    key=lambda row: (order[row.requirement.necessity], -self.rank(row.requirement.level), row.role),
                )
            )
            for skill, items in rows.items()
        }

    def roles_requiring(self, skill: str) -> tuple[NeededBy, ...]:
        """Roles that require a skill: essential first, then by falling level."""
        return self._needed_by.get(skill, ())

    @cached_property
    def _trainings_by_step(self) -> Mapping[Step, tuple[str, ...]]:
        rows: dict[Step, list[str]] = defaultdict(list)
        for training_id, record in self.content.trainings.items():
            training = record.value
            if training.state not in SUGGESTED_STATES or training.kind not in (
                TrainingKind.COURSE,
                TrainingKind.READING,
            ):
                continue
            for lift in training.teaches:
                for rank in range(self.rank(lift.from_level) + 1, self.rank(lift.to_level) + 1):
                    rows[Step(lift.skill, rank)].append(training_id)
        return {step: tuple(sorted(set(ids), key=self._preference)) for step, ids in rows.items()}

    def _preference(self, training_id: str) -> tuple[object, ...]:
        """Order suggestions: active first, then courses, no machine translation, low cost, a stated length, id."""
        training = self.training(training_id)
        cost = ("free", "freemium", "unknown", "paid").index(training.cost)
        return (
            training.state != TrainingState.ACTIVE,
            training.kind != TrainingKind.COURSE,
            training.languages.machine_translated,
            cost,
            training.duration == "unknown",
            training_id,
        )

    @cached_property
    def _trainings_by_skill(self) -> Mapping[str, tuple[str, ...]]:
        rows: dict[str, set[str]] = defaultdict(set)
        for step, ids in self._trainings_by_step.items():
            rows[step.skill].update(ids)
        return {skill: tuple(sorted(ids, key=self._preference)) for skill, ids in rows.items()}

    def trainings_lifting(self, skill: str) -> tuple[str, ...]:
        """Courses and readings that lift some step of a skill, the preferred ones first."""
        return self._trainings_by_skill.get(skill, ())

    def trainings_for(self, step: Step) -> tuple[str, ...]:
        """Courses and readings that lift exactly this step, the preferred ones first."""
        return self._trainings_by_step.get(step, ())

    @cached_property
    def _exams(self) -> Mapping[Step, tuple[str, ...]]:
        rows: dict[Step, list[str]] = defaultdict(list)
        for training_id, record in self.content.trainings.items():
            if record.value.state in SUGGESTED_STATES:
                for attested in record.value.attests:
                    rows[Step(attested.skill, self.rank(attested.level))].append(training_id)
        return {step: tuple(ids) for step, ids in rows.items()}

    def exams_for(self, step: Step) -> tuple[str, ...]:
        """Exams that attest the level that this step reaches."""
        return self._exams.get(step, ())

    @cached_property
    def _references(self) -> Mapping[str, tuple[str, ...]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for training_id, record in self.content.trainings.items():
            if record.value.state in SUGGESTED_STATES:
                for skill in record.value.about:
                    rows[skill].append(training_id)
        return {skill: tuple(ids) for skill, ids in rows.items()}

    def references_for(self, skill: str) -> tuple[str, ...]:
        """List the references (laws, standards, documentation) that accompany a skill."""
        return self._references.get(skill, ())

    @cached_property
    def _prerequisite_for(self) -> Mapping[str, tuple[str, ...]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for skill_id, record in self.content.skills.items():
            for item in record.value.prerequisites:
                if skill_id not in rows[item.skill]:
                    rows[item.skill].append(skill_id)
        return {skill: tuple(ids) for skill, ids in rows.items()}

    def prerequisite_for(self, skill: str) -> tuple[str, ...]:
        """Skills that build on this one."""
        return self._prerequisite_for.get(skill, ())

    @cached_property
    def _skills_by_group(self) -> Mapping[str, tuple[str, ...]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for skill_id, record in self.content.skills.items():
            rows[record.value.group].append(skill_id)
        return {group: tuple(rows[group]) for group in self.content.groups if rows[group]}

    @property
    def skills_by_group(self) -> Mapping[str, tuple[str, ...]]:
        """Skill ids by group, groups in their order."""
        return self._skills_by_group


# --- linking


@dataclass(frozen=True, slots=True)
class _Reference:
    record: Record[Any]
    path: tuple[str | int, ...]
    kind: str
    target: str
    key: bool = False


def link(content: Content) -> tuple[Catalog, list[Problem]]:
    """Resolve every reference; a catalogue with problems must not be used further."""
    targets: dict[str, Iterable[str]] = {
        "role": content.roles,
        "skill": content.skills,
        "training": content.trainings,
        "occupation": content.occupations,
        "level": content.levels,
        "level or none": (NO_LEVEL, *content.levels),
        "group": content.groups,
        "format": content.formats,
        "provider": content.providers,
        "scheme": content.schemes,
        "training or none": (NO_LEVEL, *content.trainings),
    }
    known = {kind: frozenset(ids) for kind, ids in targets.items()}
    problems = []
    for reference in _references(content):
        ids = known[reference.kind]
        if reference.target not in ids:
            problems.append(_unknown(reference, sorted(ids)))
    problems.extend(_unlisted_sources(content))
    return Catalog(content), problems


def _unknown(reference: _Reference, ids: list[str]) -> Problem:
    noun = reference.kind.split(" ")[0]
    article = "an" if noun[0] in "aeiou" else "a"
    if not ids:
        expected = f"{article} {noun}, but there is none yet"
    else:
        expected = "one of " + ", ".join(ids) if len(ids) <= 12 else f"the id of {article} {noun}"
    place = reference.record.locate(*reference.path, key=reference.key)
    return Problem(place, f"unknown-{noun}", shown(reference.target), expected, did_you_mean(reference.target, ids))


def _references(content: Content) -> Iterator[_Reference]:
    for role in content.roles.values():
        yield from _role_references(role)
    for skill in content.skills.values():
        yield from _skill_references(skill)
    for training in content.trainings.values():
        yield from _training_references(training)
    for occupation in content.occupations.values():
        for skill_id, level in occupation.value.levels.items():
            yield _Reference(occupation, ("levels", skill_id), "skill", skill_id, key=True)
            yield _Reference(occupation, ("levels", skill_id), "level", level)
    for term in content.glossary.values():
        for number, skill_id in enumerate(term.value.skills):
            yield _Reference(term, ("skills", number), "skill", skill_id)
    for kind in (content.roles, content.skills, content.trainings, content.occupations):
        for record in kind.values():
            for number, mapped in enumerate(record.value.mappings):
                yield _Reference(record, ("mappings", number, "scheme"), "scheme", mapped.scheme)


def _role_references(record: Record[Role]) -> Iterator[_Reference]:
    for number, item in enumerate(record.value.requires):
        yield _Reference(record, ("requires", number, "skill"), "skill", item.skill)
        if item.level is not None:
            yield _Reference(record, ("requires", number, "level"), "level", item.level)
    for number, boundary in enumerate(record.value.boundary):
        yield _Reference(record, ("boundary", number, "role"), "role", boundary.role)
    for number, route in enumerate(record.value.entry_routes):
        yield _Reference(record, ("entry_routes", number, "occupation"), "occupation", route.occupation)


def _skill_references(record: Record[Skill]) -> Iterator[_Reference]:
    yield _Reference(record, ("group",), "group", record.value.group)
    for level in record.value.levels:
        yield _Reference(record, ("levels", level), "level", level, key=True)
    for number, item in enumerate(record.value.prerequisites):
        yield _Reference(record, ("prerequisites", number, "skill"), "skill", item.skill)
        yield _Reference(record, ("prerequisites", number, "level"), "level", item.level)
        yield _Reference(record, ("prerequisites", number, "from"), "level", item.from_level)
    for number, skill_id in enumerate(record.value.related):
        yield _Reference(record, ("related", number), "skill", skill_id)


def _training_references(record: Record[Training]) -> Iterator[_Reference]:
    training = record.value
    yield _Reference(record, ("provider",), "provider", training.provider)
    yield _Reference(record, ("format",), "format", training.format)
    for number, lift in enumerate(training.teaches):
        yield _Reference(record, ("teaches", number, "skill"), "skill", lift.skill)
        yield _Reference(record, ("teaches", number, "from"), "level or none", lift.from_level)
        yield _Reference(record, ("teaches", number, "to"), "level", lift.to_level)
    for key, rows in (("attests", training.attests), ("prerequisites", training.prerequisites)):
        for number, row in enumerate(rows):
            yield _Reference(record, (key, number, "skill"), "skill", row.skill)
            yield _Reference(record, (key, number, "level"), "level", row.level)
    for number, skill_id in enumerate(training.about):
        yield _Reference(record, ("about", number), "skill", skill_id)
    if training.successor is not None:
        yield _Reference(record, ("successor",), "training or none", training.successor)


def _unlisted_sources(content: Content) -> Iterator[Problem]:
    """Find ``source: key`` without such a key under the record's ``sources``."""
    for kind in (content.roles, content.skills, content.trainings, content.occupations):
        for record in kind.values():
            sources = record.value.sources
            for path, key in walk(record.value):
                if path and path[-1] == "source" and isinstance(key, str) and key not in sources:
                    expected = "a key under sources: " + (", ".join(sources) or "(none listed)")
                    hint = did_you_mean(key, sources)
                    yield Problem(record.locate(*path), "unknown-source", shown(key), expected, hint)
