"""Take snapshots of the catalogue, and determine the version of the content to publish."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.kinds import KINDS
from generator.kinds.role import Necessity, Role
from generator.kinds.skill import Skill
from generator.kinds.training import Training
from generator.model.marks import settings_of
from generator.releases.model import (
    Lift,
    ReleasedGrade,
    ReleasedLevel,
    ReleasedRole,
    ReleasedSkill,
    ReleasedTraining,
    RequiredSkill,
    Snapshot,
)

_SHORT = 16
"""Hexadecimal digits kept of the digest of a text: enough to distinguish two wordings of the same text."""


@dataclass(frozen=True, slots=True)
class ContentVersion:
    """The version of the last release (empty if there is none), and whether the content has changed in any way since."""

    release: str
    changed: bool


def content_version(catalog: Catalog) -> ContentVersion:
    """Return the version of the current content."""
    releases = catalog.content.releases
    if not releases:
        return ContentVersion("", False)
    return ContentVersion(releases[-1].version, releases[-1].digest != content_digest(catalog))


def content_digest(catalog: Catalog) -> str:
    """Return the SHA-256 (hexadecimal) of what the authors wrote: records, vocabularies, glossary and prose, not comments and settings."""
    digest = hashlib.sha256()
    for part in _parts(catalog):
        digest.update(json.dumps(part, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def _parts(catalog: Catalog) -> Iterator[Any]:
    content = catalog.content
    for kind in KINDS:
        records = content.records[kind.plural] if kind.digested else {}
        if records:
            yield kind.plural
        for id, record in records.items():
            yield [id, _without_settings(record.value, record.written())]
    for id, texts in content.pages.items():
        for language, page in sorted(texts.items()):
            yield [id, language, _without_settings(page.front, page.node.plain()), page.markdown.splitlines()]


def _without_settings(value: BaseModel, written: Any) -> Any:
    """Return what an author wrote without the fields that are settings."""
    settings = settings_of(type(value))
    return {key: item for key, item in written.items() if key not in settings} if settings else written


def snapshot(catalog: Catalog, version: str, date: datetime.date, digest: str | None = None) -> Snapshot:
    """Return a snapshot of the catalogue; ``digest`` is that of its content if it is known already."""
    content = catalog.content
    return Snapshot(
        version=version,
        date=date,
        digest=content_digest(catalog) if digest is None else digest,
        levels=tuple(ReleasedLevel(id=id, title=dict(record.value.title)) for id, record in content.levels.items()),
        grades=tuple(
            ReleasedGrade(id=id, title=dict(record.value.title), reference=id == catalog.reference_grade)
            for id, record in content.grades.items()
        ),
        roles={id: _role(catalog, id) for id in content.roles},
        skills={
            id: ReleasedSkill(
                title=dict(record.value.title),
                prerequisites=_prerequisites(catalog, record.value),
                statements=_statements(catalog, record.value),
            )
            for id, record in content.skills.items()
        },
        trainings={
            id: ReleasedTraining(
                title=record.value.title, state=record.value.state, lifts=_lifts(catalog, record.value)
            )
            for id, record in content.trainings.items()
        },
    )


def _text_digest(texts: Mapping[str, str]) -> str:
    """Return the first ``_SHORT`` hexadecimal digits of the SHA-256 of a text in all its languages."""
    canonical = json.dumps(dict(texts), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:_SHORT]


def _role(catalog: Catalog, id: str) -> ReleasedRole:
    role = catalog.role(id)
    grades = catalog.grades_of(id) if catalog.content.grades else ()
    return ReleasedRole(
        title=dict(role.title),
        requires={
            item.skill: RequiredSkill(
                level=item.level,
                necessity=item.necessity,
                levels={grade: catalog.level_at_grade(id, item, grade) for grade in grades},
            )
            for item in sorted(role.requires, key=lambda item: item.skill)
        },
        qualification=_qualification(role),
        grades=grades,
    )


def _qualification(role: Role) -> str | None:
    return _text_digest(role.formal_qualification.text) if role.formal_qualification else None


def _statements(catalog: Catalog, skill: Skill) -> dict[str, str]:
    return {id: _text_digest(skill.levels[id].statement) for id in sorted(skill.levels, key=catalog.rank)}


def _prerequisites(catalog: Catalog, skill: Skill) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for item in sorted(skill.prerequisites, key=lambda item: (catalog.rank(item.from_level), item.skill)):
        found.setdefault(item.from_level, {})[item.skill] = item.level
    return found


def _lifts(catalog: Catalog, training: Training) -> dict[str, Lift]:
    """Return what a training teaches and attests by skill; several steps in a skill become one, from the lowest level to the highest."""
    taught: dict[str, Lift] = {}
    for item in training.teaches:
        known = taught.get(item.skill)
        ends = [(item.from_level, item.to_level), *([(known.from_level, known.to_level)] if known else [])]
        low = min((start for start, _ in ends), key=catalog.rank)
        high = max((end for _, end in ends), key=catalog.rank)
        taught[item.skill] = Lift(from_level=low, to_level=high)
    attested = {item.skill: Lift(from_level=None, to_level=item.level) for item in training.attests}
    return dict(sorted({**taught, **attested}.items()))


def asked_for(state: Snapshot) -> Mapping[str, int]:
    """Return the highest 1-based rank of each skill that an essential requirement leads to, directly or by prerequisites."""
    ranks = {level: rank for rank, level in enumerate(state.level_ids, start=1)}
    # A requirement without a level counts as one for the lowest level.
    open_ = [
        (skill, ranks.get(item.level or "", 1))
        for role in state.roles.values()
        for grade in role.grades or ("",)
        for skill, item in role.needs(grade).items()
        if item.necessity == Necessity.ESSENTIAL
    ]
    asked: dict[str, int] = {}
    while open_:
        skill, rank = open_.pop()
        if rank <= asked.get(skill, 0):
            continue
        asked[skill] = rank
        known = state.skills.get(skill)
        for at, needs in (known.prerequisites if known else {}).items():
            if ranks.get(at, 1) <= rank:
                open_ += [(needed, ranks.get(level, 1)) for needed, level in needs.items()]
    return asked
