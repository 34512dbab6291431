"""Describe what a page is about in schema.org's terms: a role is an Occupation, a skill a DefinedTerm, a training a Course.

schema.org's Occupation and DefinedTerm have no properties for language, licence and dates; those are on the WebPage.
Occupation.skills can't say whether a skill is essential, so ESCO's two predicates are added. The terms are the skills
that the role requires at the reference grade; the requirements at each of several grades are added in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalog import Step
from generator.kinds.role import Role
from generator.kinds.skill import Skill
from generator.kinds.training import Cost, Duration, Training, TrainingKind, TrainingState
from generator.model.marks import NONE
from generator.model.parts import Mapped, Match
from generator.render.lens import Lens
from generator.render.views.grades import levels_by_grade
from generator.routes import Page, PageKind

Thing = dict[str, Any]

CONTEXT: list[Any] = [
    "https://schema.org",
    {
        "esco": "http://data.europa.eu/esco/model#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    },
]
_SKOS = {
    Match.EXACT: "exactMatch",
    Match.CLOSE: "closeMatch",
    Match.BROAD: "broadMatch",
    Match.NARROW: "narrowMatch",
    Match.RELATED: "relatedMatch",
}
_ESCO = {"essential": "esco:relatedEssentialSkill", "optional": "esco:relatedOptionalSkill"}
_TRAINING_TYPES = {
    TrainingKind.COURSE: "Course",
    TrainingKind.READING: "LearningResource",
    TrainingKind.EXAM: "EducationalOccupationalCredential",
    TrainingKind.REFERENCE: "CreativeWork",
}


@dataclass(frozen=True, slots=True)
class Teller:
    """Writer of the things that pages of one language are about; ``address`` returns the address of a page."""

    lens: Lens
    address: Callable[[Page], str]

    def about(self, page: Page) -> Thing | None:
        """Return the thing that a page describes; ``None`` if it describes none."""
        content = self.lens.catalog.content
        if page.kind in (PageKind.ROLE, PageKind.SHEET):
            return self._role(page, content.roles[page.key].value)
        if page.kind == PageKind.SKILL:
            return self._skill(page, content.skills[page.key].value)
        if page.kind == PageKind.TRAINING:
            return self._training(page, content.trainings[page.key].value)
        if page.kind == PageKind.SKILLS and not page.key:
            return self._skill_set()
        if page.kind == PageKind.GLOSSARY:
            return self._glossary(page)
        return None

    def _id(self, kind: str, key: str = "") -> str:
        """Return the identifier of the thing that a page is about: the address of the page's first heading."""
        return f"{self.address(self.lens.routes.page(kind, key))}#{kind}"

    def _term(self, skill: str) -> Thing:
        """Return a skill as a term for other things; it is the same for all pages of a folder, so it is made once."""
        return self.lens.remember(
            "term",
            skill,
            lambda: {
                "@type": "DefinedTerm",
                "@id": self._id(PageKind.SKILL, skill),
                "name": self.lens.title(PageKind.SKILL, skill),
            },
        )

    def _role(self, page: Page, role: Role) -> Thing:
        lens = self.lens
        needed = [(item, self._term(item.skill)) for item in role.requires if item.level != NONE]
        return _filled(
            {
                "@type": "Occupation",
                "@id": self._id(PageKind.ROLE, page.key),
                "name": lens.role_title(page.key),
                "alternateName": lens.locals(role.alternative_titles),
                "description": lens.local(role.summary),
                "responsibilities": [lens.local(task.text) for task in role.tasks],
                "skills": [*(term for _, term in needed), *self._graded(page.key, role)],
                **{
                    predicate: [{"@id": term["@id"]} for item, term in needed if item.necessity == necessity]
                    for necessity, predicate in _ESCO.items()
                },
                "occupationalCategory": [self._category(mapped) for mapped in role.mappings if mapped.code],
                **_matches(role.mappings),
            }
        )

    def _graded(self, id: str, role: Role) -> Iterable[str]:
        """Yield the skills of a role with the levels at each grade in words; the terms beside them are those of the reference grade."""
        for item in role.requires:
            if grades := levels_by_grade(self.lens, id, item):
                yield f"{self.lens.title(PageKind.SKILL, item.skill)} ({grades})"

    def _category(self, mapped: Mapped) -> Thing:
        scheme = self.lens.catalog.content.schemes[mapped.scheme].value
        return _filled(
            {
                "@type": "CategoryCode",
                "codeValue": mapped.code,
                "name": self.lens.local(mapped.title),
                "inCodeSet": _filled(
                    {"@type": "CategoryCodeSet", "name": self.lens.local(scheme.title), "url": scheme.url}
                ),
            }
        )

    def _skill(self, page: Page, skill: Skill) -> Thing:
        lens = self.lens
        return _filled(
            {
                "@type": "DefinedTerm",
                "@id": self._id(PageKind.SKILL, page.key),
                "name": lens.title(PageKind.SKILL, page.key),
                "alternateName": lens.locals(skill.alternative_labels),
                "description": lens.local(skill.description),
                "termCode": page.key,
                "inDefinedTermSet": self._skill_set(),
                **_matches(skill.mappings),
            }
        )

    def _skill_set(self) -> Thing:
        return {"@type": "DefinedTermSet", "@id": self._id(PageKind.SKILLS), "name": self.lens.title(PageKind.SKILLS)}

    def _glossary(self, page: Page) -> Thing:
        lens = self.lens
        terms = lens.catalog.content.glossary.values()
        return _filled(
            {
                "@type": "DefinedTermSet",
                "@id": self._id(PageKind.GLOSSARY),
                "name": lens.title(PageKind.GLOSSARY),
                "hasDefinedTerm": [
                    {
                        "@type": "DefinedTerm",
                        "@id": f"{self.address(page)}#{record.id}",
                        "name": lens.local(record.value.term),
                        "description": lens.local(record.value.definition),
                    }
                    for record in terms
                ],
            }
        )

    def _training(self, page: Page, training: Training) -> Thing:
        lens = self.lens
        spoken = training.languages.exam if training.kind is TrainingKind.EXAM else training.languages.instruction
        thing: Thing = {
            "@type": _TRAINING_TYPES[training.kind],
            "@id": self._id(PageKind.TRAINING, page.key),
            "name": training.title,
            "url": training.url,
            "description": lens.local(training.summary),
            "provider": {
                "@type": "Organization",
                "name": lens.catalog.content.providers[training.provider].value.title,
            },
            "inLanguage": list(spoken or training.languages.page),
            "isAccessibleForFree": None if training.cost is Cost.UNKNOWN else training.cost is Cost.FREE,
            "offers": _offer(training),
            "timeRequired": iso_duration(training),
            "teaches": [self._term(item.skill) for item in training.teaches],
            "about": [self._term(skill) for skill in training.about],
            "creativeWorkStatus": "retired" if training.state is TrainingState.RETIRED else None,
        }
        if training.kind is TrainingKind.COURSE:
            thing |= self._course(training)
        if training.kind is TrainingKind.EXAM:
            # A credential is not a learning resource: it has no duration and teaches nothing.
            del thing["timeRequired"], thing["teaches"]
            thing["competencyRequired"] = [self._term(item.skill) for item in training.attests]
        if training.kind is TrainingKind.REFERENCE:
            del thing["teaches"]
        return _filled(thing)

    def _course(self, training: Training) -> Thing:
        lens = self.lens
        steps = [Step(item.skill, lens.catalog.rank(item.level)) for item in training.prerequisites]
        return {
            "availableLanguage": list(training.languages.instruction),
            "coursePrerequisites": [
                lens.t("step.at", skill=lens.title(PageKind.SKILL, step.skill), level=lens.level(step.rank).title)
                for step in steps
            ],
            "educationalCredentialAwarded": lens.local(training.credential),
            "hasCourseInstance": _filled(
                {
                    "@type": "CourseInstance",
                    "courseMode": lens.local(lens.catalog.content.formats[training.format].value.title),
                    "courseWorkload": iso_duration(training),
                    "inLanguage": list(training.languages.instruction),
                }
            ),
        }


def _offer(training: Training) -> Thing | None:
    """Return the price of a training as an Offer; ``None`` if none is stated."""
    price = training.price
    if price is None:
        return None
    amount = int(price.amount) if price.amount.is_integer() else price.amount
    return {"@type": "Offer", "price": amount, "priceCurrency": price.currency}


def iso_duration(training: Training) -> str | None:
    """Return a training's duration in ISO 8601 if one exact time is stated; ``None`` for ranges, lessons and modules."""
    duration = training.duration
    if not isinstance(duration, Duration):
        return None
    if duration.hours and duration.hours[0] == duration.hours[1]:
        hours, minutes = divmod(round(duration.hours[0] * 60), 60)
        return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    for unit, letter in (("days", "D"), ("weeks", "W"), ("months", "M")):
        bounds = getattr(duration, unit)
        if bounds and bounds[0] == bounds[1] and float(bounds[0]).is_integer():
            return f"P{int(bounds[0])}{letter}"
    return None


def _matches(mappings: Iterable[Mapped]) -> Thing:
    """Return relations to concepts of other schemes as properties of SKOS."""
    found: dict[str, list[Thing]] = {}
    for mapped in mappings:
        if mapped.match in _SKOS and mapped.uri:
            found.setdefault(f"skos:{_SKOS[mapped.match]}", []).append({"@id": mapped.uri})
    return dict(found)


def _filled(thing: Mapping[str, Any]) -> Thing:
    """Return a thing without empty properties, and with lists instead of tuples."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in thing.items()
        if value not in (None, "", [], ())
    }
