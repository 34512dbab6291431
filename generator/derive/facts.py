"""Everything that is derived from a catalogue, each value computed once, on first access.

The stages after ``link`` pass one ``Facts`` on as a value. Nothing in it depends on the clock, the environment or another catalogue.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeVar

from generator.catalog import LOOK_UPS, Catalog
from generator.derive.branches import Branches, family_tree, group_tree
from generator.derive.compare import Neighbours, pairs
from generator.derive.families import RolePart, matrix_parts, roles_by_family
from generator.derive.filters import Filters
from generator.derive.near import WayToRole, ways_from
from generator.derive.passages import Field, fields
from generator.derive.plan import LearningPlan, Planner, Profile
from generator.derive.portions import Portion, portions_of_tables
from generator.derive.quality import Quality, quality
from generator.derive.reviews import days_by_kind
from generator.derive.tables import PUBLISHED_TABLES
from generator.reads import LookUp, Memory
from generator.releases.snapshot import ContentVersion, content_version
from generator.store.reading import RecordKey

T = TypeVar("T")
OF_ALL = ("near", "days", "table_parts", "_measured")
"""Attributes computed from all records. Like the look-ups of a catalogue, each notes which of its keys were asked for."""
UNDATED = datetime.date(1970, 1, 1)
"""Stands for the day of a build that has no stated day."""


@dataclass(frozen=True, eq=False)
class Facts:
    """A catalogue with a day: for a check the day of the run, for a build the day that the build carries."""

    catalog: Catalog
    day: datetime.date
    known_version: ContentVersion | None = None
    """The content version, where it is known already."""
    clean_records: Set[RecordKey] = frozenset()
    """Records in which the rules that look at each record alone found nothing in an earlier run."""

    @property
    def stated_day(self) -> datetime.date | None:
        """The day, or ``None`` where it is not stated."""
        return None if self.day == UNDATED else self.day

    def without_places(self) -> Facts:
        """Return the same facts for rendering, without the positions in files that only problems and digests need."""
        return Facts(Catalog(self.catalog.content.without_places()), self.day, self.version)

    @cached_property
    def catalog_to_check(self) -> Catalog:
        """The records for rules that look at each record alone: all but ``clean_records``. Use ``catalog`` to look things up over all."""
        if not self.clean_records:
            return self.catalog
        content = self.catalog.content
        records = {
            plural: {id: record for id, record in of_kind.items() if (plural, id) not in self.clean_records}
            for plural, of_kind in content.records.items()
        }
        return Catalog(replace(content, records=records))

    @property
    def passages(self) -> tuple[Field, ...]:
        """All texts of the records of ``catalog_to_check`` that exist in each language, prose pages last."""
        return self._memory.remember("passages", lambda: fields(self.catalog_to_check))

    @property
    def every_passage(self) -> tuple[Field, ...]:
        """The same for all records, for rules that compare texts with each other."""
        return fields(self.catalog) if self.clean_records else self.passages

    @property
    def version(self) -> ContentVersion:
        """The last release, and whether the content has changed since."""
        return self.known_version or self._memory.remember("version", lambda: content_version(self.catalog))

    @cached_property
    def corpora(self) -> dict[str, str]:
        """All of ``texts`` joined into one per language: a rule need not look for a word in each text if it is not in here."""
        return {
            language: " ".join(" ".join(text for _, text in texts).split()) for language, texts in self.texts.items()
        }

    @cached_property
    def texts(self) -> dict[str, tuple[tuple[Field, str], ...]]:
        """Texts of ``passages`` by language, each with its field."""
        return {
            language: tuple((field, field.texts[language]) for field in self.passages if language in field.texts)
            for language in self.catalog.languages
        }

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of roles that get a page."""
        return pairs(self.catalog, self.near)

    @cached_property
    def near(self) -> Neighbours:
        """For each role the nearest other roles, the most similar first."""
        return Neighbours(self.catalog)

    @cached_property
    def days(self) -> Mapping[str, tuple[datetime.date | None, datetime.date | None]]:
        """By plural of the kind, the latest day in all records, and the earliest last review if every record has one."""
        return days_by_kind(self.catalog)

    @cached_property
    def table_portions(self) -> Mapping[str, tuple[Portion, ...]]:
        """Records in each part of each table that has rows, by table name; empty for a table in one piece."""
        return portions_of_tables(self.catalog, PUBLISHED_TABLES)

    @cached_property
    def table_parts(self) -> Mapping[str, int]:
        """Number of ``table_portions`` by table name; 0 for a table in one piece."""
        return {name: len(parts) for name, parts in self.table_portions.items()}

    @property
    def quality(self) -> Quality:
        """What the atlas still lacks, in figures and lists."""
        return self._measured[""]

    @cached_property
    def _measured(self) -> Mapping[str, Quality]:
        return {"": quality(self.catalog, self.day)}

    @property
    def roles_by_family(self) -> Mapping[str, tuple[str, ...]]:
        """Role ids by family; roles without a family are under the empty id."""
        return self._memory.remember("families", lambda: roles_by_family(self.catalog))

    @property
    def matrix(self) -> tuple[RolePart, ...]:
        """Parts of the role-skill matrix: one if it is shown whole, none if there is nothing to show."""
        return self._memory.remember("matrix", lambda: matrix_parts(self.catalog))

    @cached_property
    def family_tree(self) -> Branches:
        """Families of roles as a tree."""
        return family_tree(self.catalog)

    @cached_property
    def group_tree(self) -> Branches:
        """Groups of skills as a tree."""
        return group_tree(self.catalog)

    def prepare(self, *, all_pages: bool = False) -> None:
        """Compute the look-ups that all pages use, so that processes started later need not each compute them.

        With ``all_pages``, also compute the near roles of each role and the figures of the quality page.
        """
        self.watched()
        for name in LOOK_UPS:
            getattr(self.catalog, name)
        _ = self.days, self.table_parts
        if all_pages:
            _ = self._measured, list(self.near.values())

    def watched(self) -> Facts:
        """Return the same facts over a catalogue that notes which records are read."""
        catalog = self.catalog.watched()
        watched = Facts(catalog, self.day, self.known_version)
        # These are computed from all records, once; a page that uses them should not be noted as reading every record.
        watched.__dict__.update(family_tree=self.family_tree, group_tree=self.group_tree, pairs=self.pairs)
        for name in OF_ALL:
            watched.__dict__[name] = LookUp(name, partial(getattr, self, name), catalog.reads)
        return watched

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self.catalog.reads)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value that another module makes from these facts, made once for each key."""
        return self._memory.remember(key, make)

    @property
    def planner(self) -> Planner:
        """The planner over the catalogue."""
        return self._memory.remember("planner", lambda: Planner(self.catalog))

    def plan_from_nothing(self, role: str, language: str) -> LearningPlan:
        """Return the plan to a role for someone without any skills who reads a language: the way that the role's page shows."""
        filters = Filters(languages=self.catalog.site.reads(language))
        return self._memory.remember(
            ("plan", role, filters), lambda: self.planner.plan(Profile(role, {}, filters=filters))
        )

    def ways(self, occupation: str, language: str) -> tuple[WayToRole, ...]:
        """Return the ways from an occupation to the first grade of each role for readers of a language, the nearest role first."""
        reads = self.catalog.site.reads(language)
        return self._memory.remember(("ways", occupation, reads), lambda: ways_from(self.planner, occupation, reads))
