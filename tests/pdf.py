"""The PDFs of an atlas, and facts about a PDF, most of them from the programs of poppler."""

from __future__ import annotations

import re
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.derive.facts import Facts
from generator.publish.handbook import handbooks
from generator.render.pages import Renderer
from generator.resources import templates_folder
from generator.routes import Routes

# Names of objects that could make a PDF reader do something; no PDF may contain them.
_ACTIVE = re.compile(rb"/(?:JS|JavaScript|Launch|OpenAction|AA|EmbeddedFile|SubmitForm|GoToR|RichMedia)\b")

_STREAM = re.compile(rb"(<<(?:(?!endobj).)*?>>)\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline: depth (1 for parts, 2 for chapters), title and page number."""

    depth: int
    title: str
    page: int


def papers(facts: Facts) -> dict[str, bytes]:
    """Return all PDFs of an atlas by name."""
    renderer = Renderer(facts, Routes(()), templates_folder(), facts.catalog.languages[0])
    return {document.name: document.data for document in handbooks(renderer)}


def text_of(path: Path, *options: str) -> str:
    """Return the text of a PDF as ``pdftotext`` gives it with the options."""
    result = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True)
    return result.stdout


def squeezed(text: str) -> str:
    """Return a text without blanks and hyphens, to compare texts that are broken into lines."""
    return re.sub(r"[\s\u00ad‐-]", "", text)


def info(path: Path) -> dict[str, str]:
    """Return the facts that ``pdfinfo`` prints, by name."""
    result = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    return {key: value.strip() for key, _, value in (line.partition(":") for line in result.stdout.splitlines())}


def language(path: Path) -> str:
    """Return the language of a PDF; empty if it names none."""
    found = re.search(rb"/Lang\s*\((\w+)", path.read_bytes())
    return found[1].decode() if found else ""


def bookmarks(path: Path) -> list[Bookmark]:
    """Return all entries of the outline in order."""
    command = ["pdftohtml", "-xml", "-i", "-q", "-stdout", str(path)]
    result = subprocess.run(command, capture_output=True, check=True)
    outline = etree.fromstring(result.stdout, etree.XMLParser(recover=True, load_dtd=False)).find("outline")
    return [
        Bookmark(len(list(item.iterancestors("outline"))), item.text, int(item.get("page")))
        for item in outline.iter("item")
    ]


def addresses(path: Path) -> list[str]:
    """Return the addresses of the links to the web or to mail."""
    result = subprocess.run(["pdfinfo", "-url", str(path)], capture_output=True, text=True, check=True)
    return [line.split()[-1] for line in result.stdout.splitlines()[1:]]


def inner_links(path: Path) -> int:
    """Return the number of links to places in the document."""
    data = path.read_bytes()
    return len(re.findall(rb"/Subtype\s*/Link", data)) - len(re.findall(rb"/S\s*/URI", data))


def active_parts(document: bytes) -> list[bytes]:
    """Return the names of active parts in objects and streams of objects; other streams are ignored, since they may hold any bytes."""
    packed = [zlib.decompress(body) for head, body in _STREAM.findall(document) if b"/ObjStm" in head]
    return _ACTIVE.findall(b"\n".join([_STREAM.sub(rb"\1", document), *packed]))
