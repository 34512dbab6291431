"""The training catalogue: a table to filter and sort, with the trainings that can be suggested first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generator.catalog import SUGGESTED_STATES
from generator.derive.offers import offered, roles_helped, skills_of, steps_of
from generator.kinds.training import Cost, Training, TrainingKind, TrainingState
from generator.render.lens import Lens, PageLink
from generator.render.views.facets import Facet, ListColumn, Marks, facet, joined_marks, list_part, sorted_labels
from generator.render.views.registry import shows
from generator.routes import PageKind

_HOURS = {"hours": 1, "days": 8, "weeks": 40, "months": 160}
"""Hours of each unit at full time, used only to sort durations; lessons and modules have no fixed length."""
_COSTS = (Cost.FREE, Cost.FREEMIUM, Cost.PAID)
_FILTERS = ("skill", "role", "provider", "format", "kind", "language", "cost", "state")
MACHINE, UNKNOWN = "machine", "unknown"
"""Values of the language filter that are not languages."""


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A training in the catalogue; ``cost_order`` and ``duration_order`` are numbers as texts, empty where unknown."""

    link: PageLink
    provider: str
    kind: str
    languages: str
    machine: str
    cost: str
    cost_order: str
    duration: str
    duration_order: str
    skills: tuple[PageLink, ...]
    warning: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TrainingsView:
    """The training catalogue, or one part of it; ``parts`` are links to all parts of a catalogue that had to be split.

    ``offered`` and ``retired`` count the trainings of the whole catalogue.
    """

    title: str
    summary: str
    offered: int
    retired: int
    estimated: bool
    """Whether any duration on the page is our estimate, so that the page explains its sign."""
    facets: tuple[Facet, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[CatalogueRow, ...]
    parts: tuple[PageLink, ...]


@shows(PageKind.TRAININGS)
def trainings_view(lens: Lens) -> TrainingsView:
    """Make the training catalogue: trainings that can be suggested first, then by title."""
    trainings = lens.catalog.content.trainings
    still = offered(lens.catalog)

    def order(key: str) -> tuple[object, ...]:
        training = trainings[key].value
        return training.state not in SUGGESTED_STATES, lens.sort_key(training.title)

    part = list_part(lens, PageKind.TRAININGS, sorted(trainings, key=order))
    marks = {training: _marks(lens, training) for training in part.ids}
    labels = ("title", "provider", "kind", "language", "cost", "duration")
    return TrainingsView(
        title=part.title,
        summary=lens.t.count("trainings.lead", len(still)),
        offered=len(still),
        retired=len(trainings) - len(still),
        estimated=any(trainings[id].value.effort for id in part.ids),
        facets=_facets(lens, marks.values()),
        columns=(
            *(ListColumn(lens.t(f"training.{name}"), name) for name in labels),
            ListColumn(lens.t("training.skills")),
        ),
        rows=tuple(_row(lens, training, marks[training]) for training in part.ids),
        parts=part.parts,
    )


def _row(lens: Lens, id: str, marks: Marks) -> CatalogueRow:
    training = lens.catalog.training(id)
    line = lens.training_line(id)
    length = _length(training)
    return CatalogueRow(
        link=line.link,
        provider=line.provider,
        kind=line.kind_label,
        languages=line.languages,
        machine=line.machine,
        cost=line.cost_label,
        cost_order=str(_COSTS.index(training.cost)) if training.cost in _COSTS else "",
        duration=lens.duration(training, "estimate.short"),
        duration_order=f"{length:g}" if length else "",
        skills=tuple(lens.skill(skill) for skill in skills_of(lens.catalog, id)),
        warning=line.state_label if training.state is not TrainingState.ACTIVE else "",
        marks=joined_marks(marks),
    )


def _length(training: Training) -> float:
    """Return the least length in hours, stated or else estimated, for sorting only; 0 if unknown or without a fixed length."""
    for unit, hours in _HOURS.items():
        if bounds := getattr(training.duration, unit, None):
            return float(bounds[0]) * hours
    return training.effort.hours[0] if training.effort else 0.0


def _marks(lens: Lens, id: str) -> Marks:
    """Return a training's values by filter name.

    A skill mark includes the level that is reached, ``skill:level``, so that skill and step can be filtered together.
    """
    training = lens.catalog.training(id)
    return {
        "skill": (
            *(f"{step.skill}:{lens.catalog.level_at(step.rank)}" for step in steps_of(lens.catalog, id)),
            *training.about,
        ),
        "role": roles_helped(lens.catalog, id),
        "provider": (training.provider,),
        "format": (training.format,),
        "kind": (training.kind,),
        "language": _languages(training),
        "cost": (training.cost,),
        "state": (training.state,),
    }


def _languages(training: Training) -> tuple[str, ...]:
    """Return the languages of instruction, of an exam, or of a reference's text; a machine translation counts for none of them."""
    languages = training.languages
    if languages.machine_translated:
        return (MACHINE,)
    other = {TrainingKind.EXAM: languages.exam, TrainingKind.REFERENCE: languages.page}
    given = other.get(training.kind, languages.instruction)
    return given or (UNKNOWN,)


def _facets(lens: Lens, marks: Collection[Marks]) -> tuple[Facet, ...]:
    """Return all filters of the catalogue."""
    content, t = lens.catalog.content, lens.t
    values = {name: [row[name] for row in marks] for name in _FILTERS}
    skills = [[mark.partition(":")[0] for mark in row] for row in values["skill"]]
    steps = [[mark.partition(":")[2] for mark in row] for row in values["skill"]]
    levels = {key: lens.local(record.value.title) for key, record in content.levels.items()}
    providers = {key: record.value.title for key, record in content.providers.items()}
    formats = {key: lens.local(record.value.title) for key, record in content.formats.items()}
    kinds = {kind.value: t(f"kind.{kind}") for kind in TrainingKind}
    costs = {cost.value: t(f"cost.{cost}") for cost in Cost}
    states = {state.value: t(f"state.{state}") for state in TrainingState}
    languages = _language_labels(lens, _found(values["language"]))
    return (
        *facet(
            "skill",
            t("training.skill"),
            sorted_labels(lens, {key: lens.title(PageKind.SKILL, key) for key in _found(skills)}),
            skills,
        ),
        *facet("step", t("lists.step"), levels, steps),
        *facet(
            "role",
            t("skill.role"),
            sorted_labels(lens, {key: lens.role_title(key) for key in _found(values["role"])}),
            values["role"],
        ),
        *facet("provider", t("training.provider"), sorted_labels(lens, providers), values["provider"]),
        *facet("format", t("training.format"), formats, values["format"]),
        *facet("kind", t("training.kind"), kinds, values["kind"], boxes=True),
        *facet("language", t("lists.language"), languages, values["language"], boxes=True),
        *facet("cost", t("training.cost"), costs, values["cost"], boxes=True),
        *facet("state", t("lists.state"), states, values["state"], boxes=True),
    )


def _found(rows: Iterable[Iterable[str]]) -> set[str]:
    return {value for row in rows for value in row}


def _language_labels(lens: Lens, codes: set[str]) -> dict[str, str]:
    """Return names by language id: the site's own languages first, then the others, then the values that are not languages."""
    own = {code: lens.t.language_name(code) for code in lens.catalog.languages}
    others = {code: lens.t.language_name(code) for code in codes - own.keys() - {MACHINE, UNKNOWN}}
    return {**own, **sorted_labels(lens, others), MACHINE: lens.t("training.machine"), UNKNOWN: lens.t("unknown")}
