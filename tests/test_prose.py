"""The publisher's details on the imprint, privacy and accessibility pages."""

from __future__ import annotations

import pytest

from generator.derive.facts import Facts
from generator.problems import ContentError
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas

RESPONSIBLE = "  responsible: Erika Muster\n"
MORE = """\
  representative: Vorstand Max Muster
  register_entry: Amtsgericht Musterhafen, VR 123
  vat_id: DE000000000
  supervisory_body: Hafenamt Musterhafen
  enforcement_body: Schlichtungsstelle Musterhafen
  data_protection_officer: |-
    Datenschutz Küste
    daten@coast.example
  hosting: Rechenzentrum Deich
  log_days: 14
"""


def facts(atlas: Atlas, kind: str, language: str) -> str:
    """Return the HTML of the publisher's details on a page of a kind."""
    for one in ("de", "en"):
        head = f"---\ntitle: Seite {one}\nsummary: Angaben {one}.\nkind: {kind}\nreviewed: 2025-06-01\n---\n\nText {one}.\n"
        atlas.write(f"pages/{kind}.{one}.md", head)
    catalog = atlas.catalog()
    plan = plan_routes(Facts(catalog, TODAY))
    renderer = Renderer(Facts(catalog, TODAY), plan, templates_folder(), language)
    page = next(page for page in plan.pages if page.kind == PageKind.PROSE and page.key == kind)
    return renderer.render(page).html.split('id="publisher"')[1].split("</dl>")[0]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("imprint", ["Vorstand Max Muster", "VR 123", "DE000000000", "Hafenamt Musterhafen"]),
        ("accessibility", ["Schlichtungsstelle Musterhafen"]),
        ("privacy", ["Datenschutz Küste<br>daten", "Rechenzentrum Deich", "14 Tage"]),
    ],
)
def test_details_that_only_some_publishers_have(atlas: Atlas, kind: str, shown: list[str]) -> None:
    """A detail is shown on its page if it is filled in, and has no entry there if it is not."""
    plain = facts(atlas, kind, "de")
    assert plain.count("<dt>") == {"imprint": 5, "accessibility": 3, "privacy": 3}[kind]
    atlas.replace("site.yml", RESPONSIBLE, RESPONSIBLE + MORE)
    filled = facts(atlas, kind, "de")
    assert [text for text in shown if text not in filled] == []
    assert filled.count("<dt>") == plain.count("<dt>") + len(shown)


def test_days_in_the_page_s_language(atlas: Atlas) -> None:
    """A number of days is written out, in the singular for one."""
    atlas.replace("site.yml", RESPONSIBLE, RESPONSIBLE + "  log_days: 1\n")
    assert "<dt>Logs are deleted after</dt><dd>1 day</dd>" in facts(atlas, "privacy", "en")


def test_no_days_is_no_number(atlas: Atlas) -> None:
    """Zero days are refused: a publisher without logs says so in the text."""
    atlas.replace("site.yml", RESPONSIBLE, RESPONSIBLE + "  log_days: 0\n")
    with pytest.raises(ContentError):
        atlas.catalog()
