"""How an atlas looks: colours for light and dark, and the signs of groups of skills."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from generator.model.base import Authored, refuse


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise refuse("bad-colour", 'a colour such as "#1a5fb4"', _remedy(value))
    return value.lower()


def _remedy(value: str) -> str:
    """Return what to do about a text that is no colour."""
    if not value:
        return "put it into quotes: without them YAML takes what follows the # for a comment"
    if re.fullmatch(r"#[0-9a-fA-F]{3}", value):
        return f'each digit stands twice: write "#{"".join(digit * 2 for digit in value[1:])}"'
    return "a # and six digits, each 0 to 9 or a to f: two each for red, green and blue"


Colour = Annotated[str, AfterValidator(_colour)]
"""A colour as ``#rrggbb``."""


class Shade(Authored):
    """A colour in the light and in the dark scheme."""

    @model_validator(mode="before")
    @classmethod
    def _is_two_colours(cls, value: object) -> object:
        if isinstance(value, str):
            hint = 'write {light: "#1a5fb4", dark: "#99c1f1"} with quotes, since a # begins a comment'
            raise refuse("wrong-type", "two colours, light and dark", hint)
        return value

    light: Colour = Field(description="The colour on light ground, such as #1a5fb4; also on paper.")
    dark: Colour = Field(description="The colour on dark ground.")


class Sign(StrEnum):
    """Shape that stands beside the name of a group of skills; the style sheet draws it (``tokens.css``)."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    SHIELD = "shield"
    DIAMOND = "diamond"
    CROSS = "cross"
    HEXAGON = "hexagon"
    STAR = "star"
    ARROW = "arrow"
    BAR = "bar"


class Palette(Authored):
    """Colours by what they are for; one that is not set keeps the program's own."""

    ground: Shade | None = Field(None, description="Behind everything.")
    surface: Shade | None = Field(None, description="Cards, header, forms.")
    sunk: Shade | None = Field(None, description="Footer, code, what is hovered in pictures.")
    ink: Shade | None = Field(None, description="Text.")
    muted: Shade | None = Field(
        None, description="Small and secondary text; groups of skills without a colour, where they are very many."
    )
    hairline: Shade | None = Field(None, description="Fine lines without meaning.")
    line: Shade | None = Field(None, description="Frames and lines that mean something.")
    water: Shade | None = Field(None, description="Links.")
    route: Shade | None = Field(None, description="Main actions, what is hovered, paths in pictures.")
    on_route: Shade | None = Field(None, alias="on-route", description="Text on `route`.")
    contour: Shade | None = Field(None, description="Decoration: contour lines, dashes.")
    focus: Shade | None = Field(None, description="Frame of what has the keyboard.")
    notice: Shade | None = Field(None, description="Ground of notices.")

    @property
    def shades(self) -> dict[str, Shade]:
        """The colours that are set, by their keys."""
        named = ((field.alias or name, getattr(self, name)) for name, field in type(self).model_fields.items())
        return {key: shade for key, shade in named if shade is not None}
