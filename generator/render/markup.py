"""Reads the HTML made by an atlas's own templates: ids and addresses that the recorder has not noted, and faults.

The program's own templates write links and ids with the recorder, so their pages are not parsed; an atlas's may write any HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from generator.render.other_servers import EXPECTED, HINT, is_elsewhere, loads_in_css, loads_in_script
from generator.render.recorder import Notes

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_CLOSED_BY_OTHERS = frozenset(
    {
        "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr",
    }
)  # fmt: skip
"""Elements whose end tag may be left out in HTML."""
_LINKS = frozenset({("a", "href"), ("area", "href")})
_LOADS = {
    "src": {"audio", "embed", "iframe", "img", "input", "script", "source", "track", "video"},
    "srcset": {"img", "source"},
    "href": {"image", "link", "use"},
    "xlink:href": {"image", "use"},
    "data": {"object"},
    "poster": {"video"},
}
"""Attributes whose addresses a browser loads, with the elements for which it does."""
_LOADED_LINKS = frozenset(
    {
        "stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch",
    }
)  # fmt: skip
"""Values of ``rel`` for which a browser contacts the server of a ``link`` without a click."""
_Attributes = Sequence[tuple[str, str | None]]


class Fault(NamedTuple):
    """A fault in HTML: the text at its place, what was found, what was expected and what to do."""

    text: str
    found: str
    expected: str
    hint: str = ""


def complete(notes: Notes, text: str) -> list[Fault]:
    """Add the ids and addresses in a page's HTML to its notes, and return the faults of the HTML."""
    html = _Html(text)
    known = set(notes.links)
    notes.links += [link for link in dict.fromkeys(html.links) if link not in known]
    notes.ids[:] = html.ids
    noted_h1 = sum(heading.level == 1 for heading in notes.headings)
    if html.h1_count == noted_h1:
        return html.faults
    expected = "one, written by heading(1, ...), which also gives the page its name in the search"
    return [*html.faults, Fault("<h1", f"{html.h1_count} elements <h1> on a page", expected)]


class _Html(HTMLParser):
    """Ids, addresses of links and files, number of ``h1`` elements, and faults of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.h1_count = 0
        self.faults: list[Fault] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        self.faults += map(_unclosed, self._needing_an_end(self._open))

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Note an element and, unless it is void, that it is open."""
        text = self.get_starttag_text() or ""
        self._note(tag, attrs, text)
        if tag not in _VOID:
            self._open.append((tag, text))

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        """Note a self-closing element; outside SVG the slash has no effect in HTML, so it counts as a start tag."""
        if any(name == "svg" for name, _ in self._open):
            self._note(tag, attrs, self.get_starttag_text() or "")
        else:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it whose end tag may be left out."""
        if tag in _VOID:
            return
        places = [place for place, (name, _) in enumerate(self._open) if name == tag]
        if not places:
            self.faults.append(
                Fault(f"</{tag}", f"an end tag </{tag}>, which closes nothing", "its start tag before it")
            )
            return
        self.faults += map(_unclosed, self._needing_an_end(self._open[places[-1] + 1 :]))
        del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        """Look for loads from other servers in styles and scripts."""
        tag, text = self._open[-1] if self._open else ("", "")
        if tag == "style" or (tag == "script" and "json" not in text):
            loads = loads_in_css if tag == "style" else loads_in_script
            self.faults += (_elsewhere(load.address, load.address) for load in loads(data))

    def _note(self, tag: str, attrs: _Attributes, text: str) -> None:
        self.h1_count += tag == "h1"
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            if name == "id":
                self.ids.append(value)
            elif (tag, name) in _LINKS or (tag == "link" and _LOADED_LINKS.isdisjoint(values.get("rel", "").split())):
                self.links += [value] if name == "href" and value else []
            elif tag in _LOADS.get(name, ()):
                parts = [part.split()[0] for part in value.split(",") if part.strip()] if name == "srcset" else [value]
                self._load([part for part in parts if part and not part.startswith("data:")], text)
            elif name == "style":
                self.faults += (_elsewhere(load.address, text) for load in loads_in_css(value))

    def _load(self, addresses: Sequence[str], text: str) -> None:
        self.faults += (_elsewhere(address, text) for address in addresses if is_elsewhere(address))
        self.links += (address for address in addresses if not is_elsewhere(address))

    @staticmethod
    def _needing_an_end(elements: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        return [element for element in elements if element[0] not in _CLOSED_BY_OTHERS]


def _unclosed(element: tuple[str, str]) -> Fault:
    tag, text = element
    return Fault(text, f"{text}, which is not closed", f"an end tag </{tag}> before that of the element around it")


def _elsewhere(address: str, text: str) -> Fault:
    return Fault(text, f"a load from {address}", EXPECTED, HINT)
