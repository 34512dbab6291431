"""Write ``llms.txt``, a table of contents in Markdown for programs that use a language model (https://llmstxt.org/)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.catalog import Catalog
from generator.derive.attribution import attributions
from generator.derive.offers import offered
from generator.derive.portions import divided
from generator.derive.tables import PUBLISHED_TABLES
from generator.kinds import KINDS
from generator.kinds.published import RECORD_FILES, SCHEMAS_FOLDER, kind_name
from generator.render.escape import rich
from generator.render.lens import Lens
from generator.routes import PageKind, part_name

_SHORTEST = 5
"""Fewest letters of a word that can end a sentence, so that an abbreviation such as "e.g." does not end one."""
_END = re.compile(rf"\w{{{_SHORTEST},}}[^\w\s.!?]*[.!?](?=\s+\W*(\w)|\s*$)")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&#|]")
MOST_PAGES = 1000
"""Most pages of a kind that are listed one by one; if there are more, only the overview is listed."""
_OVERVIEWS = tuple((kind.overview, kind.page) for kind in KINDS if kind.page and kind.overview)


def llms_text(catalog: Catalog, lenses: Sequence[Lens], root: str) -> str:
    """Return the text of the file; ``root`` is the address of the site's root, or its path from the file's folder ("" or "../")."""
    return "\n".join(_lines(catalog, lenses, root)) + "\n"


def _lines(catalog: Catalog, lenses: Sequence[Lens], root: str) -> Iterator[str]:
    site = catalog.site
    gone = {(PageKind.TRAINING, id) for id in catalog.content.trainings.keys() - offered(catalog)}
    yield "# " + " / ".join(dict.fromkeys(_literal(lens.local(site.title)) for lens in lenses))
    yield ""
    for lens in lenses:
        yield f"> {_literal(lens.local(site.description))}"
    for lens, language in zip(lenses, site.languages, strict=True):
        base = f"{root}{language.id}/"
        yield ""
        yield f"## {_literal(language.title)}"
        yield ""
        yield _entry(lens, base, PageKind.DATA)
        for overview, kind in _OVERVIEWS:
            if not lens.routes.has(overview):
                continue
            yield _entry(lens, base, overview)
            keys = [page.key for page in lens.routes.pages if page.kind == kind and (kind, page.key) not in gone]
            if len(keys) <= MOST_PAGES:
                for key in keys:
                    yield "  " + _entry(lens, base, kind, key)
    yield ""
    yield "## JSON, CSV"
    yield ""
    large, parts_of = divided(catalog), lenses[0].facts.table_parts
    yield _file(lenses, root, *(("index.json", "data.file.index") if large else ("atlas.json", "data.file.atlas")))
    for name in (*(() if large else ("atlas",)), *map(kind_name, RECORD_FILES)):
        yield _file(lenses, root, f"{SCHEMAS_FOLDER}/{name}.schema.json", "data.file.schema", name=name)
    for table in PUBLISHED_TABLES:
        parts = parts_of.get(table.name, 0)
        for number in range(1, parts + 1) if parts else (0,):
            yield _file(lenses, root, part_name(f"csv/{table.name}.csv", number), f"data.table.{table.name}")
    name = _literal(site.licence.name)
    yield f"- [{name}]({site.licence.url})" if site.licence.url else f"- {name}"
    for texts in attributions(catalog):
        yield f"- {_literal(' / '.join(lens.local(texts) for lens in lenses))}"


def _file(lenses: Sequence[Lens], root: str, name: str, key: str, /, **values: str) -> str:
    """Return the line that links to a data file and describes it in all languages."""
    texts = dict.fromkeys(lens.t(key, **values) for lens in lenses)
    return f"- [{_literal(name)}]({root}data/{name}): {_literal(' / '.join(texts))}"


def _entry(lens: Lens, base: str, kind: str, key: str = "") -> str:
    page = lens.routes.page(kind, key)
    text = f"- [{_literal(lens.title(kind, key))}]({base}{lens.routes.url(page)})"
    summary = _summary(lens, kind, key)
    return f"{text}: {_literal(summary)}" if summary else text


def _summary(lens: Lens, kind: str, key: str) -> str:
    catalog = lens.catalog
    if kind == PageKind.ROLE:
        return lens.local(catalog.role(key).summary)
    if kind == PageKind.SKILL:
        return first_sentence(lens.local(catalog.skill(key).description))
    return lens.local(catalog.training(key).summary) if kind == PageKind.TRAINING else ""


def first_sentence(markdown: str) -> str:
    """Return the first sentence of a Markdown text as plain text; the whole text if no end of a sentence is found.

    A sentence ends before a letter that is not lower case, which includes all letters of scripts without case.
    """
    text = rich(markdown).striptags()
    ends = (match for match in _END.finditer(text) if not match[1] or (match[1].isalpha() and not match[1].islower()))
    return next((text[: match.end()] for match in ends), text)


def _literal(text: str) -> str:
    """Return a text as one line with the special characters of Markdown escaped."""
    return _MARKDOWN.sub(lambda match: f"\\{match[0]}", " ".join(text.split()))
