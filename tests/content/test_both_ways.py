"""The live content gives the same bytes with pages filled into shells as with MkDocs, for one page of each kind and shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.publish import plugin
from generator.publish.editions import Edition
from generator.publish.frame import Frame
from generator.publish.language import LanguagePages
from generator.routes import file_of
from tests.content.conftest import CONTENT
from tests.oracle.facts import built


class OneOfEach(Frame):
    """A frame that lets MkDocs render whole pages: those it renders for the shells, and one of each kind."""

    def __init__(self, pages: LanguagePages, config: MkDocsConfig, *, full: bool) -> None:
        shells = Frame(pages, config, full=False).rendered_by_mkdocs
        super().__init__(pages, config, full=full)
        kinds = {page.kind: page for page in self.rendered_by_mkdocs}
        chosen = {page.source for page in (*shells, *kinds.values())}
        self.rendered_by_mkdocs = tuple(page for page in self.rendered_by_mkdocs if page.source in chosen)


@pytest.mark.audit
def test_both_ways_give_the_same_bytes(web_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each language, one page of each kind and shell is the same file either way."""
    monkeypatch.setattr(plugin, "Frame", OneOfEach)
    for language in built(tmp_path / "site", CONTENT, Edition.WEB, full=True):
        assert len({taken.rendered.page.kind for taken in language.pages}) == len(
            {page.kind for page in language.routes.pages}
        )
        for taken in language.pages:
            page = taken.rendered.page
            filled = web_site / language.report.language / file_of(language.routes.url(page))
            assert taken.html == filled.read_text(encoding="utf-8"), page.source
