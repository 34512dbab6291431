"""An atlas's PDFs, and what poppler's programs say about one."""

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

# Whatever could make a reader of the document do something: none of it may be in a PDF.
_ACTIVE = re.compile(rb"/(?:JS|JavaScript|Launch|OpenAction|AA|EmbeddedFile|SubmitForm|GoToR|RichMedia)\b")

_STREAM = re.compile(rb"(<<(?:(?!endobj).)*?>>)\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline; ``depth`` is 1 for parts and 2 for chapters."""

    depth: int
    title: str
    page: int


def papers(facts: Facts) -> dict[str, bytes]:
    """Give all PDFs of an atlas by name."""
    renderer = Renderer(facts, Routes(()), templates_folder(), facts.catalog.languages[0])
    return {document.name: document.data for document in handbooks(renderer)}


def text_of(path: Path, *options: str) -> str:
    """Text of a PDF without hyphenation and line breaks."""
    result = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True)
    return result.stdout


def squeezed(text: str) -> str:
    """Only what is read: no blanks, no hyphens."""
    return re.sub(r"[\s\u00ad‐-]", "", text)


def info(path: Path) -> dict[str, str]:
    """What pdfinfo says."""
    result = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    return {key: value.strip() for key, _, value in (line.partition(":") for line in result.stdout.splitlines())}


def language(path: Path) -> str:
    """Language of the document."""
    found = re.search(rb"/Lang\s*\((\w+)", path.read_bytes())
    return found[1].decode() if found else ""


def bookmarks(path: Path) -> list[Bookmark]:
    """The outline, flat and in its order."""
    command = ["pdftohtml", "-xml", "-i", "-q", "-stdout", str(path)]
    result = subprocess.run(command, capture_output=True, check=True)
    outline = etree.fromstring(result.stdout, etree.XMLParser(recover=True, load_dtd=False)).find("outline")
    return [
        Bookmark(len(list(item.iterancestors("outline"))), item.text, int(item.get("page")))
        for item in outline.iter("item")
    ]


def addresses(path: Path) -> list[str]:
    """Where its links out lead."""
    result = subprocess.run(["pdfinfo", "-url", str(path)], capture_output=True, text=True, check=True)
    return [line.split()[-1] for line in result.stdout.splitlines()[1:]]


def inner_links(path: Path) -> int:
    """Number of links to another place of the document."""
    data = path.read_bytes()
    return len(re.findall(rb"/Subtype\s*/Link", data)) - len(re.findall(rb"/S\s*/URI", data))


def active_parts(document: bytes) -> list[bytes]:
    """Names of what could act by itself, in objects and in streams of objects; packed text and pictures may hold any bytes."""
    packed = [zlib.decompress(body) for head, body in _STREAM.findall(document) if b"/ObjStm" in head]
    return _ACTIVE.findall(b"\n".join([_STREAM.sub(rb"\1", document), *packed]))
