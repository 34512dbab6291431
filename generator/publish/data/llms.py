"""``llms.txt``: a table of contents in Markdown for programs that read with a language model (https://llmstxt.org/)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.catalog import Catalog
from generator.render.lens import Lens
from generator.render.plan import Kind

_MARKDOWN = re.compile(r"[\\`*_\[\]<>&#|]")
MOST_PAGES = 1000
"""Pages of a kind that are listed one by one; where there are more, the overview stands alone."""
_OVERVIEWS = ((Kind.ROLES, Kind.ROLE), (Kind.SKILLS, Kind.SKILL), (Kind.TRAININGS, Kind.TRAINING))


def llms_text(catalog: Catalog, lenses: Sequence[Lens], root: str) -> str:
    """Write the file; ``root`` leads from its folder to the site's root ("" or "../")."""
    return "\n".join(_lines(catalog, lenses, root)) + "\n"


def _lines(catalog: Catalog, lenses: Sequence[Lens], root: str) -> Iterator[str]:
    site = catalog.site
    yield "# " + " / ".join(_literal(lens.local(site.title)) for lens in lenses)
    yield ""
    for lens in lenses:
        yield f"> {_literal(lens.local(site.description))}"
    for lens, language in zip(lenses, site.languages, strict=True):
        base = f"{root}{language.id}/"
        yield ""
        yield f"## {_literal(language.title)}"
        yield ""
        yield _entry(lens, base, Kind.DATA)
        for overview, kind in _OVERVIEWS:
            yield _entry(lens, base, overview)
            keys = [page.key for page in lens.plan.pages if page.kind is kind]
            if len(keys) <= MOST_PAGES:
                for key in keys:
                    yield "  " + _entry(lens, base, kind, key)
    yield ""
    yield "## JSON, CSV"
    yield ""
    yield f"- [atlas.json]({root}data/atlas.json)"
    yield f"- [{_literal(site.licence.name)}]({site.licence.url})"


def _entry(lens: Lens, base: str, kind: Kind, key: str = "") -> str:
    page = lens.plan.page(kind, key)
    text = f"- [{_literal(lens.title(kind, key))}]({base}{lens.plan.url(page)})"
    summary = lens.local(_summary(lens.catalog, kind, key))
    return f"{text}: {_literal(summary)}" if summary else text


def _summary(catalog: Catalog, kind: Kind, key: str) -> Mapping[str, str] | None:
    if kind is Kind.ROLE:
        return catalog.role(key).summary
    return catalog.training(key).summary if kind is Kind.TRAINING else None


def _literal(text: str) -> str:
    """One line in which Markdown finds nothing of its own."""
    return _MARKDOWN.sub(lambda match: f"\\{match[0]}", " ".join(text.split()))
