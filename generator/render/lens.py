"""A lens: the catalogue as seen from one page in one language. Views ask it for titles, links and labels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlencode

from generator.catalog import Catalog, Step
from generator.derive.facts import Facts
from generator.kinds.skill import Skill
from generator.kinds.training import UNITS, Duration, Recognition, Training
from generator.model.parts import Basis, Source, Statement
from generator.model.site import NameForm
from generator.reads import Memory, Reads, field_of
from generator.render.escape import link_resolver, rich
from generator.render.foreign import foreign, in_language, joined, lines_of, text_in, unmarked
from generator.render.language import Collation
from generator.render.strings import Strings
from generator.routes import RECORDS, Page, PageKind, Routes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of the site; without an address only its text is shown."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class LevelMark:
    """A proficiency level as readers see it: its name and its place on the scale ("2 of 4")."""

    rank: int
    of: int
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class BasisMark:
    """Origin of a statement: code, label and, for a source, its title and address."""

    code: str
    label: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with its origin."""

    text: str
    basis: BasisMark


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A training in a list, with the facts by which readers choose."""

    link: PageLink
    provider: str
    kind_label: str
    languages: str
    cost_label: str
    duration: str
    machine: str
    """The note that it is machine-translated; empty where it is not."""
    state: str
    state_label: str
    facts: str
    """Provider, kind, languages, cost and duration in one line."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """An entry of a list of sources."""

    title: str
    url: str
    date: str


def noted(text: str, note: str) -> str:
    """Return a text with a note in brackets, or the text alone if the note is empty."""
    return joined((text, " (", note, ")"), "") if note else text


@dataclass(frozen=True)
class Lens:
    """The facts in one language, as seen from ``page``, where relative links start."""

    facts: Facts
    routes: Routes
    t: Strings
    page: Page
    collation: Collation = field(default_factory=Collation)
    memory: Memory = field(default_factory=lambda: Memory(Reads()), repr=False)
    """Values shared by the pages of one language."""

    @cached_property
    def folder(self) -> str:
        """Key shared by the pages whose relative links are the same as this page's."""
        return self.routes.neighbourhood(self.page)

    def remember(self, name: str, key: Hashable, make: Callable[[], T]) -> T:
        """Return a value that is the same for all pages of this page's folder and language, made once."""
        return self.memory.remember((name, key, self.folder), make)

    @cached_property
    def catalog(self) -> Catalog:
        """The linked records."""
        return self.facts.catalog

    @cached_property
    def language(self) -> str:
        """Language id."""
        return self.t.language

    # --- texts

    def sort_key(self, text: str) -> tuple[str, str]:
        """Return the key by which to sort a text in a list of words."""
        return self.collation.key(text)

    def local(self, texts: Mapping[str, str] | None) -> str:
        """Return a text in this language, else in another one; empty when there is none."""
        return text_in(texts, self.language) if texts else ""

    def locals(self, texts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the texts of this language, in no other one."""
        return texts.get(self.language, ())

    def points(self, texts: Mapping[str, str] | None) -> tuple[str, ...]:
        """Return the lines of a text in this language, each of which is a point."""
        return lines_of(self.local(texts))

    def one_line(self, texts: Mapping[str, str] | None) -> str:
        """Return a text in this language as one line, its points separated by " · "."""
        return joined(self.points(texts), " · ")

    def rich(self, texts: Mapping[str, str] | None) -> str:
        """Return a long text in this language as safe HTML."""
        return rich(self.local(texts), link_resolver(self.routes, self.page))

    def role_title(self, id: str) -> str:
        """Return a role's name in the form that the site's settings choose."""
        roles, form = self.catalog.content.roles, self.catalog.site.name_form
        forms = field_of(roles, id, "name_forms").get(self.language)
        chosen = getattr(forms, form) if forms and form is not NameForm.TITLE else None
        return chosen or self.local(field_of(roles, id, "title"))

    def title(self, kind: str, key: str = "") -> str:
        """Return the title of a page."""
        content = self.catalog.content
        if kind == PageKind.ROLE:
            return self.role_title(key)
        if kind == PageKind.SHEET:
            return self.t("sheet.title", role=self.role_title(key))
        if kind == PageKind.COMPARISON:
            left, right = key.split("--")
            return self.t("comparison.title", left=self.role_title(left), right=self.role_title(right))
        if kind == PageKind.FAMILY:
            return self.local(content.families[key].value.title)
        if kind == PageKind.GROUP:
            return self.local(content.groups[key].value.title)
        if kind in RECORDS:
            title = field_of(content.records[RECORDS[kind]], key, "title")
            return title if isinstance(title, str) else self.local(title)
        if kind == PageKind.PROSE:
            return self.prose_title(key)
        if kind == PageKind.HOME:
            return self.local(self.catalog.site.title)
        if kind == PageKind.PLAN and not self.catalog.knows_ways:
            return self.t("plan.check.title")
        return self.t(f"{kind}.title")

    def prose_title(self, key: str) -> str:
        """Return the title of a prose page, in another language if the page is missing in this one."""
        language, page = in_language(self.catalog.content.pages[key], self.language)
        return unmarked(page.front.title) if language == self.language else foreign(page.front.title, language)

    @property
    def is_draft(self) -> bool:
        """Whether the page shows a record that its authors call a draft."""
        plural = "roles" if self.page.kind == PageKind.SHEET else RECORDS.get(self.page.kind, "")
        record = self.catalog.content.records[plural].get(self.page.key) if plural else None
        return bool(record and record.value.draft)

    def group_of(self, skill: str) -> str:
        """Return the id of a skill's main group."""
        main: str = field_of(self.catalog.content.skills, skill, "groups")[0]
        return main

    def group_titles(self, skill: Skill) -> tuple[str, ...]:
        """Return the titles of a skill's groups, the main one first."""
        return tuple(self.local(self.catalog.content.groups[group].value.title) for group in skill.groups)

    # --- links

    def link(self, kind: str, key: str = "", anchor: str = "", text: str = "") -> PageLink:
        """Return a link to a page; without an address if the site has no such page."""
        target = self.routes.find(kind, key)
        if target is None:
            return PageLink(text or self.title(kind, key))
        if text or self.routes.within(self.page, target):
            return PageLink(text or self.title(kind, key), self.routes.href(self.page, target, anchor))
        return self.memory.remember(
            ("link", kind, key, anchor, self.folder),
            lambda: PageLink(self.title(kind, key), self.routes.href(self.page, target, anchor)),
        )

    def skill(self, id: str, anchor: str = "") -> PageLink:
        """Return a link to a skill."""
        return self.link(PageKind.SKILL, id, anchor)

    def role(self, id: str, anchor: str = "") -> PageLink:
        """Return a link to a role."""
        return self.link(PageKind.ROLE, id, anchor)

    def occupation(self, id: str) -> PageLink:
        """Return a link to an occupation."""
        return self.link(PageKind.OCCUPATION, id)

    def filtered(self, kind: str, text: str, /, **chosen: str) -> PageLink | None:
        """Return a link to a list with filters set by name, such as ``skill="sql", step="working"`` for ``PageKind.TRAININGS``.

        Without JavaScript it leads to the whole list. ``None`` if there is no list, or if it is split into parts, which filter only
        themselves.
        """
        if not self.routes.has(kind) or self.routes.has(kind, "1"):
            return None
        return self.link(kind, anchor="?" + urlencode(chosen), text=text)

    def comparison(self, a: str, b: str) -> PageLink:
        """Return a link to the comparison of two roles, given in any order."""
        return self.link(PageKind.COMPARISON, "--".join(sorted((a, b))))

    # --- labels

    def level(self, rank: int) -> LevelMark:
        """Return the mark of a rank on the scale; 0 is "none yet"."""
        return self.remember("level", rank, lambda: self._level(rank))

    def _level(self, rank: int) -> LevelMark:
        of = len(self.catalog.level_ids)
        title = self.t("level.none")
        if rank:
            title = self.local(self.catalog.content.levels[self.catalog.level_at(rank)].value.title)
        return LevelMark(rank, of, title, self.t("level.place", rank=rank, of=of))

    def grade_title(self, id: str, role: str = "") -> str:
        """Return the name of a grade, or a role's own name for it; empty for the single stage of an atlas without grades."""
        own = {one.grade: one.title for one in self.catalog.role(role).grades}.get(id) if role else None
        record = self.catalog.content.grades.get(id)
        return self.local(own or (record.value.title if record else None))

    def step_label(self, step: Step) -> str:
        """Return a level step in words, such as "Data quality: Awareness to Working"."""
        titles = (self.level(step.rank - 1).title, self.level(step.rank).title)
        return self.t("step.label", skill=self.title(PageKind.SKILL, step.skill), low=titles[0], high=titles[1])

    def basis(self, basis: Basis, key: str | None, sources: Mapping[str, Source]) -> BasisMark:
        """Return the origin of a statement; the label is empty if all statements of the atlas share one origin."""
        source = sources.get(key or "")
        label = self.t(f"basis.{basis}") if self.catalog.several_origins else ""
        return BasisMark(basis, label, source.title if source else "", (source.url or "") if source else "")

    def statement(self, statement: Statement, sources: Mapping[str, Source]) -> StatementView:
        """Return a statement with its origin."""
        return StatementView(self.local(statement.text), self.basis(statement.basis, statement.source, sources))

    def languages(self, ids: Iterable[str]) -> str:
        """Return the names of languages, such as "German, English"; codes without a name stay codes."""
        return ", ".join(self.t.language_name(id) for id in ids)

    def duration(self, training: Training, estimate: str = "estimate") -> str:
        """Return a training's duration as stated, with our estimate (worded by the key ``estimate``) if no hours are; else "unknown"."""
        stated = training.duration if isinstance(training.duration, Duration) else None
        parts = [self.amount(unit, *bounds) for unit in UNITS if (bounds := getattr(stated, unit, None))]
        if training.effort and not (stated and stated.hours):
            parts.append(self.t(estimate, hours=self.amount("hours", *training.effort.hours)))
        return joined(parts, ", ") or self.t("duration.unknown")

    def estimate(self, hours: tuple[float, float]) -> str:
        """Return estimated hours in words, marked as our estimate."""
        return self.t("estimate", hours=self.amount("hours", *hours))

    def amount(self, unit: str, low: float, high: float) -> str:
        """Return a range of a unit such as "hours" in words, or one number if both bounds are equal."""
        both = self.t("range", low=self.t.number(low), high=self.t.number(high)) if low < high else ""
        return self.t.count(f"duration.{unit}", high, as_text=both)

    def recognition(self, training: Training) -> tuple[str, ...]:
        """Return official recognitions in words; empty if none is known."""
        if not isinstance(training.recognition, tuple):
            return ()
        return tuple(self._recognised(item) for item in training.recognition)

    def _recognised(self, item: Recognition) -> str:
        known = self.catalog.content.recognitions.get(item.kind)
        label = self.local(known.value.title) if known else item.kind.upper()
        return joined((label, ": ", item.value), "") if item.value else label

    def training_line(self, id: str) -> TrainingLine:
        """Return a training as a line of a list."""
        return self.remember("training", id, lambda: self._training_line(id))

    def _training_line(self, id: str) -> TrainingLine:
        training = self.catalog.training(id)
        spoken = (
            training.languages.exam
            if training.kind == "exam"
            else training.languages.instruction or training.languages.page
        )
        provider = self.catalog.content.providers[training.provider].value.title
        kind, cost, duration = self.t(f"kind.{training.kind}"), self.t(f"cost.{training.cost}"), self.duration(training)
        languages = self.languages(spoken)
        machine = self.machine(training, spoken)
        return TrainingLine(
            self.link(PageKind.TRAINING, id),
            provider,
            kind,
            languages,
            cost,
            duration,
            machine,
            training.state,
            self.t(f"state.{training.state}"),
            joined((part for part in (provider, kind, noted(languages, machine), cost, duration) if part), " · "),
        )

    def machine(self, training: Training, spoken: Collection[str]) -> str:
        """Return the note that languages of a training are machine-translated; with several, the records do not say which one it is."""
        key = "training.machine" if len(spoken) == 1 else "training.machine.one_of"
        return self.t(key) if spoken and training.languages.machine_translated else ""

    def source_lines(self, sources: Mapping[str, Source]) -> tuple[SourceLine, ...]:
        """Return the list of sources of a record."""
        return tuple(
            SourceLine(source.title, source.url or "", self.t.date(source.date) if source.date else "")
            for source in sources.values()
        )
