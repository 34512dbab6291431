"""Rules about texts built alike: they count by record and by kind, with limits from ``style.yml``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.rules.patterns import pattern_problems
from tests.atlas import Atlas
from tests.conftest import Ended

KEEPER = "roles/lighthouse-keeper.yml"
ONE, TWO = "Die Lampe brennt.", "Die Lampe brennt. Das Schiff sieht sie."

Found = list[tuple[str, str, str]]


def role_with(*reasons: str) -> str:
    """Return a role whose tasks are these texts."""
    tasks = "".join(
        f"  - {{de: '{text}', en: 'Nothing to count here, number {n}.'}}\n" for n, text in enumerate(reasons)
    )
    return f"title: {{de: Lampenputz, en: Lamp cleaner}}\ntasks:\n{tasks}"


def found(atlas: Atlas) -> Found:
    """Return the problems, each as code, found and expected."""
    return [(one.code, one.found, one.expected) for one in pattern_problems(atlas.facts())]


def test_without_limits_nothing_is_found(atlas: Atlas) -> None:
    atlas.write("roles/cleaner.yml", role_with(*[TWO] * 9))
    assert found(atlas) == []


@pytest.mark.parametrize(
    ("limit", "texts", "expected"),
    [
        ("{sentences: 2, most_percent: 50, from_texts: 4}", [TWO, TWO, ONE, ONE], []),
        (
            "{sentences: 2, most_percent: 50, from_texts: 4}",
            [ONE, TWO, TWO, TWO],
            [("same-sentences", '3 of 4 texts "tasks" of 2 sentences (de)', "at most 50 percent")],
        ),
        ("{sentences: 2, most_percent: 50, from_texts: 5}", [TWO, TWO, TWO, TWO], []),
        ("{sentences: 2, most_percent: 50}", [TWO] * 7, []),
        (
            "{sentences: 1, most_percent: 50}",
            ["Am 2. Mai brennt Licht."] * 8,
            [
                ("same-sentences", '8 of 8 texts "tasks" of one sentence (de)', "at most 50 percent"),
                ("same-sentences", '8 of 8 texts "tasks" of one sentence (en)', "at most 50 percent"),
            ],
        ),
        ("{sentences: 3, most_percent: 50, from_texts: 1}", [f"{TWO} {TWO}"], []),
    ],
)
def test_sentences(atlas: Atlas, limit: str, texts: list[str], expected: Found) -> None:
    atlas.write("style.yml", f"sentence_shares: {{tasks: {limit}}}\n")
    atlas.write("roles/cleaner.yml", role_with(*texts))
    assert found(atlas) == expected


@pytest.mark.parametrize(
    ("limit", "texts", "expected"),
    [
        ("{most_of_record: 2}", ["Die Lampe.", "Die Linse.", "Der Docht.", "Diese Uhr."], []),
        (
            "{most_of_record: 2}",
            ["Der Docht.", "Die Lampe.", "Die Linse.", "Die Uhr."],
            [("same-opening", '3 of 4 texts "tasks" that begin with "Die" (de)', "at most 2")],
        ),
        ("{words: 2, most_of_record: 2}", ["Die Lampe.", "Die Linse.", "Die Uhr."], []),
        (
            "{words: 2, most_of_record: 1}",
            ["Die  Lampe brennt.", "Die Lampe raucht."],
            [("same-opening", '2 of 2 texts "tasks" that begin with "Die Lampe" (de)', "at most 1")],
        ),
        ("{words: 1}", ["Die Lampe.", "Die Linse."], []),
    ],
)
def test_openings_of_a_record(atlas: Atlas, limit: str, texts: list[str], expected: Found) -> None:
    atlas.write("style.yml", f"languages:\n  de:\n    repeated_openings: {{tasks: {limit}}}\n")
    atlas.write("roles/cleaner.yml", role_with(*texts))
    assert found(atlas) == expected


def test_openings_of_a_kind(atlas: Atlas) -> None:
    """Openings are counted over all records of one kind, without those of other kinds."""
    atlas.write("style.yml", "languages:\n  de:\n    repeated_openings: {summary: {most_of_kind: 1}}\n")
    for name in ("one", "two"):
        told = "summary: {de: Trägt Öl., en: Carries oil.}\nlevels: {night-watch: tried}\nbasis: editorial\n"
        atlas.write(f"occupations/{name}.yml", f"title: {{de: Träger {name}, en: Carrier {name}}}\n{told}")
    atlas.write("roles/three.yml", "title: {de: Drei, en: Three}\nsummary: {de: Trägt Öl., en: Carries oil.}\n")
    carried = [(what.partition(" of ")[0], most) for _, what, most in found(atlas) if '"Trägt"' in what]
    assert carried == [("2", "at most 1")]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Sonst sinkt es.", "Es sinkt sonst.", "Ansonsten ruhig.", "Alles gut."], []),
        (
            ["Sonst sinkt es.", "Es sinkt sonst.", "Es droht zu  sinken."],
            [("same-phrase", 'a threat in 3 of 3 texts "tasks" (de)', "at most 2")],
        ),
        (["Sonst sonst sonst."], []),
    ],
)
def test_phrases(atlas: Atlas, texts: list[str], expected: Found) -> None:
    phrases = "[{name: a threat, fields: [tasks], words: [sonst, droht zu], most: 2}]"
    atlas.write("style.yml", f"languages:\n  de:\n    phrases: {phrases}\n")
    atlas.write("roles/cleaner.yml", role_with(*texts))
    assert found(atlas) == expected


def test_a_problem_stands_at_the_first_text(atlas: Atlas) -> None:
    atlas.write("style.yml", "languages:\n  de:\n    repeated_openings: {tasks: {most_of_record: 1}}\n")
    text = role_with("Der Docht.", "Die Lampe.", "Die Uhr.").replace("'Die Lampe.'", "‸'Die Lampe.'")
    atlas.write("roles/cleaner.yml", text)
    assert [atlas.place(one) for one in pattern_problems(atlas.facts())][:1] == [(*atlas.marks[0], "same-opening")]


def test_check_asks_them_and_builds_do_not(run: Callable[..., Ended], atlas: Atlas) -> None:
    atlas.write("style.yml", "sentence_shares: {tasks: {sentences: 1, most_percent: 1, from_texts: 1}}\n")
    assert atlas.problems() == ()
    checked = run("check", "--content", atlas.root)
    assert (checked.code, "warning[same-sentences]" in checked.out + checked.err) == (0, True)
