"""Overlays: files of an atlas that replace the program's are checked, and reported when their originals have changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from generator.derive.facts import Facts
from generator.folder import OVERLAYS_LOCK
from generator.problems import ContentError, Problem, Severity
from generator.render.overlays import overlay_problems, overlays, refuse_faulty_overlays, write_overlays_lock
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import Atlas
from tests.conftest import Ended

ROLE = "templates/role.html.jinja"
Run = Callable[..., Ended]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the program's templates, which a test may change as a later version would."""
    return Path(
        shutil.copytree(
            templates_folder(), tmp_path / "package", ignore=shutil.ignore_patterns("static", "starter", "handbook")
        )
    )


@pytest.fixture
def own(atlas: Atlas) -> Atlas:
    """Return an atlas with its own page template, one word of the interface and data of a language."""
    atlas.write(ROLE, (templates_folder() / "pages/role.html.jinja").read_text(encoding="utf-8"))
    atlas.write("strings/de.yml", "role.tasks: Was zu tun ist\n")
    atlas.write("languages/en.yml", "spellings: {our: or}\n")
    return atlas


def problems(package: Path, atlas: Atlas) -> list[Problem]:
    """Return the problems of the atlas's overlays."""
    return list(overlay_problems(package, atlas.root, atlas.catalog().site.languages))


def confirm(package: Path, atlas: Atlas) -> int:
    """Confirm all overlays as they are; return their number."""
    return write_overlays_lock(atlas.root, overlays(package, atlas.root, atlas.catalog().site.languages))


def role(facts: Facts, content: Path) -> str:
    """Return the HTML of a role's page in German."""
    routes = plan_routes(facts)
    return (
        Renderer(facts, routes, templates_folder(), "de", content).render(routes.page(PageKind.ROLE, "map-maker")).html
    )


def test_a_template_of_the_atlas_goes_before_the_program_s(own: Atlas) -> None:
    """An unchanged copy of a template gives the same page, a changed one another page; the program's other templates stay in use."""
    before = role(own.facts(), own.root / "nowhere")
    own.path("strings/de.yml").unlink()
    assert role(own.facts(), own.root) == before
    own.write(ROLE, '{{ heading(1, "page", view.title) }}\n<p>{{ view.summary }}</p>\n')
    tree = html.fromstring(role(own.facts(), own.root))
    assert tree.xpath("string(.//p)") == "Zeichnet Karten, auf die sich andere verlassen."


def test_what_nobody_confirmed_is_named_once_for_each_file(own: Atlas) -> None:
    found = problems(templates_folder(), own)
    assert [own.place(problem) for problem in found] == [
        ("strings/de.yml", 1, 1, "unconfirmed-original"),
        ("languages/en.yml", 1, 1, "unconfirmed-original"),
        (ROLE, 1, 1, "unconfirmed-original"),
    ]
    assert confirm(templates_folder(), own) == 3
    assert problems(templates_folder(), own) == []


def test_a_changed_original_is_named_at_what_lies_over_it(own: Atlas, package: Path) -> None:
    """Originals that a new version changes are reported at the overlay: a template, a word and data of a language."""
    confirm(package, own)
    for name in ("pages/role.html.jinja", "languages/en.yml"):
        (package / name).write_text((package / name).read_text(encoding="utf-8") + "\n# new\n", encoding="utf-8")
    strings = (package / "strings/de.yml").read_text(encoding="utf-8")
    (package / "strings/de.yml").write_text(strings.replace("\nrole.tasks: ", "\nrole.tasks: Neue "), encoding="utf-8")
    found = problems(package, own)
    assert [own.place(problem) for problem in found] == [
        ("strings/de.yml", 1, 1, "changed-original"),
        ("languages/en.yml", 1, 1, "changed-original"),
        (ROLE, 1, 1, "changed-original"),
    ]
    assert {str(problem.severity) for problem in found} == {"warning"}
    confirm(package, own)
    assert problems(package, own) == []


def test_a_further_language_follows_the_reference(atlas: Atlas, package: Path) -> None:
    """Texts of a language that the program lacks follow the English ones, from which they were made."""
    atlas.replace("site.yml", "  - {id: en, ", "  - {id: sv, title: Svenska}\n  - {id: en, ")
    atlas.path("strings").mkdir()
    shutil.copy(package / "strings/en.yml", atlas.path("strings/sv.yml"))
    assert confirm(package, atlas) > 900
    text = (package / "strings/en.yml").read_text(encoding="utf-8")
    (package / "strings/en.yml").write_text(
        text.replace("\nessential: essential\n", "\nessential: needed\n"), encoding="utf-8"
    )
    assert [problem.found for problem in problems(package, atlas)] == [
        '"strings/sv.yml essential", whose original in the program has changed'
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("strings/fr.yml", "name the language in site.yml, or remove the file"),
        ("strings/de.yaml", 'did you mean "de.yml"?'),
        ("languages/fr.yml", "name the language in site.yml, or remove the file"),
        ("templates/rol.html.jinja", 'did you mean "role.html.jinja"?'),
        ("templates/deep/role.html.jinja", ""),
    ],
)
def test_what_lies_over_nothing_is_refused(name: str, hint: str, atlas: Atlas) -> None:
    atlas.write(name, "x: y\n")
    (problem,) = (one for one in problems(templates_folder(), atlas) if one.code == "unknown-file")
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n{% if view.title %}\n", (2, "bad-template")),
        ("a\n\n{{ view.title\n", (3, "bad-template")),
        ("{% unknown %}", (1, "bad-template")),
        ("a\n{{ view.title | shouted }}\n", (2, "bad-template")),
        ("a\n{% if view.title is shouted %}{% endif %}\n", (2, "bad-template")),
        ('a\n{% include "_rol.jinja" %}\n', (2, "unknown-template")),
        ('{% import "_makros.jinja" as m %}\n', (1, "unknown-template")),
    ],
)
def test_a_template_that_is_none_is_found_by_the_check(
    text: str, place: tuple[int, str], atlas: Atlas, run: Run
) -> None:
    atlas.write(ROLE, text)
    found = [one for one in problems(templates_folder(), atlas) if one.severity is Severity.ERROR]
    (problem,) = (one for one in found if one.code != "missing-macro")
    assert (problem.location.line, problem.code) == place
    ended = run("check", "--content", atlas.root)
    assert ended.code == 1
    assert f"{atlas.root}/{ROLE}:{place[0]}:1: error[{place[1]}]" in ended.err


def test_a_name_that_no_template_is_given_is_named(atlas: Atlas) -> None:
    atlas.write(
        ROLE, "{% set mine = view.title %}{{ mine }}\n{% for task in view.tasks %}{{ taks.text }}{% endfor %}\n"
    )
    (problem,) = (one for one in problems(templates_folder(), atlas) if one.code == "unknown-name")
    assert (problem.location.line, problem.found, problem.severity) == (2, 'the name "taks"', Severity.ERROR)
    assert "task" in problem.hint


def test_a_name_that_may_be_missing_is_none_to_name(atlas: Atlas) -> None:
    atlas.write(ROLE, "{% if mine is defined %}{{ mine }}{% endif %}{{ yours | default('x') }}\n")
    assert "unknown-name" not in {one.code for one in problems(templates_folder(), atlas)}


def test_a_tag_too_many_is_told_in_plain_words(atlas: Atlas) -> None:
    atlas.write(ROLE, "a\n{% endmacro %}\n")
    (problem,) = (one for one in problems(templates_folder(), atlas) if one.code == "bad-template")
    assert problem.found == 'the tag "endmacro", which is none or closes nothing'
    atlas.write(ROLE, "a\n{% macro b() %}\n")
    (problem,) = (one for one in problems(templates_folder(), atlas) if one.code == "bad-template")
    assert problem.expected == 'an end of the tag "macro"'


def test_every_template_of_the_program_passes_as_ones_own(atlas: Atlas) -> None:
    shutil.copytree(templates_folder() / "pages", atlas.root / "templates")
    assert {problem.code for problem in problems(templates_folder(), atlas)} == {"unconfirmed-original"}


def test_macros_that_other_templates_take_must_stay(atlas: Atlas) -> None:
    atlas.write("templates/_marks.jinja", "{# nothing #}\n")
    assert {problem.code for problem in problems(templates_folder(), atlas)} == {
        "missing-macro",
        "unconfirmed-original",
    }


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("x\n{{ view.titel }}", 2, '"titel", which "view" does not have'),
        ("{{ view['titel'] }}", 1, '"titel", which the value there does not have'),
        ("{{ t('no.' ~ 'key') }}", 1, 'the key "no.key", which is not there'),
        ("x\n\n{{ nobody }}", 3, "'nobody' is undefined"),
        ("{% import 'nothing.jinja' as m %}", 1, "nothing.jinja"),
        ("{{ view.title.missing() }}", 1, "missing"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("{{ heading() }}", 1, "missing 3 required positional arguments"),
        ("x\n{{ view.__class__.__mro__ }}", 2, "unsafe"),
        ("{{ lens.t.__init__.__globals__ }}", 1, "unsafe"),
        ("{% for x in range(100000000) %}{% endfor %}", 1, "Range too big"),
        ("{{ ''.format }}{{ '{0.__class__}'.format(view) }}", 1, "unsafe"),
    ],
)
def test_a_template_that_fails_or_reaches_too_far_is_located(template: str, line: int, says: str, atlas: Atlas) -> None:
    atlas.write(ROLE, template)
    with pytest.raises(ContentError) as caught:
        role(atlas.facts(), atlas.root)
    (problem,) = caught.value.problems
    assert (atlas.place(problem)[0], problem.location.line, problem.code) == (ROLE, line, "template-failed")
    assert says in problem.found


def test_a_mistyped_attribute_is_named_with_what_is_near(atlas: Atlas) -> None:
    """An unknown attribute is reported at its column with a similar name, and without the program's class names."""
    atlas.write(ROLE, "x\n<p>{{ view.titel }}</p>")
    with pytest.raises(ContentError) as caught:
        role(atlas.facts(), atlas.root)
    (problem,) = caught.value.problems
    assert problem.location[1:] == (2, 12)
    assert problem.message == (
        'found "titel", which "view" does not have; expected a name that it has; did you mean "title"?'
    )


def test_unknown_texts_of_the_interface_are_found_by_the_check(atlas: Atlas) -> None:
    """Keys and placeholders written out in a template are checked; computed ones are not."""
    atlas.write(
        ROLE,
        "{{ t('role.taks') }}{{ t('role.' ~ view.id) }}{{ t('reviewed') }}\n"
        "{{ t.count('duration.hour', 1) }}{{ t.count('duration.hours', 1) }}{{ t('reviewed', **view) }}\n"
        "{{ t.language_name('nokey') }}",
    )
    found = [one for one in problems(templates_folder(), atlas) if one.code in ("unknown-string", "other-placeholders")]
    assert [(one.location.line, one.found, one.hint) for one in found] == [
        (1, 'the key "role.taks"', 'did you mean "role.tasks"?'),
        (1, 'no date for "reviewed"', ""),
        (2, 'the key "duration.hour"', 'did you mean "duration.hours"?'),
    ]


def test_the_verb_waits_for_nothing_but_the_languages(atlas: Atlas, run: Run) -> None:
    """The verb ``overlays`` works despite errors in files other than those that define the languages."""
    atlas.write("style.yml", "lengths: 12\n")
    assert run("overlays", "--content", atlas.root, "--copy", "role.html.jinja").code == 0
    assert atlas.path(ROLE).is_file()
    assert '"templates/role.html.jinja"' in atlas.read("overlays.lock.json")
    atlas.write("site.yml", "languages: 12\n")
    ended = run("overlays", "--content", atlas.root)
    assert (ended.code, "site.yml:1:1: error[" in ended.err) == (1, True)


def test_the_verb_copies_confirms_and_lists(atlas: Atlas, run: Run) -> None:
    ended = run("overlays", "--content", atlas.root, "--copy", "role.html.jinja")
    assert ended.code == 0
    original = templates_folder() / "pages/role.html.jinja"
    assert atlas.path(ROLE).read_bytes() == original.read_bytes()
    assert run("check", "--content", atlas.root, "--strict").code == 0
    assert run("overlays", "--content", atlas.root, "--copy", "role.html.jinja").code == 2
    assert run("overlays", "--content", atlas.root, "--copy", "rol.html.jinja").code == 2
    assert run("overlays", "--content", atlas.root, "--copy", "../site.yml").code == 2
    atlas.write("strings/en.yml", "role.tasks: What is done\n")
    assert "warning[unconfirmed-original]" in run("overlays", "--content", atlas.root).err
    assert run("overlays", "--content", atlas.root, "--confirm").err == "0 errors, 0 warnings\n"
    assert run("check", "--content", atlas.root, "--strict").code == 0
    atlas.path(ROLE).unlink()
    atlas.path("strings/en.yml").unlink()
    run("overlays", "--content", atlas.root, "--confirm")
    assert not atlas.path(OVERLAYS_LOCK).exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"originals": []}', '{"originals": {"a": 1}}', "[" * 100_000])
def test_a_broken_lock_is_named(text: str, own: Atlas) -> None:
    own.write(OVERLAYS_LOCK, text)
    assert [problem.code for problem in problems(templates_folder(), own)] == ["bad-lock"]


def test_no_page_is_made_with_what_the_check_refuses(atlas: Atlas) -> None:
    """A build refuses the same overlays as the check."""
    languages = atlas.catalog().site.languages
    refuse_faulty_overlays(templates_folder(), atlas.root, languages)
    atlas.write("templates/rolle.html.jinja", "x\n")
    with pytest.raises(ContentError) as caught:
        refuse_faulty_overlays(templates_folder(), atlas.root, languages)
    assert [problem.code for problem in caught.value.problems] == ["unknown-file"]
