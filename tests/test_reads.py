"""Pages list the records that they were made from, so that every page that shows a changed record is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel

from generator.catalog import Catalog
from generator.content import Record
from generator.derive.facts import Facts
from generator.kinds import BY_PLURAL
from generator.model.base import ByLanguage
from generator.reads import Memory, Reads, Watched
from generator.render.pages import RenderedPage, Renderer
from generator.resources import templates_folder
from generator.routes import plan_routes
from tests.atlas import TODAY

KINDS = ("roles", "skills", "trainings", "occupations", "glossary", "groups", "levels", "providers", "formats")
NEW = "Zwiebelturm"


def rendered(catalog: Catalog) -> dict[str, RenderedPage]:
    """Return all German pages, by source."""
    facts = Facts(catalog, TODAY)
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), "de")
    return {page.page.source: page for page in renderer.pages()}


def made_from(page: RenderedPage) -> frozenset[str]:
    """Return kind and id of the records that a page was made from, such as ``roles/map-maker``."""
    plurals = {"pages", *BY_PLURAL}
    read = {(name.partition("/")[0], id) for name, id in page.reads}
    return frozenset(f"{kind}/{id}" for kind, id in read if kind in plurals)


def renamed(record: Record[Any]) -> Iterator[BaseModel]:
    """Yield copies of the record's value with another title or term."""
    for name in ("title", "term"):
        old = getattr(record.value, name, None)
        if old is not None:
            new = NEW if isinstance(old, str) else ByLanguage(dict.fromkeys(old, NEW))
            yield record.value.model_copy(update={name: new})


@pytest.mark.parametrize("plural", KINDS)
def test_who_renames_a_record_finds_every_page_that_it_changes(catalog: Catalog, plural: str) -> None:
    before = rendered(catalog)
    missed = []
    for id, record in catalog.content.records[plural].items():
        for value in renamed(record):
            records = {**catalog.content.records[plural], id: replace(record, value=value)}
            after = rendered(Catalog(catalog.content.with_records(plural, records)))
            changed = [source for source, page in after.items() if page.html != before[source].html]
            assert changed, f"{plural}/{id} stands on no page"
            missed += [
                f"{source}: {plural}/{id}" for source in changed if f"{plural}/{id}" not in made_from(before[source])
            ]
    assert missed == []


def test_a_page_names_no_record_that_it_has_nothing_of(catalog: Catalog) -> None:
    """A training's page does not list all other trainings."""
    pages = rendered(catalog)
    known = made_from(pages["trainings/tide-tables.md"])
    assert "trainings/tide-tables" in known
    assert {f"trainings/{id}" for id in catalog.content.trainings} - known


def test_what_is_remembered_is_read_by_everybody_who_asks() -> None:
    reads = Reads()
    memory, records = Memory(reads), Watched("roles", {"a": 1, "b": 2}, reads)
    assert memory.remember("sum", lambda: sum(records.values())) == 3
    reads.start()
    assert memory.remember("sum", lambda: 0) == 3
    assert reads.seen == {("roles", "a"), ("roles", "b")}
    reads.start()
    assert memory.remember("titles", lambda: sum(records.values()), "roles/title", "roles/forms") == 3
    assert reads.seen == {("roles/title", "*"), ("roles/forms", "*")}
    reads.start()
    assert list(records) == ["a", "b"]
    assert "a" in records
    assert reads.seen == set()
