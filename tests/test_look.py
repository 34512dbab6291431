"""The look that a content folder defines: its colours, drawings and signs replace the program's, and faulty ones are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.look.drawings import read_drawing
from generator.model.look import Sign
from generator.render.look import Look
from generator.resources import templates_folder
from tests.atlas import MARK, Atlas

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="none" stroke="currentColor">\n{}\n</svg>\n'
LEVEL = "- {{id: {0}, title: {{de: {0}, en: {0}}}, meaning: {{de: Stufe {0}, en: Level {0}}}}}\n"


def look(atlas: Atlas) -> Look:
    """Return the look of an atlas."""
    return Look(atlas.catalog(), templates_folder())


def files(atlas: Atlas) -> dict[str, str]:
    """Return the texts of the files made from the look, by path."""
    return dict(look(atlas).files())


# --- what replaces the program's own


def test_own_colours_lie_over_the_programs(atlas: Atlas) -> None:
    """One key changes that colour alone, in every file that has it."""
    before = files(atlas)
    atlas.write("look/colours.yml", 'ground: {light: "#FFFEF0", dark: "#010203"}\n')
    after = files(atlas)
    assert look(atlas).light["ground"] == "#fffef0"
    assert look(atlas).light["ink"] in before["assets/tokens.css"]
    changed = {
        name: set(after[name].splitlines()) - set(before[name].splitlines()) for name in after if name.endswith("css")
    }
    assert changed["assets/tokens.css"] == {"  --ra-ground: #fffef0;", "  --ra-ground: #010203;"}
    assert all("ground: #" in line for line in changed["assets/root.css"])
    assert len(changed["assets/root.css"]) == 2


def test_groups_bring_colour_and_sign(atlas: Atlas) -> None:
    """A group without colour and sign gets a combination that no other group has, on screen and on paper."""
    atlas.replace(
        "vocabularies/groups.yml",
        "- id: craft\n",
        '- id: craft\n  colour: {light: "#112233", dark: "#ddeeff"}\n  sign: star\n',
    )
    css = files(atlas)["assets/tokens.css"]
    assert "--ra-group-craft: #112233;" in css
    assert "--ra-group-craft: #ddeeff;" in css
    assert '[data-group="craft"] { --ra-group: var(--ra-group-craft); --ra-sign: var(--ra-sign-star); }' in css
    assert "--ra-group-people: #1e884e;" in css
    assert '[data-group="people"] { --ra-group: var(--ra-group-people); --ra-sign: var(--ra-sign-square); }' in css
    assert "[data-group] { --ra-group: var(--ra-muted); --ra-sign: var(--ra-sign-bar); }" in css


@pytest.mark.parametrize("number", [6, 84, 85])
def test_groups_that_name_no_colour_are_told_apart(number: int, atlas: Atlas) -> None:
    """Up to 84 groups each get their own combination of colour and sign; with more groups, none gets any."""
    own = atlas.read("vocabularies/groups.yml")
    more = (f"- {{id: more{n}, title: {{de: G{n}, en: G{n}}}}}\n" for n in range(number - own.count("- id:")))
    atlas.write("vocabularies/groups.yml", own + "".join(more))
    groups = Look(atlas.catalog(), templates_folder()).groups
    looks = {(group.colour, group.sign) for group in groups}
    assert len(groups) == number
    assert looks == {(None, None)} if number > 84 else len(looks) == number


def test_each_sign_is_drawn() -> None:
    css = (templates_folder() / "look/tokens.css.jinja").read_text(encoding="utf-8")
    shapes = dict(re.findall(r"--ra-sign-(\w+): ([^;]+);", css))
    assert set(shapes) == set(Sign)
    assert len(set(shapes.values())) == len(shapes)


@pytest.mark.parametrize(("levels", "rise"), [(4, "21.3"), (5, "16.0"), (6, "12.8")])
def test_bars_of_levels_rise_evenly(atlas: Atlas, levels: int, rise: str) -> None:
    """The highest bar has the same height on each scale, and each bar has a height of its own."""
    own = atlas.read("vocabularies/levels.yml")
    more = "".join(LEVEL.format(f"more{n}") for n in range(levels - own.count("- id:")))
    atlas.write("vocabularies/levels.yml", own + more)
    assert f"--ra-rise: {rise}%;" in files(atlas)["assets/tokens.css"]
    css = (templates_folder() / "static/assets/atlas.css").read_text(encoding="utf-8")
    steps = dict(re.findall(r"\.ra-level__bars i:nth-child\((\d)\) \{ --step: (\d); \}", css))
    assert steps == {str(n): str(n - 1) for n in range(2, 7)}


def test_roles_bring_their_marks(atlas: Atlas) -> None:
    atlas.write("look/marks/map-maker.svg", SVG.format('<path class="accent" d="M1 1h46"/>'))
    own = look(atlas).mark("map-maker")
    assert own.shapes == '<path class="accent" d="M1 1h46"/>'
    assert own.attributes == ' fill="none" stroke="currentColor"'
    default = look(atlas).mark("night-porter")
    assert "<circle" in default.shapes


def test_an_atlas_brings_its_logo(atlas: Atlas) -> None:
    assert "<circle" in look(atlas).logo.shapes
    atlas.write("look/logo.svg", SVG.format('<path d="M1 1h46"/>'))
    assert look(atlas).logo.shapes == '<path d="M1 1h46"/>'


# --- what is refused


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        pytest.param("look/colours.yml", f'{MARK}grund: {{light: "#ffffff", dark: "#000000"}}\n', ["unknown-key"]),
        pytest.param("look/colours.yml", f'ink: {MARK}"#ffffff"\n', ["wrong-type"]),
        pytest.param("look/colours.yml", f"ink:{MARK} #ffffff\n", ["wrong-type"]),
        pytest.param("look/colours.yml", f'ink: {{light: {MARK}"#fff", dark: "#000000"}}\n', ["bad-colour"]),
        pytest.param("look/colours.yml", f"ink:\n  light: {MARK}white\n  dark: '#000000'\n", ["bad-colour"]),
        pytest.param("look/colours.yml", f'ink: {MARK}{{light: "#ffffff"}}\n', ["missing-key"]),
        pytest.param("look/colours.yml", f"{MARK}- ink\n", ["wrong-type"]),
        pytest.param(f"look/{MARK}colors.yml", "", ["unknown-file"]),
        pytest.param(f"look/marks/{MARK}map-maker.png", "", ["unknown-file"]),
        pytest.param(f"look/marks/{MARK}map-marker.svg", SVG.format('<path d="M1 1"/>'), ["unknown-role"]),
    ],
)
def test_what_is_wrong_is_shown_in_its_place(atlas: Atlas, name: str, text: str, codes: list[str]) -> None:
    plain = name.replace(MARK, "")
    atlas.write(plain, text)
    places = atlas.marks or [(plain, 1, 1)]
    assert atlas.places() == [(*place, code) for place, code in zip(places, codes, strict=True)]


def test_a_mistyped_name_gets_a_hint(atlas: Atlas) -> None:
    atlas.write("look/colours.yml", 'grond: {light: "#ffffff", dark: "#000000"}\n')
    assert [problem.hint for problem in atlas.problems()] == ['did you mean "ground"?']


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        pytest.param(
            "#fff", "put it into quotes: without them YAML takes what follows the # for a comment", id="comment"
        ),
        pytest.param('"#Fa0"', 'each digit stands twice: write "#FFaa00"', id="three digits"),
        pytest.param(
            '"#xyz"', "a # and six digits, each 0 to 9 or a to f: two each for red, green and blue", id="letters"
        ),
        pytest.param(
            "1a5fb4", "a # and six digits, each 0 to 9 or a to f: two each for red, green and blue", id="no sign"
        ),
    ],
)
def test_a_colour_that_is_none_says_what_it_lacks(atlas: Atlas, written: str, hint: str) -> None:
    """Quotes are advised only where they are missing."""
    atlas.write("look/colours.yml", f'ink:\n  light: {written}\n  dark: "#000000"\n')
    assert [problem.hint for problem in atlas.problems()] == [hint]


@pytest.mark.parametrize(
    ("shapes", "code"),
    [
        pytest.param(f"{MARK}<script>alert(1)</script>", "svg-element", id="script"),
        pytest.param(f'{MARK}<a href="https://x.example"><path d="M1 1"/></a>', "svg-element", id="link"),
        pytest.param(f'{MARK}<use href="#a"/>', "svg-element", id="use"),
        pytest.param(f'{MARK}<image href="a.png"/>', "svg-element", id="image"),
        pytest.param(f"{MARK}<style>path {{ fill: red }}</style>", "svg-element", id="style"),
        pytest.param(f'{MARK}<h:div xmlns:h="http://www.w3.org/1999/xhtml"/>', "svg-element", id="html"),
        pytest.param(f"{MARK}<text>Hello</text>", "svg-element", id="text element"),
        pytest.param("<g>Hello</g>", "svg-text", id="text"),
        pytest.param(f'{MARK}<path d="M1 1" onclick="alert(1)"/>', "svg-attribute", id="handler"),
        pytest.param(f'{MARK}<path d="M1 1" style="fill: red"/>', "svg-attribute", id="style attribute"),
        pytest.param(f'{MARK}<path d="M1 1" id="a"/>', "svg-attribute", id="id"),
        pytest.param(f'{MARK}<path class="accent" fill="none" d="M1 1"/>', "svg-attribute", id="accent with a fill"),
        pytest.param(f'{MARK}<path d="M1 1&quot;&gt;&lt;script"/>', "svg-value", id="markup in a path"),
        pytest.param(f'{MARK}<path fill="url(#a)" d="M1 1"/>', "svg-value", id="paint server"),
        pytest.param(f'{MARK}<path fill="expression(1)" d="M1 1"/>', "svg-value", id="function"),
        pytest.param(f'{MARK}<circle r="1e999999px"/>', "svg-value", id="unit"),
        pytest.param(f"{MARK}<?php x ?>", "svg-instruction", id="instruction"),
    ],
)
def test_drawings_hold_shapes_alone(atlas: Atlas, shapes: str, code: str) -> None:
    """Anything but shapes is a problem at its place, and the drawing is left out."""
    text = SVG.format(shapes)
    atlas.write("look/logo.svg", text)
    problems = atlas.problems()
    assert code in {problem.code for problem in problems}
    if atlas.marks:
        assert atlas.place(problems[0])[:3] == atlas.marks[0]
    assert read_drawing(text.replace(MARK, ""), "x.svg")[0] is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "bad-svg", id="empty"),
        pytest.param("<svg", "bad-svg", id="cut off"),
        pytest.param(SVG.format("<g>"), "bad-svg", id="unclosed"),
        pytest.param('<svg viewBox="0 0 1 1"/>', "svg-element", id="no namespace"),
        pytest.param('<svg xmlns="http://www.w3.org/2000/svg"/>', "svg-view-box", id="no view box"),
        pytest.param(SVG.format("").replace("48 48", "48 24"), "svg-view-box", id="not square"),
        pytest.param(f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG.format("<g>&a;</g>")}', "svg-doctype", id="entities"),
    ],
)
def test_files_that_are_no_drawing_are_refused(text: str, code: str) -> None:
    drawing, problems = read_drawing(text, "x.svg")
    assert drawing is None
    assert problems[0].code == code


def test_links_out_of_the_folder_are_refused(atlas: Atlas, tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(SVG.format(""), encoding="utf-8")
    atlas.path("look/logo.svg").symlink_to(secret)
    assert [problem.code for problem in atlas.problems()] == ["link-out"]


def test_what_editors_write_around_a_drawing_is_left_out() -> None:
    text = '<?xml version="1.0"?>\n<!-- made by hand -->\n' + SVG.format(
        '<g transform="translate(1, 2) rotate(45)"><rect x="1" y="2" width="3" height="4"/></g>'
    ).replace("<svg ", '<svg width="48" height="48" ')
    drawing, problems = read_drawing(text, "x.svg")
    assert problems == []
    assert drawing is not None
    assert drawing.shapes == ('<g transform="translate(1, 2) rotate(45)"><rect x="1" y="2" width="3" height="4"/></g>')
