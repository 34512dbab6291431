"""A page depends on the records it has noted as read and on what all pages share, and on nothing else, whatever is changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

import pytest

from generator import routes
from generator.catalog import LOOK_UPS, SHARED, Catalog
from generator.derive.facts import Facts
from generator.kinds import KINDS
from generator.publish.basis import BuildBasis, shared_digest
from generator.publish.jsonld import Describer
from generator.publish.settings import load_settings
from generator.reads import ALL_KEYS, Key
from generator.render.pages import Renderer
from generator.render.views import roles
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import FIXTURE, TODAY, Atlas
from tests.sites import ROOT

BY_THEMSELVES = {"_roles", "_skills", "_trainings", "_required", "_grades_by_role"}
"""Look-ups that note each record they return."""
BASE = "https://coast.example/atlas/"


@dataclass(frozen=True)
class Made:
    """All pages of an atlas in one language with their heads, by source, with digests of what each page depends on."""

    shared: str
    pages: dict[str, str]
    basis: dict[str, dict[Key, str]]
    digests: BuildBasis

    def unlike(self, other: Made) -> set[str]:
        """Return the sources of pages that differ in the other atlas."""
        return {source for source in self.pages if self.pages[source] != other.pages.get(source)}

    def taken_over(self, other: Made) -> set[str]:
        """Return the sources of pages that a build of the other atlas would take over."""
        same = {name for name, digest in self.digests.wholes.items() if other.digests.wholes[name] == digest}
        return {
            source
            for source in self.pages
            if self.shared == other.shared
            and all(key[0] in same or other.digests.digest(key) == digest for key, digest in self.basis[source].items())
        }


def made(catalog: Catalog, language: str = "de") -> Made:
    """Make all pages of a catalogue in one language."""
    facts = Facts(catalog, TODAY)
    routes = plan_routes(facts)
    renderer = Renderer(facts, routes, templates_folder(), language)
    describer = Describer(renderer, BASE)
    digests = BuildBasis(facts, "", catalog.content)
    pages, basis = {}, {}
    for page in routes.pages:
        rendered = renderer.render(page)
        head, read = renderer.reads.apart(partial(describer.head, rendered))
        pages[page.source] = f"{rendered.title}\n{rendered.description}\n{head}\n{rendered.html}"
        basis[page.source] = {key: digests.digest(key) for key in rendered.reads | read}
    config = load_settings(ROOT / "mkdocs.yml")
    return Made(shared_digest(config, facts, FIXTURE, ()), pages, basis, digests)


def changes(catalog: Catalog, chance: random.Random) -> Iterator[tuple[str, Catalog]]:
    """Yield, without end, a description of a change and the changed catalogue: a field of a record gets the value of another record."""
    content = catalog.content
    kinds = [kind for kind in KINDS if kind.page and len(content.records[kind.plural]) > 1]
    while True:
        kind = chance.choice(kinds)
        records = content.records[kind.plural]
        one, other = chance.sample(sorted(records), 2)
        field = chance.choice([name for name in kind.model.model_fields if name not in ("id", "sources")])
        value = getattr(records[other].value, field)
        if value != getattr(records[one].value, field):
            changed = replace(records[one], value=records[one].value.model_copy(update={field: value}))
            what = f"{kind.plural}/{one} {field} as in {other}"
            yield what, Catalog(content.with_records(kind.plural, {**records, one: changed}))


@pytest.mark.parametrize("rounds", [pytest.param(40, id="some"), pytest.param(200, id="many", marks=pytest.mark.audit)])
def test_what_is_taken_over_would_be_made_the_same(rounds: int, catalog: Catalog) -> None:
    chance = random.Random(rounds)
    before = made(catalog)
    wrong, kept, good = [], 0, 0
    for (what, after), _ in zip(changes(catalog, chance), range(rounds), strict=False):
        try:
            now = made(after)
        except (KeyError, AttributeError, StopIteration, ValueError):  # content that the check would reject
            continue
        good += 1
        taken, unlike = before.taken_over(now), before.unlike(now)
        kept += len(taken)
        wrong += [f"{what}: {source}" for source in sorted(taken & unlike)]
    assert wrong == []
    assert good > rounds / 2
    assert kept > good * len(before.pages) / 6  # with fewer pages taken over, the test would prove nothing


def test_what_the_navigation_shows_of_pages_is_common_to_all(atlas: Atlas) -> None:
    """The shared digest covers the front matter of a prose page and the languages that have it, but not its text."""
    config = load_settings(ROOT / "mkdocs.yml")

    def shared() -> str:
        return shared_digest(config, atlas.facts(), FIXTURE, ())

    first = shared()
    about = atlas.path("pages/about.en.md")
    text = about.read_text(encoding="utf-8")
    about.write_text(f"{text}\nOne more line.\n", encoding="utf-8")
    assert shared() == first
    about.write_text(text.replace("title: ", "title: All ", 1), encoding="utf-8")
    assert shared() != first
    about.unlink()
    assert shared() != first


def test_each_look_up_over_all_records_is_listed() -> None:
    made_once = {name for name, value in vars(Catalog).items() if isinstance(value, cached_property)}
    assert made_once - BY_THEMSELVES == {*LOOK_UPS, *SHARED}


def test_a_page_that_only_names_a_record_stays_when_that_says_something_else(catalog: Catalog) -> None:
    """Pages that only name a record are taken over when its description changes, as most edits do."""
    roles = catalog.content.roles
    other = {"de": "Zeichnet.", "en": "Draws."}
    changed = replace(roles["map-maker"], value=roles["map-maker"].value.model_copy(update={"description": other}))
    before = made(catalog)
    after = made(Catalog(catalog.content.with_records("roles", {**roles, "map-maker": changed})))
    taken = before.taken_over(after)
    assert "roles/map-maker.md" not in taken
    assert {"skills/chart-drawing.md", "skills/index.md"} <= taken


def test_parts_of_a_list_depend_on_all_titles(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new title may move rows from one part to another; the parts note all titles as one thing."""
    for kind in (PageKind.ROLES, PageKind.SKILLS):
        monkeypatch.setitem(routes.LIST_LIMITS, kind, 2)
    monkeypatch.setattr(routes, "PART_ROWS", 2)
    monkeypatch.setattr(roles, "FEW", 0)
    before = made(catalog)
    for plural in ("roles", "skills"):
        records = catalog.content.records[plural]
        last = f"{plural}/list/{-(-len(records) // 2)}.md"
        for id, record in records.items():
            value = record.value.model_copy(update={"title": dict.fromkeys(catalog.languages, "Aaa")})
            after = made(Catalog(catalog.content.with_records(plural, {**records, id: replace(record, value=value)})))
            assert before.taken_over(after) & before.unlike(after) == set()
            assert f"{plural}/list/1.md" in before.unlike(after)
        assert (f"{plural}/title", ALL_KEYS) in before.basis[last]
