"""Colours of both schemes in the program, the shipped atlas and the example: contrast, and groups that colour-blind readers tell apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from generator.model.look import Palette, Shade
from generator.pipeline import load_linked
from generator.render.look import COLOURS, Look
from generator.resources import templates_folder
from generator.starter.program import Program
from generator.starter.project import write_project
from tests.atlas import FIXTURE, TODAY

ATLASES = {"default": FIXTURE, "shipped": Path(__file__).parents[1] / "content"}
"""Content folders; the fictional atlas sets no colours, so it has the program's own."""
SCHEMES = ("light", "dark")
Colour = tuple[float, float, float]

# Dichromats after Machado, Oliveira and Fernandes 2009 (severity 1), on linear RGB.
SIGHT = {
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranope": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanope": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanope": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.fixture(scope="module", params=["default", "example", pytest.param("shipped", marks=pytest.mark.content)])
def look(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Look:
    """Return the look of each atlas, and of the example that ``init`` writes."""
    if request.param == "example":
        folder = tmp_path_factory.mktemp("example") / "atlas"
        write_project(folder, templates_folder(), ["en"], title="", levels=4, day=TODAY, program=Program(""))
        return Look(load_linked(folder / "content"), templates_folder())
    return Look(load_linked(ATLASES[request.param]), templates_folder())


def colours_of(look: Look, scheme: str) -> dict[str, Colour]:
    """Return the colours of a scheme by name, in linear RGB."""
    return {name: linear(getattr(shade, scheme)) for name, shade in look.shades.items()}


def groups_of(look: Look, scheme: str) -> dict[str, Colour]:
    """Return the colours of the groups of skills in linear RGB; if no group names a colour, those that groups may be given."""
    named = {id: record.value.colour for id, record in look.catalog.content.groups.items() if record.value.colour}
    shades: dict[str, Shade] = named or {shade.light: shade for shade in COLOURS}
    return {name: linear(getattr(shade, scheme)) for name, shade in shades.items()}


def linear(value: str) -> Colour:
    """Return the linear RGB values (0 to 1) of ``#rrggbb``."""
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def contrast(a: Colour, b: Colour) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (a, b))
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour, sight: str) -> Colour:
    """Return the CIE Lab values of a colour as a kind of sight sees it."""
    red, green, blue = (
        min(1.0, max(0.0, sum(f * c for f, c in zip(row, colour, strict=True)))) for row in SIGHT[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_has_contrast(look: Look, scheme: str) -> None:
    """Text has a contrast of 4.5:1 on each ground it stands on, and lines and marks that carry meaning have 3:1."""
    colours = colours_of(look, scheme)
    for ground in ("ground", "surface", "sunk", "notice"):
        for text in ("ink", "muted", "water", "route"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["on-route"], colours["route"]) >= 4.5
    marks = {name: colours[name] for name in ("line", "contour", "focus")} | groups_of(look, scheme)
    for ground in ("ground", "surface"):
        for name, mark in marks.items():
            assert contrast(mark, colours[ground]) >= 3, (name, ground)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_groups_are_told_apart(look: Look, scheme: str, sight: str) -> None:
    """No two groups have similar colours for any kind of sight, although their signs differ too."""
    groups = {name: lab(colour, sight) for name, colour in groups_of(look, scheme).items()}
    for (a, seen_a), (b, seen_b) in combinations(groups.items(), 2):
        distance = sum((p - q) ** 2 for p, q in zip(seen_a, seen_b, strict=True)) ** 0.5
        assert distance >= 14, (a, b, round(distance, 1))


def test_groups_have_signs_of_their_own(look: Look) -> None:
    """No two groups share a sign, which tells them apart without colour."""
    signs = [group.sign for group in look.groups]
    assert len(signs) == len(set(signs))


def test_the_program_has_a_colour_for_each_key() -> None:
    """The program has a colour for each key of the palette, as an atlas may leave out any of them."""
    look = Look(load_linked(FIXTURE), templates_folder())
    assert set(look.shades) == {field.alias or name for name, field in Palette.model_fields.items()}
