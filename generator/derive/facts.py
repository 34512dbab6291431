"""What is derived from a catalogue, each thing computed once, when it is first asked for.

Stages after ``link`` pass one ``Facts`` on as a value; nothing that it holds knows the clock, the environment or another catalogue.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeVar

from generator.catalog import LOOK_UPS, Catalog
from generator.derive.branches import Branches, families, groups
from generator.derive.compare import Neighbours, pairs
from generator.derive.families import RolePart, matrix_parts, roles_by_family
from generator.derive.filters import Filters
from generator.derive.near import Way, ways_from
from generator.derive.passages import Field, fields
from generator.derive.plan import LearningPlan, Planner, Profile
from generator.derive.portions import Portion, portions_of_tables
from generator.derive.quality import Quality, quality
from generator.derive.reviews import days_by_kind
from generator.derive.tables import TABLES
from generator.reads import LookUp, Memory
from generator.releases.snapshot import ContentVersion, content_version
from generator.store.reading import RecordKey

T = TypeVar("T")
OF_ALL = ("near", "days", "table_parts", "_measured")
"""What is made of all records and noted as a whole or by what is asked of it, like the look-ups of a catalogue."""
UNDATED = datetime.date(1970, 1, 1)
"""Day of a build whose day nothing tells."""


@dataclass(frozen=True, eq=False)
class Facts:
    """A catalogue on a day: of a check the reader's own day, of a build the day that it carries."""

    catalog: Catalog
    day: datetime.date
    told_version: ContentVersion | None = None
    """The version where it is known already."""
    proven: Set[RecordKey] = frozenset()
    """Records in which rules that look at each record on its own found nothing in an earlier run."""

    @property
    def told_day(self) -> datetime.date | None:
        """The day, where something tells it."""
        return None if self.day == UNDATED else self.day

    def without_places(self) -> Facts:
        """The same facts for rendering, without what only problems and digests need."""
        return Facts(Catalog(self.catalog.content.without_places()), self.day, self.version)

    @cached_property
    def unproven(self) -> Catalog:
        """The records at which rules look that look at each on its own; what is looked up over all, the whole catalogue knows."""
        if not self.proven:
            return self.catalog
        content = self.catalog.content
        records = {
            plural: {id: record for id, record in of_kind.items() if (plural, id) not in self.proven}
            for plural, of_kind in content.records.items()
        }
        return Catalog(replace(content, records=records))

    @property
    def passages(self) -> tuple[Field, ...]:
        """All texts of those records in several languages, prose pages last."""
        return self._memory.remember("passages", lambda: fields(self.unproven))

    @property
    def every_passage(self) -> tuple[Field, ...]:
        """All texts of all records, for rules that compare them."""
        return fields(self.catalog) if self.proven else self.passages

    @property
    def version(self) -> ContentVersion:
        """The last release, and whether the content has changed since."""
        return self.told_version or self._memory.remember("version", lambda: content_version(self.catalog))

    @cached_property
    def corpora(self) -> dict[str, str]:
        """Words of all those texts in one, by language: what does not stand there, no rule need look for in each."""
        return {
            language: " ".join(" ".join(text for _, text in texts).split()) for language, texts in self.texts.items()
        }

    @cached_property
    def texts(self) -> dict[str, tuple[tuple[Field, str], ...]]:
        """Those texts by language, each with its field."""
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
        """Of each role the nearest others, the most similar first."""
        return Neighbours(self.catalog)

    @cached_property
    def days(self) -> Mapping[str, tuple[datetime.date | None, datetime.date | None]]:
        """By plural of the kind, the latest day of all records, and the earliest review if each has one."""
        return days_by_kind(self.catalog)

    @cached_property
    def table_portions(self) -> Mapping[str, tuple[Portion, ...]]:
        """Records in the parts of each table that has rows, by name; nothing for one in one piece."""
        return portions_of_tables(self.catalog, TABLES)

    @cached_property
    def table_parts(self) -> Mapping[str, int]:
        """Number of those parts; 0 for a table in one piece."""
        return {name: len(parts) for name, parts in self.table_portions.items()}

    @property
    def quality(self) -> Quality:
        """What the atlas still lacks."""
        return self._measured[""]

    @cached_property
    def _measured(self) -> Mapping[str, Quality]:
        return {"": quality(self.catalog, self.day)}

    @property
    def roles_by_family(self) -> Mapping[str, tuple[str, ...]]:
        """Role ids by family, those without one under the empty id."""
        return self._memory.remember("families", lambda: roles_by_family(self.catalog))

    @property
    def matrix(self) -> tuple[RolePart, ...]:
        """Parts of the matrix: one where it is whole, none where there is nothing to show."""
        return self._memory.remember("matrix", lambda: matrix_parts(self.catalog))

    @cached_property
    def families(self) -> Branches:
        """Families of roles as a tree."""
        return families(self.catalog)

    @cached_property
    def groups(self) -> Branches:
        """Groups of skills as a tree."""
        return groups(self.catalog)

    def prepare(self) -> None:
        """Make what all pages look things up in, so that processes that are started later need not make it each."""
        self.watched()
        for name in LOOK_UPS:
            getattr(self.catalog, name)
        _ = self.days, self.table_parts

    def watched(self) -> Facts:
        """The same facts over a catalogue that notes which records are read."""
        catalog = self.catalog.watched()
        watched = Facts(catalog, self.day, self.told_version)
        # What is made of all records is made once, and no page reads them all for it.
        watched.__dict__.update(families=self.families, groups=self.groups, pairs=self.pairs)
        for name in OF_ALL:
            watched.__dict__[name] = LookUp(name, partial(getattr, self, name), catalog.reads)
        return watched

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self.catalog.reads)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what another module makes of these facts, made once."""
        return self._memory.remember(key, make)

    @property
    def planner(self) -> Planner:
        """What makes plans over the catalogue."""
        return self._memory.remember("planner", lambda: Planner(self.catalog))

    def plan_from_nothing(self, role: str, language: str) -> LearningPlan:
        """The plan of somebody who brings nothing, for readers of a language: the way that the role's page shows."""
        filters = Filters(languages=self.catalog.site.reads(language))
        return self._memory.remember(
            ("plan", role, filters), lambda: self.planner.plan(Profile(role, {}, filters=filters))
        )

    def ways(self, occupation: str, language: str) -> tuple[Way, ...]:
        """Ways from an occupation to the first grade of each role for readers of a language, the nearest role first."""
        reads = self.catalog.site.reads(language)
        return self._memory.remember(("ways", occupation, reads), lambda: ways_from(self.planner, occupation, reads))
