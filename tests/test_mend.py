"""Repairs of the theme's HTML: faults go, breaks for long words come, and a changed theme is noticed."""

from __future__ import annotations

import pytest
from generator.publish.mend import ThemeChangedError, mend
from lxml import html

from generator.render.hyphens import BREAK, Hyphenator

GERMAN = Hyphenator("de")
PAGE = (
    '<html><body><input type="checkbox" id="__drawer" autocomplete="off">'
    '<input type="checkbox" id="__search" autocomplete="off">'
    '{toc}<nav>Datenschutzfolgenabschätzung</nav><article class="md-content__inner">{content}</article></body></html>'
)


def page(content: str = "", toc: str = "") -> str:
    """A page as the theme writes it, cut down to what is mended."""
    return PAGE.format(content=content, toc=toc)


def test_toggles_lose_what_is_not_allowed_on_a_checkbox() -> None:
    """The Nu checker refuses ``autocomplete`` on a checkbox."""
    assert "autocomplete" not in mend(page(), GERMAN)


@pytest.mark.parametrize(
    "gone", ['id="__drawer" autocomplete="off"', 'id="__search" autocomplete="off"', "<article", "</article>"]
)
def test_a_changed_theme_is_noticed(gone: str) -> None:
    """A place that is not found stops the build."""
    with pytest.raises(ThemeChangedError):
        mend(page().replace(gone, ""), GERMAN)


def test_a_repair_wants_one_place_only() -> None:
    """A place that is there twice is as suspicious as none."""
    with pytest.raises(ThemeChangedError):
        mend(page('<input id="__drawer" autocomplete="off">'), GERMAN)


def test_label_of_the_contents_list_points_to_a_toggle_that_exists() -> None:
    """Where the theme makes no toggle its label must not name one; where it makes one, it may."""
    label = '<label class="md-nav__title" for="__toc">Inhalt</label>'
    assert 'for="__toc"' not in mend(page(toc=label), GERMAN)
    assert label in mend(page(toc=f'<input id="__toc">{label}'), GERMAN)


@pytest.mark.parametrize("tag", ["h1", "h2", "h4", "th"])
def test_long_words_of_heads_get_breaks(tag: str) -> None:
    """Breaks are elements, so the text stays as it was."""
    head = f'<{tag} id="x">Die <a href="Datenschutzfolgenabschätzung">Datenschutzfolgenabschätzung</a></{tag}>'
    mended = mend(page(f"<table><tr>{head}</tr></table>" if tag == "th" else head), GERMAN)
    assert mended.count(BREAK) >= 3
    assert 'href="Datenschutzfolgenabschätzung"' in mended
    assert html.fromstring(mended).xpath("string(//article)") == "Die Datenschutzfolgenabschätzung"
    assert "<nav>Datenschutzfolgenabschätzung</nav>" in mended


@pytest.mark.parametrize("text", ["Daten im Betrieb", "KI-Modell-Kurator", "&#38;&#39;"])
def test_short_words_and_running_text_stay(text: str) -> None:
    """Words that fit anywhere, character references and paragraphs get no breaks."""
    assert BREAK not in mend(page(f"<h1>{text}</h1><p>Datenschutzfolgenabschätzung</p>"), GERMAN)


def test_a_language_without_rules_gets_no_breaks() -> None:
    """An unknown language is shown as it is."""
    assert Hyphenator("xx").text("Datenschutzfolgenabschätzung") == "Datenschutzfolgenabschätzung"
