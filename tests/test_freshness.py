"""Translation freshness: confirmed, stale and unconfirmed texts, the lock, the command, and the notice on pages."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from generator.cli.authoring import translations
from generator.derive.facts import Facts
from generator.derive.freshness import confirm, translation_states
from generator.lock import LOCK_NAME, text_hash, write_lock
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY, Atlas

KEEPER = "roles/lighthouse-keeper.yml"
GERMAN, ENGLISH = (
    "Hält das Licht am Brennen und die Schiffe auf Kurs.",
    "Keeps the light burning and the ships on course.",
)
ABOUT = "pages/about.de.md"


@pytest.fixture
def confirmed(atlas: Atlas) -> Atlas:
    """Return the fictional atlas with all translations confirmed."""
    write_lock(atlas.root, confirm(atlas.catalog()))
    return atlas


def opened(atlas: Atlas) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return what is not confirmed, as record, field, state and the languages behind."""
    return [
        (one.field.record, one.field.key, str(one.state), one.behind)
        for one in translation_states(atlas.catalog())
        if one.state != "confirmed"
    ]


def notice(atlas: Atlas, language: str, kind: str = PageKind.ROLE, key: str = "lighthouse-keeper") -> bool:
    """Return whether a page has the notice of an outdated translation."""
    catalog = atlas.catalog()
    renderer = Renderer(Facts(catalog, TODAY), plan_routes(Facts(catalog, TODAY)), templates_folder(), language)
    return "ra-stale" in renderer.render(renderer.routes.page(kind, key)).html


def test_without_a_lock_nothing_is_confirmed_and_no_page_has_a_notice(atlas: Atlas) -> None:
    states = list(translation_states(atlas.catalog()))
    assert {str(one.state) for one in states} == {"unconfirmed"}
    assert not notice(atlas, "de")
    assert not notice(atlas, "en")


def test_all_is_confirmed_after_the_confirmation(confirmed: Atlas) -> None:
    assert opened(confirmed) == []


def test_a_change_of_white_space_changes_nothing(confirmed: Atlas) -> None:
    confirmed.replace(KEEPER, GERMAN, ">-\n    Hält das Licht am Brennen\n    und die Schiffe auf Kurs.")
    assert opened(confirmed) == []


@pytest.mark.parametrize(
    ("old", "new", "behind"),
    [(GERMAN, "Hält das Licht.", "en"), (ENGLISH, "Keeps the light.", "de")],
)
def test_the_language_that_did_not_change_is_behind(confirmed: Atlas, old: str, new: str, behind: str) -> None:
    confirmed.replace(KEEPER, old, new)
    assert opened(confirmed) == [("roles/lighthouse-keeper", "summary", "stale", (behind,))]
    assert {language: notice(confirmed, language) for language in ("de", "en")} == {
        "de": behind == "de",
        "en": behind == "en",
    }
    assert not notice(confirmed, behind, key="map-maker")


def test_a_text_changed_in_all_languages_is_unconfirmed_and_bears_no_notice(confirmed: Atlas) -> None:
    confirmed.replace(KEEPER, GERMAN, "Hält das Licht.")
    confirmed.replace(KEEPER, ENGLISH, "Keeps the light.")
    assert opened(confirmed) == [("roles/lighthouse-keeper", "summary", "unconfirmed", ())]
    assert not notice(confirmed, "de")


def test_going_back_to_the_old_text_confirms_it_again(confirmed: Atlas) -> None:
    confirmed.replace(KEEPER, GERMAN, "Hält das Licht.")
    confirmed.replace(KEEPER, "Hält das Licht.", GERMAN)
    assert opened(confirmed) == []


def test_an_item_that_moves_within_its_list_stays_confirmed(confirmed: Atlas) -> None:
    task = "  - de: Das Licht jede Nacht zünden\n    en: Light the lamp every night\n    basis: article\n"
    confirmed.replace(KEEPER, task, "")
    text = confirmed.read(KEEPER)
    confirmed.write(KEEPER, text.replace("    basis: editorial\n", "    basis: editorial\n" + task, 1))
    assert opened(confirmed) == []


def test_a_prose_page_is_behind_as_a_whole(confirmed: Atlas) -> None:
    confirmed.replace(ABOUT, "- notiert", "- sorgfältig notiert")
    assert opened(confirmed) == [("pages/about", "markdown", "stale", ("en",))]
    assert notice(confirmed, "en", PageKind.PROSE, "about")
    assert not notice(confirmed, "de", PageKind.PROSE, "about")


def test_the_glossary_page_tells_of_its_terms(confirmed: Atlas) -> None:
    text = confirmed.read("glossary.yml")
    term = next(iter(confirmed.catalog().content.glossary.values())).value
    confirmed.write("glossary.yml", text.replace(term.definition["en"], "Something else.", 1))
    assert notice(confirmed, "de", PageKind.GLOSSARY, "")
    assert not notice(confirmed, "en", PageKind.GLOSSARY, "")


def test_a_confirmation_of_some_records_leaves_the_others_and_drops_what_is_gone(confirmed: Atlas) -> None:
    confirmed.replace(KEEPER, GERMAN, "Hält das Licht.")
    confirmed.replace("skills/lamp-care.yml", "Sie können den Docht wechseln.", "Sie können Dochte wechseln.")
    (confirmed.root / "trainings" / "tide-tables.yml").unlink()
    lock = confirm(confirmed.catalog(), ["roles/lighthouse-keeper"])
    assert "trainings/tide-tables" not in lock
    write_lock(confirmed.root, lock)
    assert [row[0] for row in opened(confirmed)] == ["skills/lamp-care"]


def test_the_lock_is_sorted_one_field_a_line_and_always_the_same(confirmed: Atlas) -> None:
    text = confirmed.read(LOCK_NAME)
    data = json.loads(text)
    assert "Do not edit" in data["note"]
    assert list(data["records"]) == sorted(data["records"])
    assert f'   "summary": {{"de": "{text_hash(GERMAN)}", "en": "{text_hash(ENGLISH)}"}}' in text
    write_lock(confirmed.root, confirm(confirmed.catalog()))
    assert confirmed.read(LOCK_NAME) == text


@pytest.mark.parametrize("text", ["", "[]", '{"records": []}', '{"records": {"x": {"y": {"de": 1}}}}', "[" * 100_000])
def test_a_broken_lock_is_a_problem(atlas: Atlas, text: str) -> None:
    atlas.write(LOCK_NAME, text)
    assert atlas.places() == [(LOCK_NAME, 1, 1, "bad-lock")]


def test_the_command_lists_confirms_and_then_is_content(confirmed: Atlas) -> None:
    confirmed.replace(KEEPER, GERMAN, "Hält das Licht.")
    run = CliRunner().invoke
    content = ["--content", str(confirmed.root)]
    listed = run(translations, [*content, "--format", "json"])
    (problem,) = json.loads(listed.stdout)
    assert (listed.exit_code, problem["code"], problem["found"]) == (
        1,
        "stale-translation",
        '"summary", whose en is older than the rest',
    )
    elsewhere = run(translations, [*content, "--confirm", str(confirmed.root / "skills")])
    assert (elsewhere.exit_code, elsewhere.output) == (0, "0 texts newly confirmed\n")
    assert run(translations, content).exit_code == 1
    done = run(translations, [*content, "--confirm", str(confirmed.root / "roles")])
    assert (done.exit_code, done.output) == (0, "1 text newly confirmed\n")
    assert run(translations, content).exit_code == 0


def test_the_command_refuses_a_path_without_texts(confirmed: Atlas) -> None:
    result = CliRunner().invoke(translations, ["--content", str(confirmed.root), str(confirmed.root / "nowhere")])
    assert result.exit_code == 2


def test_one_name_for_all_languages_is_no_translation(atlas: Atlas) -> None:
    """A name that was the same in all languages and is then translated in one makes no other language stale."""
    atlas.replace("site.yml", "title: {de: Küstenatlas, en: Coast Atlas}", "title: {de: Atlas, en: Atlas}")
    write_lock(atlas.root, confirm(atlas.catalog()))
    atlas.replace("site.yml", "title: {de: Atlas, en: Atlas}", "title: {de: Atlas, en: Coast Atlas}")
    assert opened(atlas) == [("site", "title", "unconfirmed", ())]
