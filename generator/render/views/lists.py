"""Overviews: skills from A to Z and by group, the glossary."""

from __future__ import annotations

from dataclasses import dataclass

from generator.kinds.skill import SkillType
from generator.render.foreign import joined
from generator.render.lens import Lens, PageLink
from generator.render.views.branch import BranchRow, group_rows
from generator.render.views.common import type_title
from generator.render.views.facets import Facet, ListColumn, Marks, facet, joined_marks, list_part, sorted_labels
from generator.render.views.registry import shows
from generator.routes import PageKind


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill in the table: its type if stated, how many roles require it, how many trainings lift it, other names to find it by."""

    link: PageLink
    group: str
    type: str
    roles: str
    trainings: str
    labels: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """A group with links to its skills; without links if the list of skills had to be split."""

    id: str
    title: str
    description: str
    count: int
    skills: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class SkillsView:
    """The overview of skills, or one part of it; ``parts`` are links to all parts of a list that had to be split.

    ``typed`` is true if any skill states its type.
    """

    title: str
    summary: str
    facets: tuple[Facet, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[SkillRow, ...]
    groups: tuple[SkillGroup, ...]
    branches: tuple[BranchRow, ...]
    parts: tuple[PageLink, ...]
    typed: bool


@shows(PageKind.SKILLS)
def skills_view(lens: Lens) -> SkillsView:
    """Make the overview of skills: a table from A to Z, then the groups."""
    skills = lens.catalog.content.skills
    ids = lens.memory.remember(
        "skills-a-z",
        lambda: sorted(skills, key=lambda skill: lens.sort_key(lens.title(PageKind.SKILL, skill))),
        "skills/title",
    )
    part = list_part(lens, PageKind.SKILLS, ids)
    branches = () if lens.page.key else group_rows(lens)
    short = bool(part.parts)
    marks = {skill: _marks(lens, skill, short=short) for skill in part.ids}
    taught = bool(lens.catalog.content.trainings)
    typed = lens.memory.remember("skills-typed", lambda: any(record.value.type for record in skills.values()))
    names = ("group", *(("type",) if typed else ()), "roles", *(("trainings.column",) if taught else ()))
    return SkillsView(
        title=part.title,
        summary=lens.t.count("skills.lead", len(ids)),
        facets=_facets(lens, list(marks.values())),
        columns=(
            ListColumn(lens.t("training.skill"), "title"),
            *(ListColumn(lens.t(f"lists.{name}"), name.partition(".")[0]) for name in names),
        ),
        rows=tuple(_skill_row(lens, skill, marks[skill], short=short) for skill in part.ids),
        groups=() if lens.page.key or branches else _groups(lens, shown=not part.parts),
        branches=branches,
        parts=part.parts,
        typed=typed,
    )


def _marks(lens: Lens, id: str, *, short: bool) -> Marks:
    """Return a skill's values by filter; a list that had to be split leaves out the roles, which may be hundreds for each skill."""
    skill = lens.catalog.skill(id)
    roles = () if short else tuple(row.role for row in lens.catalog.roles_requiring(id))
    return {"group": skill.groups, "type": (skill.type,) if skill.type else (), "role": roles}


def _facets(lens: Lens, marks: list[Marks]) -> tuple[Facet, ...]:
    groups = {group: lens.local(record.value.title) for group, record in lens.catalog.content.groups.items()}
    types = {kind.value: lens.t(f"type.{kind}") for kind in SkillType}
    roles = sorted_labels(lens, {role: lens.role_title(role) for row in marks for role in row["role"]})
    return (
        *facet("role", lens.t("skill.role"), roles, [row["role"] for row in marks]),
        *facet("group", lens.t("lists.group"), groups, [row["group"] for row in marks], boxes=True),
        *facet("type", lens.t("lists.type"), types, [row["type"] for row in marks], boxes=True),
    )


def _skill_row(lens: Lens, id: str, marks: Marks, *, short: bool) -> SkillRow:
    catalog = lens.catalog
    skill = catalog.skill(id)
    others = (title for language, title in skill.title.items() if language != lens.language)
    return SkillRow(
        link=lens.skill(id),
        group=joined(lens.group_titles(skill), ", "),
        type=type_title(lens, skill),
        roles=lens.t.number(len(catalog.roles_requiring(id))),
        trainings=lens.t.number(len(catalog.trainings_lifting(id))) if catalog.content.trainings else "",
        labels="" if short else " · ".join((*lens.locals(skill.alternative_labels), *others)),
        marks=joined_marks(marks),
    )


def _groups(lens: Lens, *, shown: bool) -> tuple[SkillGroup, ...]:
    groups = []
    for group, entry in lens.catalog.content.groups.items():
        record, ids = entry.value, lens.catalog.skills_of_group(group)
        if not ids:
            continue
        links = sorted((lens.skill(skill) for skill in ids), key=lambda link: lens.sort_key(link.text)) if shown else []
        groups.append(
            SkillGroup(group, lens.local(record.title), lens.local(record.description), len(ids), tuple(links))
        )
    return tuple(groups)


@dataclass(frozen=True, slots=True)
class TermLine:
    """A glossary term with its name in the other languages."""

    id: str
    term: str
    others: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    definition: str
    skills: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The glossary by first letter."""

    title: str
    summary: str
    letters: tuple[tuple[str, tuple[TermLine, ...]], ...]


@shows(PageKind.GLOSSARY)
def glossary_view(lens: Lens) -> GlossaryView:
    """Make the glossary, sorted in the reader's language."""
    letters: dict[str, list[TermLine]] = {}
    terms = sorted(
        lens.catalog.content.glossary.values(), key=lambda record: lens.sort_key(lens.local(record.value.term))
    )
    for record in terms:
        term = record.value
        line = TermLine(
            record.id,
            lens.local(term.term),
            tuple((language, text) for language, text in term.term.items() if language != lens.language),
            lens.locals(term.aliases),
            lens.local(term.definition),
            tuple(lens.skill(skill) for skill in term.skills),
        )
        first = lens.collation.initial(line.term)
        letters.setdefault(first if first.isalpha() else "0–9", []).append(line)
    return GlossaryView(
        lens.title(PageKind.GLOSSARY),
        lens.t.count("glossary.lead", len(terms)),
        tuple((letter, tuple(rows)) for letter, rows in letters.items()),
    )
