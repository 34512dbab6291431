"""Line drawings as SVG, read with an allow-list, so that a file can put nothing but shapes into the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from markupsafe import Markup

from generator.problems import Location, Problem, did_you_mean, shown

_NAMESPACE = "http://www.w3.org/2000/svg"
_SHAPES = frozenset({"path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "g"})
_NUMBER = r"-?(\d+\.?\d*|\.\d+)(e-?\d+)?"
_NUMBERS = r"[\d\s.,eE+-]+"
_PAINT = r"none|currentColor|#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?"
_ALLOWED = {
    **dict.fromkeys(("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height"), _NUMBER),
    **dict.fromkeys(("stroke-width", "stroke-miterlimit", "stroke-dashoffset"), _NUMBER),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity"), _NUMBER),
    **dict.fromkeys(("points", "stroke-dasharray"), _NUMBERS),
    **dict.fromkeys(("fill", "stroke"), _PAINT),
    **dict.fromkeys(("fill-rule", "clip-rule"), "nonzero|evenodd"),
    "d": r"[MmZzLlHhVvCcSsQqTtAaEe\d\s.,+-]+",
    "transform": r"((translate|scale|rotate|skewX|skewY|matrix)\([\d\s.,eE+-]+\)[\s,]*)+",
    "stroke-linecap": "butt|round|square",
    "stroke-linejoin": "miter|round|bevel",
    "class": "accent",
}
"""Allowed attributes of shapes, with patterns for their values; no value that matches needs escaping in HTML."""
_ROOT = frozenset({"viewBox", "width", "height"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """A checked drawing: its view box, the attributes of its root (with a blank before each) and its shapes as markup.

    Shapes with the class ``accent`` are filled and outlined in the accent colour.
    """

    view_box: str
    attributes: Markup
    shapes: Markup


def read_drawing(text: str, path: str) -> tuple[Drawing | None, list[Problem]]:
    """Read an SVG file; the drawing is ``None`` if the file is not XML or contains anything but shapes."""
    reader = _Reader(path)
    try:
        reader.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        place = Location(path, error.lineno, error.offset + 1)
        found = expat.errors.messages[error.code]
        return None, [*reader.problems, Problem(place, "bad-svg", found, "an SVG file", "export it again as plain SVG")]
    if reader.problems:
        return None, reader.problems
    # Every name and value has passed the allow-list above, whose patterns match nothing that HTML would read as markup.
    return Drawing(reader.view_box, Markup(reader.attributes), Markup("".join(reader.parts))), []  # noqa: S704


class _Reader:
    """Writes the allowed shapes as markup and collects problems for everything else."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.parts: list[str] = []
        self.view_box = self.attributes = ""
        self.depth = 0
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction

    def _refuse(self, code: str, found: str, expected: str, hint: str = "") -> None:
        place = Location(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.problems.append(Problem(place, code, found, expected, hint))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        namespace, _, local = name.rpartition(" ")
        if self.depth == 1:
            self._root(namespace, local, attributes)
            return
        if namespace != _NAMESPACE or local not in _SHAPES:
            expected = "one of " + ", ".join(sorted(_SHAPES))
            self._refuse("svg-element", f"the element {shown(local)}", expected, did_you_mean(local, _SHAPES))
            return
        self.parts.append(f"<{local}{self._written(attributes)}{'>' if local == 'g' else '/>'}")

    def _root(self, namespace: str, local: str, attributes: dict[str, str]) -> None:
        if local != "svg" or namespace != _NAMESPACE:
            expected = f'the element svg with xmlns="{_NAMESPACE}"'
            self._refuse("svg-element", f"the element {shown(local)}", expected)
            return
        box = " ".join(attributes.get("viewBox", "").replace(",", " ").split())
        sizes = re.fullmatch(rf"{_NUMBER} {_NUMBER} (?P<width>\d+\.?\d*) (?P<height>\d+\.?\d*)", box)
        if not sizes or sizes["width"] != sizes["height"] or float(sizes["width"]) == 0:
            found = f"the viewBox {shown(box)}" if box else "no viewBox"
            self._refuse("svg-view-box", found, 'a square one, such as viewBox="0 0 48 48"')
        self.view_box = box
        self.attributes = self._written({key: value for key, value in attributes.items() if key not in _ROOT})

    def _written(self, attributes: dict[str, str]) -> str:
        written = []
        for name, value in attributes.items():
            plain = " ".join(value.split())
            form = _ALLOWED.get(name)
            if name in ("fill", "stroke") and "class" in attributes:
                self._refuse("svg-attribute", f"{name} beside a class", "one of them", "the class sets the colour")
            elif form is None:
                local = name.rpartition(" ")[2]
                expected = "shape, fill, stroke and transform alone"
                hint = did_you_mean(local, _ALLOWED) or "remove it; style belongs into attributes such as stroke-width"
                self._refuse("svg-attribute", f"the attribute {shown(local)}", expected, hint)
            elif not re.fullmatch(form, plain):
                self._refuse("svg-value", f"{name}={shown(plain)}", _expected(name, form))
            else:
                written.append(f' {name}="{plain}"')
        return "".join(written)

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.depth and name == f"{_NAMESPACE} g":
            self.parts.append("</g>")

    def _text(self, data: str) -> None:
        if data.strip():
            self._refuse("svg-text", f"the text {shown(data.strip())}", "shapes alone", "turn letters into paths")

    def _doctype(self, *_: object) -> None:
        self._refuse("svg-doctype", "a document type", "the element svg alone", "remove the line <!DOCTYPE ...>")

    def _instruction(self, target: str, _: str) -> None:
        self._refuse("svg-instruction", f"the instruction {shown(target)}", "the element svg alone", "remove it")


def _expected(name: str, form: str) -> str:
    if form in (_NUMBER, _NUMBERS):
        return "a number" if form == _NUMBER else "numbers"
    return (
        "one of none, currentColor and a colour such as #1a5fb4"
        if form == _PAINT
        else (
            f"a value of {name} as SVG knows it"
            if name in ("d", "transform")
            else "one of " + ", ".join(form.split("|"))
        )
    )
