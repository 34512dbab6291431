"""The look of an atlas: the program's colours and drawings, overridden by those of the content folder, and the files made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from pathlib import Path

from generator.catalog import Catalog
from generator.look.drawings import Drawing, read_drawing
from generator.look.own import read_palette
from generator.model.look import Shade, Sign
from generator.problems import ContentError, Problem

ICON = "assets/images/favicon.svg"
"""Path of the icon below a language's folder."""
_LOWEST, _HIGHEST = 30, 94
"""Heights of the bars of the lowest and of the highest level, in per cent of their row."""

COLOURS = tuple(
    Shade(light=light, dark=dark)
    for light, dark in (
        ("#1668b8", "#4da3ee"), ("#1e884e", "#74d399"), ("#a83a86", "#eb9ac8"),
        ("#8a2a1a", "#dd6848"), ("#9c7410", "#efcb58"), ("#22304f", "#eceff4"),
        ("#a07ec2", "#c7bfff"), ("#455c4b", "#39852e"), ("#331a0a", "#ad5762"),
        ("#4c1f99", "#8359ff"), ("#718576", "#71ad8f"), ("#6f2e85", "#eb52d8"),
    )
)  # fmt: skip
_SIGNS = (Sign.CIRCLE, Sign.SQUARE, Sign.TRIANGLE, Sign.DIAMOND, Sign.CROSS, Sign.HEXAGON, Sign.STAR)
"""Colours and signs given in turn to groups that name none. With 12 colours and 7 signs no two of 84 groups have both in common."""

_CORNER = 7 / 32
"""Radius of the icon's corners as a share of its size."""


@dataclass(frozen=True, slots=True)
class GroupLook:
    """Colour and sign of a group of skills; where one is missing, the style sheet's default applies (muted colour, bar)."""

    id: str
    colour: Shade | None
    sign: Sign | None


@dataclass(frozen=True)
class Look:
    """Colours and drawings of an atlas. Raises ``ContentError`` when a file of the program's own has faults."""

    catalog: Catalog
    templates: Path

    @cached_property
    def shades(self) -> Mapping[str, Shade]:
        """Colours by name."""
        path = self._folder / "colours.yml"
        problems: list[Problem] = []
        palette, _ = read_palette(path, path.as_posix(), problems)
        if problems:
            raise ContentError(problems)
        return {**palette.shades, **self.catalog.content.look.colours.shades}

    @property
    def light(self) -> dict[str, str]:
        """Colours of the light scheme by name; they serve on paper too."""
        return {name: shade.light for name, shade in self.shades.items()}

    @property
    def dark(self) -> dict[str, str]:
        """Colours of the dark scheme by name."""
        return {name: shade.dark for name, shade in self.shades.items()}

    @cached_property
    def logo(self) -> Drawing:
        """The atlas's sign in the header."""
        return self.catalog.content.look.logo or self._drawing("logo")

    @cached_property
    def _mark(self) -> Drawing:
        return self._drawing("mark")

    def mark(self, role: str) -> Drawing:
        """Return the drawing of a role."""
        return self.catalog.content.look.marks.get(role) or self._mark

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield path and content of the files in each language's folder that depend on the look."""
        yield "assets/tokens.css", self._text("tokens.css", groups=self.groups, rise=self._rise)
        yield "assets/root.css", self._text("root.css")
        contours = (self._folder / "contours.svg").read_text(encoding="utf-8")
        yield "assets/images/contours.svg", contours.replace("currentColor", self.light["contour"])
        yield ICON, self.icon()

    def icon(self) -> str:
        """Return the icon as an SVG file: the atlas's icon, or its logo, on the ground of the light scheme."""
        drawing = self.catalog.content.look.icon or self.logo
        accent = f'fill="{self.light["route"]}" stroke="{self.light["route"]}"'
        shapes = str(drawing.shapes).replace('class="accent"', accent).replace("currentColor", self.light["ink"])
        attributes = str(drawing.attributes).replace("currentColor", self.light["ink"])
        left, top, size, _ = (float(number) for number in drawing.view_box.split())
        ground = f'x="{left:g}" y="{top:g}" width="{size:g}" height="{size:g}" rx="{size * _CORNER:g}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawing.view_box}"{attributes}>'
            f'<rect {ground} fill="{self.light["ground"]}" stroke="none"/>{shapes}</svg>\n'
        )

    @property
    def _folder(self) -> Path:
        return self.templates / "look"

    @property
    def _rise(self) -> str:
        """Difference between the bars of one level and the next, in per cent of the row."""
        steps = max(len(self.catalog.content.levels) - 1, 1)
        return f"{(_HIGHEST - _LOWEST) / steps:.1f}"

    @cached_property
    def groups(self) -> tuple[GroupLook, ...]:
        """Colour and sign of each group; those that name none take the program's in turn, unless there are too many to tell apart."""
        records = [(id, record.value) for id, record in self.catalog.content.groups.items()]
        if len(records) > len(COLOURS) * len(_SIGNS):
            return tuple(GroupLook(id, group.colour, group.sign) for id, group in records)
        named = {group.colour for _, group in records}, {group.sign for _, group in records}
        colours = cycle([colour for colour in COLOURS if colour not in named[0]] or COLOURS)
        signs = cycle([sign for sign in _SIGNS if sign not in named[1]] or _SIGNS)
        return tuple(GroupLook(id, group.colour or next(colours), group.sign or next(signs)) for id, group in records)

    def _drawing(self, name: str) -> Drawing:
        path = self._folder / f"{name}.svg"
        drawing, problems = read_drawing(path.read_text(encoding="utf-8"), path.as_posix())
        if drawing is None:
            raise ContentError(problems)
        return drawing

    def _text(self, name: str, **context: object) -> str:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 reading colours does not need it

        environment = Environment(  # noqa: S701 - makes style sheets, from values that the models have checked
            loader=FileSystemLoader(self._folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            keep_trailing_newline=True,
        )
        return environment.get_template(f"{name}.jinja").render(light=self.light, dark=self.dark, **context)
