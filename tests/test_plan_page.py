"""Data of the plan's page and the finder, the sheets for HR and the workbook; browser tests try the pages out."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile

import openpyxl
import pytest

from generator.catalog import Catalog
from generator.derive.facts import Facts
from generator.derive.plan import stages_of
from generator.publish.assets import JOINED, shortened
from generator.publish.workbook import workbook_bytes
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.render.views.finder import finder_view
from generator.render.views.plan import plan_view
from generator.render.views.plan_data import plan_data, plan_details, plan_script, short_codes
from generator.render.views.sheet import ADVERTISED_SKILLS, TextBlock, sheet_view
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas

ASSETS = templates_folder() / "static" / "assets"
SCRIPTS = sorted(ASSETS.glob("plan*.js"))


def lens_of(catalog: Catalog, kind: str = PageKind.PLAN, key: str = "", language: str = "en") -> Lens:
    plan = plan_routes(Facts(catalog, TODAY))
    strings = Renderer(Facts(catalog, TODAY), plan, templates_folder(), language).strings
    return Lens(Facts(catalog, TODAY), plan, strings, plan.page(kind, key))


# --- data


def test_codes_depend_on_the_id_alone() -> None:
    some, more = short_codes(["b", "a"]), short_codes(["a", "b", "c"])
    assert more["a"] == some["a"]
    assert more["b"] == some["b"]
    assert all(re.fullmatch(r"[\w-]{4}", code) for code in more.values())


def test_codes_of_a_large_atlas_differ() -> None:
    ids = [f"skill-{n}" for n in range(14_000)]
    codes = short_codes(ids)
    assert len(set(codes.values())) == len(ids)


def test_the_data_hold_candidates_by_position(catalog: Catalog) -> None:
    data = plan_details(lens_of(catalog))
    trainings = [row[1] for row in data["trainings"]]
    weather = next(row for row in data["skills"] if row[1] == "weather-lore")
    assert [[trainings[at] for at in step] for step in weather[8]] == [
        ["star-course", "lamp-handbook", "harbour-evenings"],
        [],
    ]
    # The highest level of this skill and the retired course are left out, as no essential requirement needs them.
    assert "signal-course" not in trainings
    assert [row[1] for row in plan_data(lens_of(catalog))["occupations"]] == sorted(catalog.content.occupations)


def test_the_data_hold_what_each_stage_of_a_role_requires(catalog: Catalog) -> None:
    data = plan_data(lens_of(catalog))
    skills = sorted(catalog.content.skills)
    role = next(row for row in data["roles"] if row[1] == "map-maker")
    # The role has a title of its own at its first grade.
    assert [grade for grade, _ in role[3]] == ["Assistant map maker", "Full profile"]
    for (_, pairs), grade in zip(role[3], stages_of(catalog, "map-maker"), strict=True):
        ranks = catalog.requirement_ranks("map-maker", essential_only=True, grade=grade)
        assert {skills[skill]: rank for skill, rank in pairs} == ranks


def test_an_atlas_without_grades_has_one_nameless_stage(atlas: Atlas) -> None:
    atlas.path("vocabularies/grades.yml").unlink()
    atlas.drop("roles/map-maker.yml", r"^grades:\n(  .*\n)+")
    role = re.sub(r"levels: \{.*?(\w+)\}", r"level: \1", atlas.read("roles/map-maker.yml"))
    atlas.write("roles/map-maker.yml", role)
    data = plan_data(lens_of(atlas.catalog()))
    assert {stage[0] for row in data["roles"] for stage in row[3]} == {""}
    assert {len(row[3]) for row in data["roles"]} == {1}


def test_the_plan_knows_the_guide_to_funding_by_its_audience(atlas: Atlas) -> None:
    assert plan_data(lens_of(atlas.catalog()))["guide"] == []
    for language, title in (("de", "Wer zahlt"), ("en", "Who pays")):
        front = f"---\ntitle: {title}\naudience: funding\n---\n\n{title}\n"
        atlas.write(f"pages/money.{language}.md", front)
    assert plan_data(lens_of(atlas.catalog()))["guide"] == ["Who pays", "../guides/money/"]


def test_content_cannot_end_the_data(atlas: Atlas) -> None:
    atlas.replace("trainings/star-course.yml", "title: Sterne für alle", "title: '</script><script>alert(1)</script>'")
    atlas.replace("roles/night-porter.yml", "en: Night porter", "en: '</script><b>'")
    assert "<" not in str(plan_view(lens_of(atlas.catalog())).data)
    text = plan_script(lens_of(atlas.catalog()))
    assert "<" not in text
    start, end = "raPlan.details = ", ";\n"
    details = json.loads(text.removeprefix(start).removesuffix(end))
    assert "</script><script>alert(1)</script>" in [row[2] for row in details["trainings"]]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_scripts_use_every_string_and_no_other(catalog: Catalog, language: str) -> None:
    strings = plan_data(lens_of(catalog, language=language))["t"]
    forms = {
        re.sub(r"\.(zero|one|two|few|many|other)$", "", key) for key in strings if re.search(r"\.(one|other)$", key)
    }
    plain = {key for key in strings if not re.search(r"\.(zero|one|two|few|many|other)$", key)}
    script = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    named = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)*)"', script))
    assert (plain | forms) - named - {"none", "machine", "machine.one_of"} == set()
    called = set(re.findall(r'\b(?:t|count|words\.count|words\.t)\("([a-z_.]+)"', script))
    assert called - plain - forms == set()


def test_the_scripts_stay_small() -> None:
    # All own scripts of the site share 30 kB as they are published, search and lists included.
    plan = b"".join(shortened(name, (ASSETS / name).read_bytes()) for name in (*JOINED["plan.js"], "plan.js"))
    assert {*JOINED["plan.js"], "plan.js"} == {path.name for path in SCRIPTS}
    assert len(gzip.compress(plan, 9)) < 18_000


# --- finder


def test_the_finder_knows_each_roles_shares(catalog: Catalog) -> None:
    view = finder_view(lens_of(catalog, PageKind.HOME))
    assert view is not None
    data = json.loads(str(view.data))
    keeper = next(role for role in data["roles"] if role[1] == "Lighthouse keeper")
    assert dict(zip(data["groups"], keeper[2], strict=True)) == {"craft": 60, "navigation": 20, "people": 20}
    assert (view.families, keeper[3]) == ((), -1)  # with three roles nobody needs to choose a family first
    assert [answer.value for answer in view.groups] == list(catalog.content.groups)


# --- sheets for HR


def advertisement(catalog: Catalog, language: str = "en") -> TextBlock:
    """Return the keeper's text for an advertisement."""
    view = sheet_view(lens_of(catalog, PageKind.SHEET, "lighthouse-keeper", language=language))
    return next(block for block in view.blocks if block.id == "advertisement")


def test_the_advertisement_names_the_highest_essential_skills_with_what_one_can_do(catalog: Catalog) -> None:
    view = sheet_view(lens_of(catalog, PageKind.SHEET, "lighthouse-keeper"))
    lines = advertisement(catalog).lines
    statement = catalog.skill("lamp-care").levels["teaching"].statement["en"]
    bullets = [line for line in lines if statement in line]
    assert bullets == [f"- {catalog.skill('lamp-care').title['en']}: {statement}"]
    assert sum(line.startswith("- ") for line in lines) <= len(view.tasks) + ADVERTISED_SKILLS
    assert {line.basis.code for line in view.essential} == {"article", "source", "editorial"}


def test_the_advertisement_asks_what_one_needs_to_start(atlas: Atlas) -> None:
    """What only a later grade requires is left out, and a note names the grade of the advertisement."""
    head, levels, rest = atlas.read("roles/lighthouse-keeper.yml").partition("    level: teaching\n")
    assert levels
    rest = rest.replace("level: tried", "levels: {full: tried}", 1)
    atlas.write("roles/lighthouse-keeper.yml", f"{head}    levels: {{start: seen, full: teaching}}\n{rest}")
    catalog = atlas.catalog()
    block = advertisement(catalog)
    skill = catalog.skill("lamp-care")
    assert f"- {skill.title['en']}: {skill.levels['seen'].statement['en']}" in block.lines
    assert not [line for line in block.lines if catalog.skill("night-watch").title["en"] in line]
    assert "To start" in block.notes[0]


def test_the_advertisement_names_tasks_that_one_can_do_from_the_start(atlas: Atlas) -> None:
    """A task is left out if the role requires one of its skills only at a later grade; a task without skills stays."""
    role = atlas.read("roles/lighthouse-keeper.yml").replace("level: tried", "levels: {full: tried}", 1)
    atlas.write("roles/lighthouse-keeper.yml", role.replace("level: teaching", "levels: {start: seen, full: teaching}"))
    for task, skills in (
        ("Light the lamp every night", "lamp-care"),
        ("Watch and report the weather", "lamp-care, night-watch"),
    ):
        atlas.replace("roles/lighthouse-keeper.yml", f"en: {task}\n", f"en: {task}\n    skills: [{skills}]\n")
    lines = advertisement(atlas.catalog()).lines
    named = [
        task for task in ("Light the lamp", "Watch and report", "Show groups") if any(task in line for line in lines)
    ]
    assert named == ["Light the lamp", "Show groups"]


@pytest.mark.parametrize(("language", "title"), [("de", "Leuchtturmdienst (m/w/d)"), ("en", "Lighthouse service")])
def test_the_advertisement_explains_its_title_and_claims_nothing(catalog: Catalog, language: str, title: str) -> None:
    """The advertisement has the functional title and the summary, a note on misleading titles, and no claim that anybody has adapted it."""
    block = advertisement(catalog, language)
    role = catalog.role("lighthouse-keeper")
    assert block.lines[0] == title
    assert role.summary
    assert role.notice
    assert role.summary[language] in block.lines[1]
    assert role.notice[language] in block.notes
    assert role.alternative_titles[language][0] in block.notes[-1]
    assert not {"angepasst", "adapted"} & set(re.findall(r"\w+", " ".join(block.lines)))


def test_each_of_many_grades_has_its_advertisement(atlas: Atlas) -> None:
    """Each grade has its own advertisement with its title, tasks and levels, also in a role whose tasks are all given by grade."""
    grades = "- {id: chief, title: {de: Leitung, en: Chief}}\n"
    atlas.write("vocabularies/grades.yml", atlas.read("vocabularies/grades.yml") + grades)
    atlas.drop("roles/lighthouse-keeper.yml", r"^tasks:\n(  .*\n)+")
    rows = "".join(
        f"  - grade: {grade}\n    title: {{de: {title}, en: {title}}}\n    tasks: [{{de: {task}, en: {task}}}]\n"
        for grade, title, task in (
            ("start", "Junior keeper", "Trim it"), ("full", "Keeper", "Light it"), ("chief", "Chief keeper", "Plan it")
        )
    )  # fmt: skip
    role = atlas.read("roles/lighthouse-keeper.yml").replace("requires:\n", f"grades:\n{rows}requires:\n")
    role = role.replace("level: teaching", "levels: {start: seen, chief: teaching}")
    atlas.write("roles/lighthouse-keeper.yml", role)
    catalog = atlas.catalog()
    assert plan_routes(atlas.facts()).has(PageKind.SHEET, "lighthouse-keeper")
    block = advertisement(catalog)
    skill = catalog.skill("lamp-care")
    for one, title, task, level in (
        (block, "Junior keeper", "Trim it", "seen"),
        (block.others[0], "Keeper", "Light it", "seen"),
        (block.others[1], "Chief keeper", "Plan it", "teaching"),
    ):
        assert one.lines[0] == title
        assert [line for line in one.lines if line.endswith("it")] == [f"- {task}"]
        assert f"- {skill.title['en']}: {skill.levels[level].statement['en']}" in one.lines
        assert title in one.notes[0]
    assert [other.title for other in block.others] == ["Keeper", "Chief keeper"]


def test_a_role_without_tasks_has_no_sheet(atlas: Atlas) -> None:
    plan = plan_routes(atlas.facts())
    assert plan.has(PageKind.SHEET, "lighthouse-keeper")
    atlas.drop("roles/lighthouse-keeper.yml", r"^tasks:\n(  .*\n)+")
    assert not plan_routes(atlas.facts()).has(PageKind.SHEET, "lighthouse-keeper")


# --- workbook


def test_the_workbook_holds_the_tables(catalog: Catalog) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(lens_of(catalog))))
    assert book.sheetnames == ["Key", "Roles", "Matrix", "Skills", "Courses"]
    keeper = catalog.role("lighthouse-keeper")
    rows = [row for row in book["Roles"].iter_rows(values_only=True) if row[0] == keeper.title["en"]]
    assert len(rows) == len(keeper.requires)
    assert (
        "Lighthouse keeper",
        "Lamp care",
        "essential",
        "Teaching",
        "Without light the tower is a heap of stones.",
        "Article",
    ) in [row[:6] for row in rows]
    head, *matrix = book["Matrix"].iter_rows(values_only=True)
    piloting = next(row for row in matrix if row[0] == catalog.skill("harbour-piloting").title["en"])
    assert dict(zip(head, piloting, strict=True))["Lighthouse keeper"] == "(Seen)"
    head, *courses = book["Courses"].iter_rows(values_only=True)
    offers = {row[0]: dict(zip(head, row, strict=True)) for row in courses}
    assert offers["Sterne für alle"]["Hours from"] == 10
    assert offers["The Lamp Handbook"]["Hours from"] is None
    assert {offer["Price"] for offer in offers.values()} == {None, "€120.00, as of March 2025"}
    assert "Signals by Lantern" not in offers


def test_the_workbook_explains_itself(catalog: Catalog) -> None:
    """The first sheet has day, licence and source, and shows each level in the colour that it has in the matrix."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(lens_of(catalog))))
    legend = {row[0].value: row for row in book["Key"].iter_rows()}
    assert "30 June 2025" in legend["As of"][1].value
    assert legend["Licence"][1].hyperlink.target == catalog.site.licence.url
    assert catalog.site.base_url in legend["Source"][1].value
    assert {"(level)", "(empty cell)", "Hours from (estimated)"} <= legend.keys()
    colours = {
        level.value.title["en"]: legend[level.value.title["en"]][0].fill.fgColor.rgb
        for level in catalog.content.levels.values()
    }
    assert len(set(colours.values())) == len(colours)
    cells = [cell for row in book["Matrix"].iter_rows(min_row=2, min_col=3) for cell in row if cell.value]
    assert cells
    assert {cell.fill.fgColor.rgb == colours[cell.value.strip("()")] for cell in cells} == {True}


def test_the_workbook_shows_estimates_and_links(catalog: Catalog) -> None:
    """Hours that are not stated are estimates, marked as such; addresses are hyperlinks and not formulas."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(lens_of(catalog))))
    head, *rows = book["Courses"].iter_rows()
    names = [cell.value for cell in head]
    estimated = 0
    for row in rows:
        found = dict(zip(names, row, strict=True))
        training = next(
            one.value for one in catalog.content.trainings.values() if one.value.title == found["Title"].value
        )
        address = found["Address"]
        assert (address.value, address.hyperlink.target if address.hyperlink else None) == (training.url, training.url)
        if training.effort:
            estimated += 1
            assert "estimate" in found["Length"].value
            if found["Hours from"].value is None:
                assert found["Hours from (estimated)"].value == training.effort.hours[0]
    assert estimated


@pytest.mark.parametrize("title", ["=1+1", "+49", "-1", "@SUM(A1)", '=HYPERLINK("https://x.example","x")'])
def test_no_text_becomes_a_formula(atlas: Atlas, title: str) -> None:
    atlas.replace("trainings/star-course.yml", "title: Sterne für alle", f"title: '{title}'")
    content = workbook_bytes(lens_of(atlas.catalog()))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = next(row[0] for row in book["Courses"].iter_rows() if row[0].value == title)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))


def test_the_workbook_carries_no_clock(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook_bytes(lens_of(catalog))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert workbook_bytes(lens_of(catalog)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+Z", core) == ["1980-01-01T00:00:00Z"] * 2
