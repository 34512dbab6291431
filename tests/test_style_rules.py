"""Rules of style: a table for each of texts that pass and texts that do not, in the fictional atlas."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.derive.passages import fields
from generator.kinds.texts import text_names
from generator.pipeline import load_linked
from generator.problems import Problem
from tests.atlas import Atlas

KEEPER = "roles/lighthouse-keeper.yml"
LAMP = "skills/lamp-care.yml"
SUMMARY = "Hält das Licht am Brennen und die Schiffe auf Kurs."
DESCRIPTION = "Worum es bei Lampenpflege geht, in *einem* Satz."

UNSET = {"lost-paragraph", "lost-list", "same-level", "evidence-date"}
"""Codes of rules that no key of ``style.yml`` sets."""
NAME = "the key of a text, such as summary, which counts for all kinds of record"
Found = list[tuple[str, str, str]]


def told(problem: Problem) -> str:
    """Return what a problem expected, without the key of ``style.yml`` after it; assert that the key is named if one sets the rule."""
    match = re.fullmatch(r"(.*) \(([a-z_.]+) in style\.yml\)", problem.expected)
    assert bool(match) == (problem.code not in UNSET), problem
    return match[1] if match else problem.expected


def found(atlas: Atlas, *codes: str) -> Found:
    """Return the problems with these codes, each as code, found and expected."""
    return [(one.code, one.found, told(one)) for one in atlas.problems() if one.code in codes]


def of_german(lines: str) -> str:
    """Return a style for German."""
    return f"languages:\n  de:\n    {lines}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sie können die Teile der Lampe nennen.", []),
        ("Sie koennen alles.", [("opening", '"Sie koennen alles."', 'a text that begins with "Sie können"')]),
        ("Sie könnent alles.", [("opening", '"Sie könnent alles."', 'a text that begins with "Sie können"')]),
    ],
)
def test_openings(atlas: Atlas, text: str, expected: Found) -> None:
    atlas.write("style.yml", of_german("openings: {statement: [Sie können]}"))
    atlas.replace(LAMP, "Sie können die Teile der Lampe nennen.", text)
    assert found(atlas, "opening") == expected


def test_an_opening_is_asked_of_its_own_field_only(atlas: Atlas) -> None:
    atlas.write("style.yml", of_german("openings: {why: [Weil]}"))
    assert {problem.location.path.rpartition("/")[2] for problem in atlas.problems()} == {
        "lighthouse-keeper.yml",
        "map-maker.yml",
    }


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("endings: {summary: [.]}", "Hält Licht.", []),
        ("endings: {summary: [.]}", "Hält Licht", [("ending", '"Hält Licht"', 'a text that ends with "."')]),
        ('marks: [{write: ’, instead_of: ["\'"]}]', "Ob ’s hält.", []),
        ('marks: [{write: ’, instead_of: ["\'"]}]', "Ob 's hält.", [("mark", "' in \"Ob 's hält.\"", "the mark ’")]),
        ("filler: [spannend*]", "Bespannt die Segel.", []),
        (
            "filler: [spannend*]",
            "Ein Spannender Turm.",
            [("filler", '"Spannender"', "a word that says something")],
        ),
        (
            "filler: [im Endeffekt]",
            "Im\n    Endeffekt Licht.",
            [("filler", '"Im Endeffekt"', "a word that says something")],
        ),
        ("quotes: [„“]", "Das „Licht“ und der „Turm“.", []),
        ("quotes: [„“, »«]", "Das »Licht« und der „Turm“.", []),
        ("quotes: [„“]", "Das „Licht.", [("quotes", "a quote that is not closed", "quotes such as „…“")]),
        (
            "quotes: [„“]",
            "Ein “Licht.",
            [("quotes", 'the mark “ in "Ein “Licht."', "quotes such as „…“")],
        ),
        ("terms: [{write: Turm, instead_of: [Tower]}]", "Am Turm, nicht am Towerplatz.", []),
        ("terms: [{write: Turm, instead_of: [Tower]}]", "Am Tower.", [("term", '"Tower"', '"Turm"')]),
        ("names: [Tower Bridge]\n    terms: [{write: Turm, instead_of: [Tower]}]", "Nahe der Tower Bridge.", []),
        ("quotes: [„“]\n    terms: [{write: Turm, instead_of: [Tower]}]", "Der Film „Tower“ lief.", []),
        ("open_compounds: [Licht Signal]", "Das Licht-Signal.", []),
        (
            "open_compounds: [Licht Signal]",
            "Ein Licht Signal.",
            [("open-compound", '"Licht Signal"', '"Licht-Signal"')],
        ),
    ],
)
def test_texts(atlas: Atlas, rule: str, text: str, expected: Found) -> None:
    atlas.write("style.yml", of_german(rule))
    atlas.replace(KEEPER, SUMMARY, f">-\n    {text}")
    problems = [one for one in atlas.problems() if one.location.path.endswith(KEEPER)]
    assert [(one.code, one.found, told(one)) for one in problems] == expected


@pytest.mark.parametrize(
    ("summary", "title", "expected"),
    [
        ("Pflegt die Linse.", "", []),
        ("Putzt den Docht (Faden) und kürzt den Docht.", "", []),
        (
            "Putzt den Docht und erklärt den Docht (Faden).",
            "",
            [("first-use", '"Docht" unexplained', '"Docht (Faden)" at its first use')],
        ),
        ("Putzt den Docht.", "Wärter/in für Docht (Faden)", []),
    ],
)
def test_first_use(atlas: Atlas, summary: str, title: str, expected: Found) -> None:
    atlas.write("style.yml", of_german("first_use: [{term: Docht, write: Docht (Faden)}]"))
    atlas.replace(KEEPER, SUMMARY, summary)
    if title:
        atlas.replace(KEEPER, "title: {de: Leuchtturmwärter/in", f"title: {{de: {title}")
    problems = [one for one in atlas.problems() if one.location.path.endswith(KEEPER)]
    assert [(one.code, one.found, told(one)) for one in problems] == expected


def test_a_sentence_of_two_records_is_shown_at_the_later_one(atlas: Atlas) -> None:
    atlas.write("style.yml", "shared_words: 5\n")
    atlas.replace(KEEPER, SUMMARY, "Kurz. Am 2. Mai brennt das  Licht länger.")
    atlas.replace(LAMP, DESCRIPTION, "‸Am 2. Mai brennt das Licht länger. Kurz.")
    assert [problem for problem in atlas.places() if problem[3] == "shared-sentence"] == [
        (*place, "shared-sentence") for place in atlas.marks
    ]
    assert found(atlas, "shared-sentence") == [
        (
            "shared-sentence",
            'a sentence of roles/lighthouse-keeper: "Am 2. Mai brennt das Licht länger."',
            "a text of its own",
        )
    ]


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("lengths: {summary: [5, 100]}", "Hält.", []),
        ("lengths: {summary: [6, 100]}", "Hält.", [("text-length", "5 characters", "6 to 100 characters")]),
        ("evenness: {factor: 10, from_length: 49}", "Hält.", []),
        (
            "evenness: {factor: 10, from_length: 48}",
            "Hält",
            [
                (
                    "uneven-translation",
                    '4 characters, but 48 in "en"',
                    "texts that differ at most by the factor 10",
                )
            ],
        ),
        ("evenness: {factor: 12, from_length: 48}", "Hält", []),
    ],
)
def test_lengths(atlas: Atlas, style: str, text: str, expected: Found) -> None:
    atlas.write("style.yml", f"{style}\n")
    atlas.replace(KEEPER, SUMMARY, text)
    problems = [one for one in atlas.problems() if one.location.path.endswith(KEEPER)]
    assert [(one.code, one.found, told(one)) for one in problems] == expected


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (">-\n    Eins.\n\n\n    Zwei.", 0),
        (">-\n    Eins.\n\n    Zwei.", 1),
        ("|-\n    Eins.\n\n    - Zwei\n    - Drei", 0),
        ("|-\n    Eins:\n    - Zwei\n    1. Drei", 0),
        ("|-\n    Eins,\n    zwei.", 1),
    ],
)
def test_paragraphs(atlas: Atlas, text: str, lost: int) -> None:
    atlas.replace(LAMP, DESCRIPTION, text)
    assert len(found(atlas, "lost-paragraph")) == lost


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        pytest.param(">-\n    Dazu gehören:\n    - Zwei\n    - Drei", ['"- Zwei - Drei"'], id="folded"),
        pytest.param("|-\n    Dazu gehören:\n\n    - Zwei\n    - Drei", [], id="kept"),
        pytest.param(">-\n    Eins: von 3 - 5 Stunden.", [], id="no-list"),
    ],
)
def test_lists_in_texts(atlas: Atlas, text: str, lost: list[str]) -> None:
    atlas.replace(LAMP, DESCRIPTION, text)
    problems = [one for one in atlas.problems() if one.code == "lost-list"]
    assert [one.found.rpartition(" at ")[2] for one in problems] == lost


def test_levels_of_a_skill_differ(atlas: Atlas) -> None:
    atlas.replace(LAMP, "Sie können den Docht wechseln.", "Sie können die Teile  der Lampe nennen.")
    atlas.replace(LAMP, "Repair a lamp in wind.", "Change the wick five times.")
    assert found(atlas, "same-level") == [
        ("same-level", 'the statement of "seen"', "one of its own"),
        ("same-level", 'the practice of "tried"', "one of its own"),
    ]


def test_levels_stand_in_the_order_of_the_scale(atlas: Atlas) -> None:
    text = atlas.read(LAMP)
    start, end = text.index("  tried:"), text.index("  trusted:")
    stop = text.index("  teaching:")
    atlas.write(LAMP, text[:start] + text[end:stop] + "  ‸" + text[start:end].lstrip() + text[stop:])
    assert [place for place in atlas.places() if place[3] == "level-order"] == [(*atlas.marks[0], "level-order")]


@pytest.mark.parametrize(
    ("evidence", "source", "problems"),
    [("2024-11", "2024-11-30", 0), ("2024", "2024-11", 0), ("2024-10", "2024-11", 1), ("2025-01", "2024-11", 0)],
)
def test_evidence_is_as_old_as_its_source(atlas: Atlas, evidence: str, source: str, problems: int) -> None:
    maturity = (
        f"maturity:\n  state: emerging\n  evidence: [{{date: {evidence}, text: {{de: Eins, en: One}}, source: x}}]\n"
    )
    atlas.write(
        "roles/clerk.yml",
        f"title: {{de: Amt, en: Clerk}}\n{maturity}sources: {{x: {{title: X, date: {source}}}}}\n",
    )
    assert len(found(atlas, "evidence-date")) == problems


def test_an_atlas_without_style_has_no_rules_of_style(atlas: Atlas) -> None:
    atlas.replace(KEEPER, SUMMARY, "'\"GenAI\" ist ein bahnbrechend spannendes, aber ''x''.'")
    assert atlas.problems() == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lengths: {summary: ‸[20, 10]}", "bad-range"),
        ("lengths: {summary: ‸20}", "bad-range"),
        ("languages: {de: {quotes: [‸„]}}", "bad-quotes"),
        ("languages: {de: {terms: [{write: x, instead_of: ‸[]}]}}", "too-short"),
        ("languages: {de: {phrases: [{name: x, fields: [‸wy], words: [x], most: 1}]}}", "unknown-value"),
        ("languages: {de: {dictionary: ‸de/DE}}", "bad-value"),
        ("lengths: {‸role.summary: [1, 2]}", "bad-key"),
        ("lengths: {‸sumary: [1, 2]}", "bad-key"),
        ("lengths: {‸alternative_titles: [1, 2]}", "bad-key"),
        ("sentence_shares: {‸sumary: {sentences: 2, most_percent: 60}}", "bad-key"),
        ("languages: {de: {openings: {‸statment: [Sie können]}}}", "bad-key"),
        ("languages: {‸fr: {dictionary: fr_FR}}", "bad-key"),
    ],
)
def test_a_broken_style_is_refused_at_its_place(atlas: Atlas, text: str, code: str) -> None:
    atlas.write("style.yml", text + "\n")
    assert atlas.places() == [(*atlas.marks[0], code)]


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("lengths: {role.summary: [1, 2]}", NAME, 'did you mean "summary"?'),
        ("lengths: {sumary: [1, 2]}", NAME, 'did you mean "summary"?'),
        ("languages: {den: {filler: [quasi]}}", "one of de, en, the languages in site.yml", 'did you mean "en"?'),
    ],
)
def test_a_name_that_is_none_is_told_what_is_one(atlas: Atlas, text: str, expected: str, hint: str) -> None:
    atlas.write("style.yml", text + "\n")
    (problem,) = atlas.problems()
    assert (problem.expected, problem.hint) == (expected, hint)


def test_each_text_has_a_name_that_style_knows(atlas: Atlas) -> None:
    content = Path(__file__).parent.parent / "content"
    for catalog in (atlas.catalog(), load_linked(content)):
        assert {field.name for field in fields(catalog)} <= text_names()
