"""The catalogue's reverse look-ups: which roles require a skill, and which trainings teach, attest or accompany it."""

from __future__ import annotations

import copy
import pickle
import re
from pathlib import Path

import pytest

from generator.catalog import LOOK_UPS, Catalog, Step
from generator.kinds.skill import Practice
from generator.link import take_over
from generator.pipeline import load_linked
from generator.remembered import Remembered
from tests.atlas import Atlas


def test_languages_and_levels_keep_their_order(catalog: Catalog) -> None:
    assert catalog.languages == ("de", "en")
    assert catalog.level_ids == ("seen", "tried", "trusted", "teaching")
    assert [catalog.level_at(rank) for rank in (1, 4)] == ["seen", "teaching"]


@pytest.mark.parametrize(
    ("level", "rank"), [("none", 0), (None, 0), ("seen", 1), ("tried", 2), ("trusted", 3), ("teaching", 4)]
)
def test_rank(level: str | None, rank: int, catalog: Catalog) -> None:
    assert catalog.rank(level) == rank


def test_an_unknown_level_has_no_rank(catalog: Catalog) -> None:
    with pytest.raises(KeyError):
        catalog.rank("expert")


@pytest.mark.parametrize(
    ("skill", "roles"),
    [
        pytest.param("lamp-care", [("lighthouse-keeper", "teaching"), ("night-porter", "seen")], id="essential-first"),
        pytest.param("star-reading", [("map-maker", "trusted"), ("lighthouse-keeper", "tried")], id="higher-first"),
        pytest.param("night-watch", [("lighthouse-keeper", "tried"), ("night-porter", "tried")], id="then-by-id"),
        pytest.param("harbour-piloting", [("map-maker", "tried"), ("lighthouse-keeper", "seen")], id="optional-last"),
        pytest.param("no-such-skill", [], id="unknown"),
    ],
)
def test_roles_requiring(skill: str, roles: list[tuple[str, str]], catalog: Catalog) -> None:
    assert [(row.role, row.requirement.level) for row in catalog.roles_requiring(skill)] == roles


def test_requirement_ranks(catalog: Catalog) -> None:
    assert catalog.requirement_ranks("night-porter") == {
        "guest-care": 3,
        "night-watch": 2,
        "key-keeping": 2,
        "lamp-care": 1,
    }
    assert catalog.requirement_ranks("night-porter", essential_only=True) == {
        "guest-care": 3,
        "night-watch": 2,
        "key-keeping": 2,
    }


def test_a_requirement_without_level_counts_as_the_lowest(atlas: Atlas) -> None:
    text = atlas.read("roles/night-porter.yml")
    for level in ("trusted", "tried", "seen"):
        text = text.replace(f" level: {level},", "")
    atlas.write("roles/night-porter.yml", text)
    assert set(atlas.catalog().requirement_ranks("night-porter").values()) == {1}


@pytest.mark.parametrize(
    ("skill", "rank", "trainings"),
    [
        pytest.param("star-reading", 1, ["star-course"], id="first-of-two-steps"),
        pytest.param("star-reading", 2, ["star-course"], id="second-of-two-steps"),
        pytest.param("star-reading", 3, [], id="beyond-and-retired"),
        pytest.param("chart-drawing", 1, [], id="below-its-start"),
        pytest.param("chart-drawing", 2, ["chart-workshop"], id="changing-first-step"),
        pytest.param("chart-drawing", 3, ["chart-workshop"], id="changing-second-step"),
        pytest.param("guest-care", 1, [], id="doubtful"),
        pytest.param("lamp-care", 3, [], id="an-exam-lifts-nothing"),
        pytest.param("weather-lore", 1, ["star-course", "lamp-handbook", "harbour-evenings"], id="preferred-first"),
    ],
)
def test_trainings_for_a_step(skill: str, rank: int, trainings: list[str], catalog: Catalog) -> None:
    assert list(catalog.trainings_for(Step(skill, rank))) == trainings


def test_trainings_that_lift_some_step(catalog: Catalog) -> None:
    assert catalog.trainings_lifting("star-reading") == ("star-course",)
    assert catalog.trainings_lifting("weather-lore") == ("star-course", "lamp-handbook", "harbour-evenings")
    assert catalog.trainings_lifting("guest-care") == ()


@pytest.mark.parametrize("state", ["doubtful", "retired"])
def test_nothing_doubtful_or_retired_is_suggested(state: str, atlas: Atlas) -> None:
    for name in ("star-course", "keeper-exam", "tide-tables"):
        successor = "\nsuccessor: none" if state == "retired" else ""
        atlas.replace(f"trainings/{name}.yml", "state: active", f"state: {state}{successor}")
    catalog = atlas.catalog()
    assert catalog.trainings_for(Step("star-reading", 1)) == ()
    assert catalog.exams_for(Step("lamp-care", 3)) == ()
    assert catalog.references_for("weather-lore") == ()


@pytest.mark.parametrize(
    ("skill", "rank", "exams"),
    [
        pytest.param("lamp-care", 3, ("keeper-exam",), id="attested"),
        pytest.param("lamp-care", 2, (), id="below"),
        pytest.param("lamp-care", 4, (), id="above"),
        pytest.param("night-watch", 2, ("keeper-exam",), id="second-skill"),
    ],
)
def test_exams_attest_one_level(skill: str, rank: int, exams: tuple[str, ...], catalog: Catalog) -> None:
    assert catalog.exams_for(Step(skill, rank)) == exams


def test_references_accompany_a_skill(catalog: Catalog) -> None:
    assert catalog.references_for("star-reading") == ("tide-tables",)
    assert catalog.references_for("lamp-care") == ()


def test_skills_that_build_on_a_skill(catalog: Catalog) -> None:
    assert catalog.prerequisite_for("star-reading") == ("chart-drawing",)
    assert catalog.prerequisite_for("chart-drawing") == ("harbour-piloting",)
    assert catalog.prerequisite_for("night-watch") == ("harbour-piloting",)
    assert catalog.prerequisite_for("storytelling") == ()


def test_a_skill_that_builds_on_one_twice_is_listed_once(atlas: Atlas) -> None:
    atlas.replace(
        "skills/chart-drawing.yml",
        "prerequisites:\n",
        "prerequisites:\n  - {skill: star-reading, level: trusted, from: teaching}\n",
    )
    assert atlas.catalog().prerequisite_for("star-reading") == ("chart-drawing",)


def test_skills_by_group(catalog: Catalog) -> None:
    assert dict(catalog.skills_by_group) == {
        "navigation": ("chart-drawing", "harbour-piloting", "star-reading"),
        "craft": ("key-keeping", "lamp-care", "weather-lore"),
        "people": ("guest-care", "night-watch", "storytelling"),
    }
    assert list(catalog.skills_by_group) == list(catalog.group_order)


def test_a_group_without_skills_is_left_out(atlas: Atlas) -> None:
    atlas.write(
        "vocabularies/groups.yml",
        atlas.read("vocabularies/groups.yml") + "- {id: empty, title: {de: Leer, en: Empty}}\n",
    )
    catalog = atlas.catalog()
    assert "empty" not in catalog.skills_by_group
    assert catalog.group_order["empty"] == 3


def test_another_scale_and_languages(atlas: Atlas) -> None:
    """The number of levels is not fixed in the code."""
    levels = atlas.read("vocabularies/levels.yml")
    further = "- {id: mythical, title: {de: Sagenhaft, en: Mythical}, meaning: {de: Sage., en: Legend.}}\n"
    atlas.write("vocabularies/levels.yml", levels + further)
    catalog = atlas.catalog()
    assert (catalog.rank("mythical"), catalog.level_at(5)) == (5, "mythical")


def test_a_site_without_bounds_of_quality_can_be_copied_and_sent(atlas: Atlas) -> None:
    """Site settings without bounds of quality can be copied and pickled, as pages are made in other processes."""
    atlas.drop("site.yml", r"^quality:\n(  .*\n)+")
    site = atlas.catalog().site
    for same in (pickle.loads(pickle.dumps(site)), copy.deepcopy(site)):
        assert same == site
    assert site.quality.totals() == {}


def test_roles_can_be_sent_to_another_process(catalog: Catalog) -> None:
    roles = {id: record.value for id, record in catalog.content.roles.items()}
    assert pickle.loads(pickle.dumps(roles)) == roles


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("short_name: coast\n", "coast", id="written"),
        pytest.param("", "kustenatlas", id="from-the-title"),
    ],
)
def test_the_short_name_comes_from_the_title(line: str, name: str, atlas: Atlas) -> None:
    text = re.sub(r"^short_name: .*\n", "", atlas.read("site.yml"), flags=re.MULTILINE)
    atlas.write("site.yml", line + text)
    assert atlas.catalog().site.short_name == name


def test_of_like_trainings_the_cheaper_is_suggested_first(atlas: Atlas) -> None:
    """Trainings known to cost money come after those that may be free, whatever their ids."""
    costs = ("free", "freemium", "unknown", "paid")
    known = atlas.read("trainings/star-course.yml")
    atlas.path("trainings/star-course.yml").unlink()
    (cost,) = (line for line in known.splitlines() if line.startswith("cost:"))
    for id, each in zip("dcba", costs, strict=True):
        text = known.replace(cost, f"cost: {each}").replace("url: https://", f"url: https://{id}.")
        atlas.write(f"trainings/{id}.yml", text)
    atlas.write("trainings/signal-course.yml", atlas.read("trainings/signal-course.yml").replace("star-course", "none"))
    catalog = atlas.catalog()
    lifted = catalog.training("a").teaches[0]
    found = catalog.trainings_for(Step(lifted.skill, catalog.rank(lifted.to_level)))
    assert [id for id in found if id in "abcd"] == ["d", "c", "b", "a"]


def test_an_atlas_of_one_language_may_write_plain_texts(tmp_path: Path) -> None:
    """In an atlas of one language, a text may be a plain string or a mapping with that language, with the same meaning."""
    files = {
        "site.yml": "title: Coast\ntagline: Three roles\ndescription: An atlas\nlanguages: [{id: en, title: English}]\n"
        'licence: {name: CC, url: "https://x.example/"}\n',
        "vocabularies/levels.yml": "- {id: seen, title: Seen, meaning: You know it.}\n",
        "vocabularies/groups.yml": "- {id: craft, title: {en: Craft}}\n",
        "skills/lamp-care.yml": "title: Lamp care\ngroup: craft\nlevels: {seen: {statement: You can see., practice: Look.}}\n",
        "roles/keeper.yml": "title: Keeper\ntasks: [Light the lamp, {en: Watch, basis: article}]\n"
        "requires: [{skill: lamp-care, level: seen, necessity: essential, why: It is dark.}]\n",
    }
    atlas = Atlas(tmp_path)
    for name, text in files.items():
        atlas.write(name, text)
    catalog = atlas.catalog()
    assert dict(catalog.site.title) == {"en": "Coast"}
    assert [dict(task.text) for task in catalog.role("keeper").tasks] == [{"en": "Light the lamp"}, {"en": "Watch"}]
    assert catalog.skill("lamp-care").levels["seen"].practice == Practice(text={"en": "Look."})
    atlas.write("roles/keeper.yml", "title: Keeper\nsummary: ‸[Lights]\n")
    assert atlas.places() == [("roles/keeper.yml", 2, 10, "wrong-type")]
    assert "write it as {en: ...}" in str(atlas.problems()[0])


def test_what_was_looked_up_before_is_taken_over_while_it_is_made_of_the_same(atlas: Atlas) -> None:
    def known(catalog: Catalog) -> set[str]:
        return {name for name in (*LOOK_UPS, "_required", "_grades_by_role") if name in vars(catalog)}

    known_files = Remembered(atlas.root)

    def after(path: str, old: str, new: str) -> Catalog:
        text = atlas.read(path)
        assert old in text
        atlas.write(path, text.replace(old, new, 1))
        catalog = load_linked(atlas.root, known_files)
        take_over(catalog, before)
        return catalog

    before = load_linked(atlas.root, known_files)
    for name in LOOK_UPS:
        getattr(before, name)
    before.requirement_ranks("map-maker")
    everything = known(before)
    assert everything == {*LOOK_UPS, "_required", "_grades_by_role"}
    retitled = after("roles/map-maker.yml", "Map maker", "Chart maker")
    assert known(retitled) == everything
    assert retitled.roles_requiring("star-reading") == load_linked(atlas.root).roles_requiring("star-reading")
    required = after("roles/map-maker.yml", "necessity: essential", "necessity: optional")
    assert everything - known(required) == {"_needed_by", "_required", "_grades_by_role"}
    assert known(after("skills/star-reading.yml", "Star reading", "Star lore")) == known(required)
    atlas.write("roles/second-porter.yml", atlas.read("roles/night-porter.yml"))
    more = load_linked(atlas.root, known_files)
    take_over(more, before)
    assert "_needed_by" not in vars(more)
