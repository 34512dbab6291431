"""The catalogue: linked records, read-only, with every reference resolved and reverse look-ups (``generator.link`` makes it)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import NamedTuple

from generator.content import Content
from generator.grades import Grades, atlas_grades
from generator.kinds.role import Necessity, Requirement, Role
from generator.kinds.skill import Skill, SkillLevel
from generator.kinds.training import Teaches, Training, TrainingKind, TrainingState
from generator.model.marks import NONE, find
from generator.model.parts import Basis, Sourced
from generator.model.site import Site
from generator.preference import preference
from generator.reads import LookUp, Reads, Watched

SUGGESTED_STATES = frozenset({TrainingState.ACTIVE, TrainingState.CHANGING})

LOOK_UPS = {
    "_needed_by": "roles/requires", "_prerequisite_for": "skills/prerequisites",
    **dict.fromkeys(("_skills_by_group", "_members"), "skills/groups"),
    **dict.fromkeys(("_trainings_by_step", "_trainings_by_skill", "_exams", "_references"), "trainings"),
}  # fmt: skip
"""Look-ups over all records, each with the field (or plural) it is computed from; a watched catalogue notes the keys looked up."""
SHARED = ("knows_ways", "several_origins", "_grades", "ranks", "level_ids", "group_order")
"""Values computed from all records whose use is not noted: a cache of pages must check itself whether they have changed."""
_BY_ID = ("_roles", "_skills", "_trainings")


class Step(NamedTuple):
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
    """Linked content; a catalogue equals only itself. Ranks count the proficiency levels from 1 (the lowest); 0 is "none yet".

    ``reads`` notes the records that are asked for; the notes are complete only in a catalogue from ``watched``.
    """

    content: Content
    reads: Reads = field(default_factory=Reads)

    def watched(self) -> Catalog:
        """Return the same catalogue with ``reads`` of its own, in which every access to a record is noted."""
        reads = Reads()
        records = {plural: Watched(plural, dict(kind), reads) for plural, kind in self.content.records.items()}
        pages = Watched("pages", self.content.pages, reads)
        confirmed = LookUp("confirmed", lambda: self.content.confirmed, reads)
        watched = Catalog(replace(self.content, records=records, pages=pages, confirmed=confirmed), reads)
        # These values are taken from ``self``: computed once, they do not make a page depend on all records.
        for name in LOOK_UPS:
            watched.__dict__[name] = LookUp(name, partial(getattr, self, name), reads)
        for name in (*_BY_ID, *SHARED):
            watched.__dict__[name] = getattr(self, name)
        return watched

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
    def ranks(self) -> Mapping[str, int]:
        """Rank of each level."""
        return {level: rank for rank, level in enumerate(self.level_ids, start=1)}

    def rank(self, level: str | None) -> int:
        """Return the rank of a level id; 0 for ``none`` and for a requirement that states no level."""
        return 0 if level is None or level == NONE else self.ranks[level]

    def level_at(self, rank: int) -> str:
        """Return the level id of a rank from 1 on."""
        return self.level_ids[rank - 1]

    @cached_property
    def group_order(self) -> Mapping[str, int]:
        """Position of each skill group."""
        return {group: place for place, group in enumerate(self.content.groups)}

    @cached_property
    def _roles(self) -> Mapping[str, Role]:
        return {id: record.value for id, record in self.content.roles.items()}

    @cached_property
    def _skills(self) -> Mapping[str, Skill]:
        return {id: record.value for id, record in self.content.skills.items()}

    @cached_property
    def _trainings(self) -> Mapping[str, Training]:
        return {id: record.value for id, record in self.content.trainings.items()}

    def role(self, id: str) -> Role:
        """Return the role with an id. Raises ``KeyError`` if there is none."""
        self.reads.seen.add(("roles", id))
        return self._roles[id]

    def skill(self, id: str) -> Skill:
        """Return the skill with an id. Raises ``KeyError`` if there is none."""
        self.reads.seen.add(("skills", id))
        return self._skills[id]

    def written(self, step: Step) -> SkillLevel | None:
        """Return the texts of the level that a step reaches, or ``None`` if the skill leaves this level out."""
        return self.skill(step.skill).levels.get(self.level_at(step.rank))

    def training(self, id: str) -> Training:
        """Return the training with an id. Raises ``KeyError`` if there is none."""
        self.reads.seen.add(("trainings", id))
        return self._trainings[id]

    @cached_property
    def _grades(self) -> Grades:
        return atlas_grades(self.content)

    @property
    def grades(self) -> tuple[str, ...]:
        """Ids of the grades in their order; one nameless stage where the atlas names none."""
        return self._grades.ids

    @property
    def reference_grade(self) -> str:
        """Id of the grade at which roles that have it are compared."""
        return self._grades.reference

    def reference_of(self, role: str) -> str:
        """Return the id of the grade at which a role is compared: the reference grade, or else its own grade nearest to it."""
        return self._stages(role)[1]

    @cached_property
    def _grades_by_role(self) -> dict[str, tuple[tuple[str, ...], str, bool]]:
        return {}

    def _levelled(self, role: str) -> Role:
        """Return a role of which the caller reads only grades and requirements, and note only these as read."""
        self.reads.seen.update((("roles/grades", role), ("roles/requires", role)))
        return self._roles[role]

    def _stages(self, role: str) -> tuple[tuple[str, ...], str, bool]:
        """Return the grades of a role, the grade at which it is compared, and whether it states any required level."""
        record = self._levelled(role)
        known = self._grades_by_role.get(role)
        if known is None:
            states = any(item.level for item in record.requires)
            known = self._grades.of(record), self._grades.reference_of(record), states
            self._grades_by_role[role] = known
        return known

    def grades_of(self, role: str) -> tuple[str, ...]:
        """Return the grades of a role, in their order."""
        return self._stages(role)[0]

    def grades_before(self, role: str, grade: str) -> tuple[str, ...]:
        """Return the grades of a role that come right before one of its grades; several where tracks meet."""
        return self._grades.before(self._levelled(role), grade)

    def level_at_grade(self, role: str, requirement: Requirement, grade: str) -> str | None:
        """Return the level that a requirement asks for at a grade: an id, "none", or ``None`` where no level is stated."""
        return self._grades.level(self._levelled(role), requirement, grade, self.reference_of(role))

    @cached_property
    def _required(self) -> dict[tuple[str, str, bool], Mapping[str, int]]:
        return {}

    def requirement_ranks(
        self, role: str, *, essential_only: bool = False, grade: str | None = None
    ) -> Mapping[str, int]:
        """Return required ranks by skill at a grade, by default the one the role is compared at; a skill without a level counts as 1."""
        record = self._levelled(role)
        reference = self.reference_of(role)
        at = reference if grade is None else grade
        known = self._required.get((role, at, essential_only))
        if known is None:
            ranks = {
                item.skill: self._grades.rank_asked(self._grades.level(record, item, at, reference))
                for item in record.requires
                if not essential_only or item.necessity is Necessity.ESSENTIAL
            }
            known = {skill: rank for skill, rank in ranks.items() if rank}
            self._required[role, at, essential_only] = known
        return known

    def ranks_to_reach(self, role: str, grade: str | None = None) -> Mapping[str, int]:
        """Return the ranks that a role's essential skills require at a grade, by skill; empty if the role states no levels."""
        return self.requirement_ranks(role, essential_only=True, grade=grade) if self.states_levels(role) else {}

    def states_levels(self, role: str) -> bool:
        """Return whether a role states any required level; roles taken from other schemes may state none."""
        return self._stages(role)[2]

    def highest_rank(self, role: str, requirement: Requirement) -> int:
        """Return the rank of the highest level that a requirement asks for at any grade of its role."""
        return max(self._grades.rank_asked(self.level_at_grade(role, requirement, at)) for at in self.grades_of(role))

    @cached_property
    def _needed_by(self) -> Mapping[str, tuple[NeededBy, ...]]:
        rows: dict[str, list[NeededBy]] = defaultdict(list)
        for role_id, record in self.content.roles.items():
            for requirement in record.value.requires:
                rows[requirement.skill].append(NeededBy(role_id, requirement))

        def place(row: NeededBy) -> tuple[bool, int, str]:
            return row.requirement.necessity is not Necessity.ESSENTIAL, -self.rank(row.requirement.level), row.role

        return {skill: tuple(sorted(items, key=place)) for skill, items in rows.items()}

    def roles_requiring(self, skill: str) -> tuple[NeededBy, ...]:
        """Return the roles that require a skill: essential first, then by falling level."""
        return self._needed_by.get(skill, ())

    @cached_property
    def _trainings_by_step(self) -> Mapping[Step, tuple[str, ...]]:
        rows: dict[Step, list[str]] = defaultdict(list)
        for training_id, record in self.content.trainings.items():
            training = record.value
            lifts = training.kind in (TrainingKind.COURSE, TrainingKind.READING)
            for lift in training.teaches if lifts and training.state in SUGGESTED_STATES else ():
                for step in self.lifted(lift):
                    rows[step].append(training_id)
        return {step: tuple(sorted(set(ids), key=self._preference)) for step, ids in rows.items()}

    def lifted(self, lift: Teaches) -> Iterator[Step]:
        """Yield the level steps that a training lifts in a skill."""
        return (Step(lift.skill, rank) for rank in range(self.rank(lift.from_level) + 1, self.rank(lift.to_level) + 1))

    def _preference(self, training_id: str) -> tuple[int, bool, str]:
        return preference(training_id, self.training(training_id))

    @cached_property
    def _trainings_by_skill(self) -> Mapping[str, tuple[str, ...]]:
        rows: dict[str, set[str]] = defaultdict(set)
        for step, ids in self._trainings_by_step.items():
            rows[step.skill].update(ids)
        return {skill: tuple(sorted(ids, key=self._preference)) for skill, ids in rows.items()}

    def trainings_lifting(self, skill: str) -> tuple[str, ...]:
        """Return the courses and readings that lift some step of a skill, the preferred ones first."""
        return self._trainings_by_skill.get(skill, ())

    def trainings_for(self, step: Step) -> tuple[str, ...]:
        """Return the courses and readings that lift exactly this step, the preferred ones first."""
        return self._trainings_by_step.get(step, ())

    @cached_property
    def knows_ways(self) -> bool:
        """Whether any course, reading or practice leads to a level; a framework that only names levels has none of them."""
        return bool(self._trainings_by_step) or any(
            level.practice for record in self.content.skills.values() for level in record.value.levels.values()
        )

    @cached_property
    def several_origins(self) -> bool:
        """Whether any statement comes from an article or a source; if all are editorial, pages need not say so."""
        kinds = (self.content.roles, self.content.occupations, self.content.trainings)
        return any(
            part.basis is not Basis.EDITORIAL
            for records in kinds
            for record in records.values()
            for _, _, part, _ in find(record.value, Sourced)
        )

    @cached_property
    def _exams(self) -> Mapping[Step, tuple[str, ...]]:
        rows: dict[Step, list[str]] = defaultdict(list)
        for training_id, record in self.content.trainings.items():
            if record.value.state in SUGGESTED_STATES:
                for attested in record.value.attests:
                    rows[Step(attested.skill, self.rank(attested.level))].append(training_id)
        return {step: tuple(ids) for step, ids in rows.items()}

    def exams_for(self, step: Step) -> tuple[str, ...]:
        """Return the exams that attest the level that this step reaches."""
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
        """Return the references (laws, standards, documentation) that accompany a skill."""
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
        """Return the skills that build on this one."""
        return self._prerequisite_for.get(skill, ())

    @cached_property
    def _skills_by_group(self) -> Mapping[str, tuple[str, ...]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for skill_id, record in self.content.skills.items():
            rows[record.value.group].append(skill_id)
        return {group: tuple(rows[group]) for group in self.content.groups if rows[group]}

    def skills_of_group(self, group: str) -> tuple[str, ...]:
        """Return the skill ids of a group, including skills whose main group is another one."""
        return self._members.get(group, ())

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, ...]]:
        rows: dict[str, list[str]] = defaultdict(list)
        for skill_id, record in self.content.skills.items():
            for group in record.value.groups:
                rows[group].append(skill_id)
        return {group: tuple(ids) for group, ids in rows.items()}

    @property
    def skills_by_group(self) -> Mapping[str, tuple[str, ...]]:
        """Skill ids by main group, the groups in their order; each skill occurs once."""
        return self._skills_by_group
