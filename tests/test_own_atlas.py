"""The verb ``init``: an atlas of one's own from the installed program, in the languages and with the number of levels asked for."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import html

from generator.pipeline import load_facts, load_linked
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from generator.starter.project import Example
from generator.starter.texts import NewAtlas, own_name, scale
from tests.atlas import TODAY
from tests.conftest import Ended
from tests.sites import digest
from tests.sites import run as run_module

Run = Callable[..., Ended]


def new_atlas(*languages: str, left_out: frozenset[str] = frozenset()) -> NewAtlas:
    """Return the values that ``init`` fills in."""
    return NewAtlas(languages, "", "2025-06-30", "en", left_out)


# --- what is written


def test_a_further_language_begins_with_what_every_reader_sees(run: Run, tmp_path: Path) -> None:
    """The first texts to translate are those on every page, about fifty of a thousand; each name in the manifest matches a text."""
    assert run("init", tmp_path / "own", "--languages", "fr").code == 0
    text = (tmp_path / "own/content/strings/fr.yml").read_text(encoding="utf-8")
    first, others = (part.splitlines()[1:] for part in text.split("# These ")[1].split("# The other "))
    keys = [row.partition(":")[0] for row in first]
    assert 30 < len(keys) < 70
    for name in Example(templates_folder()).manifest["first_strings"]:
        assert any(key == name or (name.endswith(".") and key.startswith(name)) for key in keys), name
    assert len(keys) + len(others) == len(set(keys) | {row.partition(":")[0] for row in others})


@pytest.mark.parametrize("languages", ["de,en", "en,de", "en", "de"])
@pytest.mark.parametrize("levels", [3, 4, 5, 6])
def test_the_example_has_nothing_to_mend(languages: str, levels: int, run: Run, tmp_path: Path) -> None:
    """The example has no problem but that it is the example, in each of its languages and with each number of levels."""
    target = tmp_path / "atlas"
    assert run("init", target, "--languages", languages, "--levels", str(levels)).code == 0
    ended = run("check", "--content", target / "content")
    assert (ended.code, re.findall(r"\[[a-z-]+\]", ended.err)) == (0, ["[example-text]"])
    catalog = load_linked(target / "content")
    assert (",".join(catalog.languages), len(catalog.level_ids)) == (languages, levels)
    content = catalog.content
    assert [len(kind) for kind in (content.roles, content.skills, content.trainings, content.occupations)] == [
        3,
        8,
        6,
        2,
    ]
    assert not any(path.name.startswith(".atlas") for path in tmp_path.iterdir())


def test_one_language_needs_no_code_for_it(run: Run, tmp_path: Path) -> None:
    """With one language, texts have no language codes, and there is no page in another language."""
    run("init", tmp_path / "atlas", "--languages", "en", "--title", "Our Own Atlas of Nine Long Words in a Row")
    texts = (tmp_path / "atlas/content/roles/fleet-mechanic.yml").read_text(encoding="utf-8")
    assert texts.startswith('title: "Fleet mechanic"\n')
    assert not list((tmp_path / "atlas/content").rglob("*.de.md"))
    assert (
        (tmp_path / "atlas/README.md")
        .read_text(encoding="utf-8")
        .startswith("# Our Own Atlas of Nine Long Words in a Row\n")
    )


def test_a_title_may_be_the_same_in_all_languages(run: Run, tmp_path: Path) -> None:
    """A title that is a name, as of an organisation, is no missing translation."""
    run("init", tmp_path / "atlas", "--title", 'The "Four Word" Name: It\'s Here')
    assert run("check", "--content", tmp_path / "atlas/content").code == 0
    assert load_linked(tmp_path / "atlas/content").site.title["de"] == 'The "Four Word" Name: It\'s Here'


def test_a_further_language_can_be_looked_at_at_once(run: Run, tmp_path: Path) -> None:
    """A language without texts in the program gets marked texts of the interface; texts that it lacks are warnings."""
    assert run("init", tmp_path / "atlas", "--languages", "de,en,fr").code == 0
    strings = yaml.safe_load((tmp_path / "atlas/content/strings/fr.yml").read_text(encoding="utf-8"))
    assert {text[:5] for text in strings.values()} == {"[de] "}  # the language of all marked texts is the same
    assert (tmp_path / "atlas/content/languages/fr.yml").is_file()
    ended = run("check", "--content", tmp_path / "atlas/content")
    assert ended.code == 0
    assert set(re.findall(r"(?:error|warning)\[[a-z-]+\]", ended.err)) == {
        "warning[missing-translation]", "warning[marked-strings]", "warning[example-text]",
    }  # fmt: skip


def test_a_language_of_its_own_gets_marked_texts(run: Run, tmp_path: Path) -> None:
    """If the program has texts in no language of the atlas, those of the reference language are written with a mark."""
    assert run("init", tmp_path / "atlas", "--languages", "pl", "--levels", "3").code == 0
    catalog = load_linked(tmp_path / "atlas/content")
    assert catalog.site.title["pl"].startswith("[en] ")
    assert {page["pl"].front.title[:5] for page in catalog.content.pages.values()} == {"[en] "}
    ended = run("check", "--content", tmp_path / "atlas/content")
    assert ended.code == 0
    assert set(re.findall(r"\[[a-z-]+\]", ended.err)) == {"[marked-text]", "[marked-strings]", "[example-text]"}


# --- what is refused


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--languages", ""], "expected one to 8 different languages"),
        (["--languages", "de,en,fr,nl,sv,da,nb,fi,it"], "expected one to 8 different languages"),
        (["--languages", "de,de"], "expected one to 8 different languages"),
        (["--languages", "de,xx"], "found 'xx'"),
        (["--languages", "../x"], "found '../x'"),
        (["--levels", "2"], "3<=x<=6"),
        (["--levels", "7"], "3<=x<=6"),
        (["--title", "a\nb"], "one line"),
        (["--wheel", "nowhere.whl"], "is not a wheel"),
        (["--wheel", "https://x.example/a.whl"], "has no hash"),
    ],
)
def test_wrong_wishes_are_refused(options: list[str], says: str, run: Run, tmp_path: Path) -> None:
    """Wrong options are refused before anything is written."""
    ended = run("init", tmp_path / "atlas", *options)
    assert ended.code == 2
    assert says in ended.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with any file in it, a file, and the current folder are not overwritten."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/.hidden").touch()
    (tmp_path / "file").touch()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    before = digest(tmp_path)
    for target in (tmp_path / "full", tmp_path / "file", "."):
        assert run("init", target).code == 2
    assert digest(tmp_path) == before
    (tmp_path / "empty").mkdir()
    assert run("init", tmp_path / "empty").code == 0


def test_nothing_is_left_of_what_could_not_be_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("generator.starter.project.write_lock", fail)
    assert run("init", tmp_path / "atlas").code == 3
    assert list(tmp_path.iterdir()) == []


# --- questions


def test_only_a_terminal_is_asked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions are asked only on a terminal and only for options not given; after a wrong answer the question is repeated."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal("xx\nen\n5\n"))
    ended = run("init", tmp_path / "asked", "--title", "Ours")
    assert ended.code == 0, ended.err
    assert "found 'xx'" in ended.out
    catalog = load_linked(tmp_path / "asked/content")
    assert (catalog.languages, len(catalog.level_ids), catalog.site.title["en"]) == (("en",), 5, "Ours")
    monkeypatch.setattr("sys.stdin", io.StringIO("en\n"))
    assert run("init", tmp_path / "quiet").code == 0
    assert load_linked(tmp_path / "quiet/content").languages == ("de", "en")


# --- the texts of the example


@pytest.mark.parametrize(
    ("written", "languages", "expected"),
    [
        ('a: {de: "x", en: "y"}', ("de", "en"), 'a: {de: "x", en: "y"}'),
        ('a: {de: "x", en: "y"}', ("en", "de"), 'a: {en: "y", de: "x"}'),
        ('a: {de: "x", en: "y"}', ("en",), 'a: "y"'),
        ('a: {de: "x", en: "y"}', ("en", "fr"), 'a: {en: "y"}'),
        ('a: {de: "x", en: "y"}', ("fr", "nl"), 'a: {fr: "[en] y"}'),
        ('a: {de: "x", en: "y"}', ("fr",), 'a: "[en] y"'),
        ('a: {de: ["x"], en: ["y", "z"]}', ("en",), 'a: {en: ["y", "z"]}'),
        ('a: {de: ["x"], en: ["y"]}', ("fr",), "a: {}"),
        ('a: {de: "x: \\"q\\", y", en: "{y}, z"}', ("de",), 'a: "x: \\"q\\", y"'),
        ('- {id: a, t: {de: "x", en: "y"}, n: [1, 2]}', ("en",), '- {id: a, t: "y", n: [1, 2]}'),
        ('c: {light: "#111111", dark: "#222222"}', ("en",), 'c: {light: "#111111", dark: "#222222"}'),
        ("r: DAY\nl: [LANGUAGE]", ("en", "de"), "r: 2025-06-30\nl: [en]"),
    ],
)
def test_texts_are_those_of_the_languages(written: str, languages: tuple[str, ...], expected: str) -> None:
    assert new_atlas(*languages).texts(written) == expected + "\n"


def test_levels_are_left_out() -> None:
    written = '- {id: low, title: x}\nlevels:\n  low: {statement: "a"}\n  high: {statement: "b"}\nlow: kept\n'
    assert (
        new_atlas("en", left_out=frozenset({"low"})).texts(written) == 'levels:\n  high: {statement: "b"}\nlow: kept\n'
    )
    assert scale(("a", "b", "c", "d"), ("d", "b"), 3) == {"d"}
    assert scale(("a", "b", "c", "d"), ("d", "b"), 4) == frozenset()


def test_what_may_be_left_out_is_asked_for_nowhere() -> None:
    """No record of the example asks for a level that may be left out, so the example is valid with the fewest levels."""
    example = Example(templates_folder())
    optional = "|".join(example.manifest["left_out"])
    texts = (path.read_text(encoding="utf-8") for path in (templates_folder() / "starter/content").rglob("*.yml"))
    assert not [
        text for text in texts if re.search(rf"(?:level|from|to): (?:{optional})\b|(?<!id): (?:{optional})[,}}]", text)
    ]


def test_languages_are_named_in_themselves() -> None:
    assert [own_name(id) for id in ("de", "fr", "sv", "pt-br")] == [
        "Deutsch",
        "Français",
        "Svenska",
        "Português (Brasil)",
    ]


# --- what is built of it


def test_an_atlas_in_one_language_leads_straight_to_it(run: Run, tmp_path: Path) -> None:
    """The root page leads to the only language, also without a script; there is no choice of languages and no language switch."""
    target = tmp_path / "atlas"
    run("init", target, "--languages", "en")
    ended = run_module("mkdocs", "build", "--strict", "--quiet", cwd=target)
    assert (ended.returncode, ended.stderr) == (0, "")
    site = target / "site"
    assert sorted(path.name for path in site.iterdir() if path.suffix == ".js") == ["redirect.js"]
    root = html.parse(site / "index.html")
    assert root.xpath("//script/@data-target") == ["en/"]
    assert root.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=en/"]
    assert root.xpath("//main//a/@href") == ["en/"]
    assert b"ra-languages" not in (site / "en/index.html").read_bytes()
    assert b"Roles" in (site / "en/roles/index.html").read_bytes()


def test_a_swedish_atlas_is_in_swedish_order(run: Run, tmp_path: Path) -> None:
    """The language file alone sets the order: å, ä and ö are letters after z, and plurals have Swedish forms."""
    target = tmp_path / "atlas/content"
    run("init", target.parent, "--languages", "sv", "--levels", "3")
    (target / "languages/sv.yml").write_text("own_letters: {z: [å, ä, ö]}\n", encoding="utf-8")
    names = {
        "bike-repair": "Ölkunskap",
        "fault-finding": "Zebra",
        "stock-keeping": "Ängsvård",
        "customer-talk": "Ålfiske",
        "route-planning": "Arkiv",
    }
    for id, name in names.items():
        path = target / f"skills/{id}.yml"
        path.write_text(re.sub(r"^title: .*", f"title: {name}", path.read_text(encoding="utf-8")), encoding="utf-8")
    facts, _ = load_facts(target, TODAY)
    renderer = Renderer(facts, plan_routes(facts), templates_folder(), "sv", target)
    page = html.fromstring(renderer.render(renderer.routes.page(PageKind.SKILLS)).html)
    shown = [text for text in page.xpath("//a/text()") if text in names.values()]
    assert shown[:5] == ["Arkiv", "Zebra", "Ålfiske", "Ängsvård", "Ölkunskap"]
    assert renderer.strings.count("duration.days", 1) == "1 day"  # borrowed from English, with the Swedish plural form
    assert str(renderer.strings.date(TODAY)) == "30 juni 2025"


@pytest.mark.audit
@pytest.mark.parametrize("languages", ["de,en", "en", "de,en,fr"])
def test_the_example_s_own_tests_pass(languages: str, run: Run, tmp_path: Path) -> None:
    """The example's test suite, bundle, PDFs and build without a configuration succeed."""
    target = tmp_path / "atlas"
    assert run("init", target, "--languages", languages).code == 0
    ended = run_module("pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=target)
    assert ended.returncode == 0, ended.stdout
    for command in (["build"], ["bundle"], ["handbook"]):
        ended = run_module("generator", *command, cwd=target)
        assert ended.returncode == 0, ended.stderr
    with_configuration = digest(target / "site")
    (target / "mkdocs.yml").unlink()
    ended = run_module("generator", "build", cwd=target)
    assert ended.returncode == 0, ended.stderr
    without = digest(target / "site")
    assert {name for name in with_configuration if name not in without} == {
        f"{id}/assets/own.css" for id in languages.split(",")
    }


def test_the_day_of_the_example_is_that_of_its_making(run: Run, tmp_path: Path) -> None:
    """The example is dated on the day of its making, so that no review is due."""
    run("init", tmp_path / "atlas", day=TODAY.replace(year=2040))
    ended = run("check", "--content", tmp_path / "atlas/content", day=TODAY.replace(year=2040))
    assert re.findall(r"\[[a-z-]+\]", ended.err) == ["[example-text]"]
