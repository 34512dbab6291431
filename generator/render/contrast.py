"""Contrast of an atlas's own colours by the ratio of WCAG 2: text, lines and signs against the grounds they are shown on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.catalog import Catalog
from generator.model.look import Shade
from generator.problems import Location, Problem, Severity
from generator.render.look import Look

TEXT, SIGN = 4.5, 3.0
"""Least ratio for text, and for lines and signs that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11)."""
_GROUNDS = ("ground", "surface", "sunk", "notice")
_TEXTS = {**dict.fromkeys(("ink", "muted", "water", "route"), _GROUNDS), "on-route": ("route",)}
_SIGNS = dict.fromkeys(("line", "focus"), _GROUNDS[:2])
_SCHEMES = ("light", "dark")


class _Own(NamedTuple):
    """A colour with its name and, where the atlas sets it itself, the place of its value in each scheme."""

    name: str
    shade: Shade
    places: Mapping[str, Location]


def contrast_problems(catalog: Catalog, templates: Path) -> Iterator[Problem]:
    """Yield a problem for each of the atlas's colours that is hard to read in a scheme, naming the ground with the lowest contrast."""
    colours = _colours(catalog, templates)
    for needed, names in ((TEXT, _TEXTS), (SIGN, _SIGNS)):
        for name, grounds in names.items():
            yield from _faint(colours[name], [colours[ground] for ground in grounds], needed)
    signs = [colours[ground] for ground in _GROUNDS[:2]]
    for id, record in catalog.content.groups.items():
        if shade := record.value.colour:
            places = {scheme: record.locate("colour", scheme) for scheme in _SCHEMES}
            yield from _faint(_Own(id, shade, places), signs, SIGN)


def _colours(catalog: Catalog, templates: Path) -> Mapping[str, _Own]:
    look = catalog.content.look
    colours = {}
    for name, shade in Look(catalog, templates).shades.items():
        node = look.palette if name in look.colours.shades else None
        colours[name] = _Own(name, shade, {scheme: node.locate(name, scheme) for scheme in _SCHEMES} if node else {})
    return colours


def _faint(colour: _Own, grounds: Iterable[_Own], needed: float) -> Iterator[Problem]:
    for scheme in _SCHEMES:
        written = getattr(colour.shade, scheme)
        # Pairs of two colours of the program itself have enough contrast already.
        chosen = [ground for ground in grounds if colour.places or ground.places]
        ratios = [(contrast(written, getattr(ground.shade, scheme)), ground) for ground in chosen]
        if not ratios:
            continue
        ratio, ground = min(ratios, key=lambda pair: pair[0])
        if ratio < needed:
            place = (colour.places or ground.places)[scheme]
            # Rounded down, so that a ratio below the limit is never shown as the limit.
            found = f'"{colour.name}" {written} on "{ground.name}" {getattr(ground.shade, scheme)}: {int(ratio * 10) / 10} to 1'
            expected = f"a contrast of at least {needed:g} to 1"
            hint = "make one of the two darker or lighter"
            yield Problem(place, "low-contrast", found, expected, hint, Severity.WARNING)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours written as ``#rrggbb``, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
