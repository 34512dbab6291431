"""Colours of both schemes: enough contrast, and groups of skills that colour-blind readers tell apart too."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[1] / "site_templates/static/assets"
Colour = tuple[float, float, float]

# Dichromats after Machado, Oliveira and Fernandes 2009 (severity 1), on linear RGB.
SIGHT = {
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranope": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanope": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanope": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def tokens(scheme: str) -> dict[str, Colour]:
    """Colours of a scheme by name, in linear RGB."""
    css = (ASSETS / "tokens.css").read_text(encoding="utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{\s*(--ra-.*?)\}}', css, re.DOTALL)
    assert block
    return {name: linear(value) for name, value in re.findall(r"--ra-([\w-]+): (#[0-9a-f]+);", block[1])}


def linear(value: str) -> Colour:
    """Linear RGB of ``#rgb`` or ``#rrggbb``."""
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def contrast(a: Colour, b: Colour) -> float:
    """Contrast ratio of WCAG 2."""
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (a, b))
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour, sight: str) -> Colour:
    """CIE Lab of a colour as a kind of sight sees it."""
    red, green, blue = (
        min(1.0, max(0.0, sum(f * c for f, c in zip(row, colour, strict=True)))) for row in SIGHT[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_has_contrast(scheme: str) -> None:
    """4.5:1 for text on each ground it stands on, 3:1 for lines and marks that carry meaning."""
    colours = tokens(scheme)
    for ground in ("ground", "surface", "sunk", "notice"):
        for text in ("ink", "muted", "water", "route"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["on-route"], colours["route"]) >= 4.5
    for ground in ("ground", "surface"):
        for mark in ("line", "contour", "focus", *(name for name in colours if name.startswith("group-"))):
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("sight", SIGHT)
def test_groups_are_told_apart(scheme: str, sight: str) -> None:
    """No two groups look alike to any kind of sight; their signs differ besides."""
    groups = {name: lab(colour, sight) for name, colour in tokens(scheme).items() if name.startswith("group-")}
    assert len(groups) == 6
    for (a, seen_a), (b, seen_b) in combinations(groups.items(), 2):
        distance = sum((p - q) ** 2 for p, q in zip(seen_a, seen_b, strict=True)) ** 0.5
        assert distance >= 14, (a, b, round(distance, 1))


def test_groups_have_signs_of_their_own() -> None:
    """The second cue: each group has another map sign."""
    signs = re.findall(r"--ra-sign: ([^;]+);", (ASSETS / "tokens.css").read_text(encoding="utf-8"))
    assert len(signs) == len(set(signs)) == 7


def test_chooser_repeats_the_colours() -> None:
    """The pages above the languages know no theme; their colours are those of the schemes."""
    css = (ASSETS / "root.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", part)) for part in css.split("@media")[:2])
    for scheme, colours in (("default", light), ("slate", dark)):
        assert {name: linear(value) for name, value in colours.items()} == {
            name: tokens(scheme)[name] for name in colours
        }
