"""The recorder's functions in templates: what they write, and what they note."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyphen
import pytest
from lxml import html
from markupsafe import Markup

from generator.render import hyphens
from generator.render.environment import PageEnvironment
from generator.render.escape import rich
from generator.render.foreign import foreign
from generator.render.hyphens import BREAK, Hyphenator
from generator.render.lens import PageLink
from generator.render.recorder import Heading, Notes, Passage, Recorder
from generator.resources import templates_folder

WORD = "Datenschutzfolgenabschätzung"


@pytest.fixture
def recorder() -> Recorder:
    """Return a recorder at the start of a German page one folder deep."""
    recorder = Recorder(Hyphenator("de"), 'Link "hierher"')
    recorder.start("roles", "..")
    return recorder


def noted(
    texts: Sequence[str] = (), *, ids: Sequence[str] = (), links: Sequence[str] = (), resources: Sequence[str] = ()
) -> Notes:
    """Return notes on a part without a heading."""
    notes = Notes()
    notes.texts += texts
    notes.ids += ids
    notes.links += links
    notes.resources += resources
    return notes


def said(notes: Notes) -> tuple[object, ...]:
    """Return all values of notes."""
    return notes.passages(), notes.headings, notes.ids, notes.links, notes.resources


def written(recorder: Recorder, template: str, **values: Any) -> str:
    """Render a template in the environment that pages are rendered in."""
    return PageEnvironment(templates_folder(), recorder).from_string(template).render(**values)


@pytest.mark.parametrize(
    ("template", "value", "text", "noted"),
    [
        pytest.param("<p>{{ x }}</p>", "a < b", "<p>a &lt; b</p>", ["a < b"], id="text"),
        pytest.param('<p title="{{ x | silent }}">', 'a "b"', '<p title="a &#34;b&#34;">', [], id="attribute"),
        pytest.param("{{ x }}", 2.0, "2", [], id="fraction"),
        pytest.param("{{ x | silent }}", 2.5, "2.5", [], id="silent fraction"),
        pytest.param("{{ x }}", 3, "3", ["3"], id="number"),
        pytest.param("{{ x }}", "", "", [], id="empty"),
        pytest.param("{{ x }}", None, "", [], id="nothing"),
        pytest.param("{{ x }}", Markup("<b>a</b>"), "<b>a</b>", [], id="markup of a macro"),
        pytest.param("<b>static</b>{{ x }}", "a", "<b>static</b>a", ["a"], id="the template's own words"),
        pytest.param("{% call quiet() %}<i>{{ x }}</i>{% endcall %}", "a", "<i>a</i>", [], id="left out of the search"),
        pytest.param("{% call quiet() %}{% endcall %}{{ x }}", "a", "a", ["a"], id="after what is left out"),
    ],
)
def test_texts(template: str, value: Any, text: str, noted: list[str], recorder: Recorder) -> None:
    """Plain text is escaped and noted; text in attributes or quiet parts is only escaped."""
    assert written(recorder, template, x=value) == text
    assert recorder.notes.texts == noted


def test_what_is_borrowed_keeps_its_language(recorder: Recorder) -> None:
    """An option has the language of its foreign text itself; of joined texts, each foreign one has its own."""
    other = foreign("A & B", "en")
    assert recorder.option('"', other) == '<option value="&#34;" lang="en">A &amp; B</option>'
    assert recorder.option("", "C") == '<option value="">C</option>'
    assert written(recorder, '{{ x | joined(", ") }}', x=["C", other]) == 'C, <span lang="en">A &amp; B</span>'
    assert written(recorder, '{{ x | joined(", ") }}', x=["C", "<D>"]) == "C, &lt;D&gt;"


def test_quiet_ends_with_its_part(recorder: Recorder) -> None:
    """A quiet part ends even if it fails."""
    with pytest.raises(ZeroDivisionError):
        written(recorder, "{% call quiet() %}{{ 1 // x }}{% endcall %}", x=0)
    assert written(recorder, "{{ x }}", x="a") == "a"
    assert recorder.notes.texts == ["a"]


def test_long_texts_bring_their_lines_and_links(recorder: Recorder) -> None:
    """Each block is noted as one line. The links of a quiet part are noted too, since they must lead somewhere."""
    text = rich("One *two*\nthree\n\n- [four](https://x.example/)\n- <b>")
    assert "<li>" in written(recorder, "{{ x }}", x=text)
    assert recorder.notes.texts == ["One two three", "four", "<b>"]
    assert recorder.notes.links == ["https://x.example/"]
    written(recorder, "{% call quiet() %}{{ x }}{% endcall %}", x=text)
    assert len(recorder.notes.texts) == 3
    assert len(recorder.notes.links) == 2


@pytest.mark.parametrize("text", ["{{ heading(2, 'x', w) }}", "{{ w | soft }}", "{{ link(l, soft=true) }}"])
def test_long_words_of_heads_get_breaks(text: str, recorder: Recorder) -> None:
    """Breaks are elements, so the text is unchanged on the page and in the search."""
    found = written(recorder, text, w=f"Die {WORD} & mehr", l=PageLink(f"Die {WORD} & mehr", "x/"))
    assert found.count(BREAK) >= 3
    assert html.fragment_fromstring(f"<div>{found}</div>").text_content().replace("¶", "") == f"Die {WORD} & mehr"
    first = recorder.notes.passages()[-1]
    assert (first.title or first.text) == f"Die {WORD} & mehr"


@pytest.mark.parametrize("text", ["{{ w }}", "{{ link(l) }}", "{{ out('https://x.example/', w) }}"])
def test_running_text_stays(text: str, recorder: Recorder) -> None:
    assert BREAK not in written(recorder, text, w=WORD, l=PageLink(WORD, "x/"))


@pytest.mark.parametrize("text", ["Daten im Betrieb", "KI-Modell-Kurator", "&'\"<>"])
def test_short_words_stay(text: str, recorder: Recorder) -> None:
    """Words that fit anywhere, and character references, get no breaks."""
    assert BREAK not in recorder.soft(text)


def test_a_language_without_rules_gets_no_breaks() -> None:
    """A word of an unknown language is shown as it is."""
    assert Hyphenator("xx").text(WORD) == WORD


def test_patterns_are_read_once_and_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hyphenation patterns that an earlier run has cached are used, unless the cache file is damaged."""
    monkeypatch.setattr(hyphens, "own_folder", lambda *names, make: tmp_path)
    parsed: list[Path] = []
    real = pyphen.HyphDict.__init__

    def counted(self: pyphen.HyphDict, path: Path) -> None:
        parsed.append(path)
        real(self, path)

    monkeypatch.setattr(pyphen.HyphDict, "__init__", counted)
    found = []
    for damage in (False, False, True):
        if damage:
            (kept,) = tmp_path.iterdir()
            kept.write_bytes(kept.read_bytes()[:-1])
        monkeypatch.setattr(pyphen, "hdcache", {})
        found.append(Hyphenator("de").text(WORD))
    assert found == [found[0]] * 3
    assert BREAK in found[0]
    assert len(parsed) == 2


def test_the_heading_of_a_fold_holds_no_link(recorder: Recorder) -> None:
    """The heading is in the table of contents nevertheless."""
    assert recorder.heading(2, "a", "A", folded=True) == '<h2 id="a">A</h2>'
    assert (recorder.notes.headings, recorder.notes.links) == ([Heading(2, "a", "A", listed=True)], [])


def test_headings(recorder: Recorder) -> None:
    """A listed heading has a permanent link, which counts as a link of the page; every heading has its id."""
    listed = recorder.heading(2, "a", "A & B")
    assert (
        listed == '<h2 id="a">A &amp; B<a class="headerlink" href="#a" title="Link &#34;hierher&#34;">&para;</a></h2>'
    )
    assert recorder.heading(3, "c", "C", listed=False, css="x") == '<h3 id="c" class="x">C</h3>'
    assert recorder.notes.headings == [Heading(2, "a", "A & B", listed=True), Heading(3, "c", "C", listed=False)]
    assert (recorder.notes.ids, recorder.notes.links) == (["a", "c"], ["#a"])


@pytest.mark.parametrize(
    ("template", "text", "notes"),
    [
        pytest.param("<p{{ id(x) }}>", '<p id="a&amp;b">', noted(ids=["a&b"]), id="id"),
        pytest.param("<a{{ href(x) }}>", '<a href="a&amp;b">', noted(links=["a&b"]), id="address"),
        pytest.param("{{ out(x, x) }}", None, noted(texts=["a&b"], links=["a&b"]), id="link out"),
        pytest.param("{{ out('', x) }}", "a&amp;b", noted(texts=["a&b"]), id="link out without an address"),
        pytest.param(
            "{{ link(l, 'c') }}", '<a href="a/?b&amp;c" class="c">a</a>', noted(["a"], links=["a/?b&c"]), id="link"
        ),
        pytest.param("{{ link(n) }}", "a&amp;b", noted(texts=["a&b"]), id="link to a page that is not there"),
        pytest.param(
            "{{ script('a.js') }}", '<script src="../a.js" defer></script>', noted(resources=["a.js"]), id="script"
        ),
        pytest.param(
            "{{ stylesheet('a.css') }}", '<link rel="stylesheet" href="../a.css">', noted(resources=["a.css"]), id="style"
        ),
        pytest.param(
            "{{ data_block('d', '{}' | safe) }}",
            '<script type="application/json" id="d">{}</script>',
            noted(ids=["d"]),
            id="data",
        ),
    ],
)  # fmt: skip
def test_pieces(template: str, text: str | None, notes: Notes, recorder: Recorder) -> None:
    """Values of each piece are escaped on the page and plain in the notes."""
    found = written(recorder, template, x="a&b", l=PageLink("a", "a/?b&c"), n=PageLink("a&b"))
    assert text is None or found == text
    assert said(recorder.notes) == said(notes)


def test_texts_are_cut_at_headings() -> None:
    """The first passage is the page, titled by its heading of level 1 wherever that is; the others are titled by their headings."""
    notes = noted(["Before"])
    notes.begin(Heading(1, "t", "Top", listed=True))
    notes.texts.append("One")
    notes.begin(Heading(2, "a", "A", listed=False))
    notes.texts += ["Two", "Three"]
    assert notes.passages() == (Passage("", "Top", "Before\nOne"), Passage("a", "A", "Two\nThree"))
    assert Notes().passages() == (Passage("", "", ""),)


def test_a_part_with_headings_is_taken_over_as_it_is() -> None:
    """The part's first texts belong to the section before it, texts after it to its last section; the part itself is unchanged."""
    part = noted(["Two"], ids=["i"])
    part.begin(Heading(2, "b", "B", listed=True))
    part.texts.append("Three")
    before = said(part)
    notes = noted(["One"])
    for _ in range(2):
        notes.add(part)
        notes.texts.append("Four")
    assert said(part) == before
    assert notes.passages() == (
        Passage("", "", "One\nTwo"),
        Passage("b", "B", "Three\nFour\nTwo"),
        Passage("b", "B", "Three\nFour"),
    )
    assert notes.ids == ["i", "b", "i", "b"]


# --- shared parts


MACRO = "{% macro part(v) %}<i{{ id(v) }}>{{ v }}</i>{% endmacro %}"


def test_a_shared_part_is_written_once_and_noted_on_each_page(recorder: Recorder) -> None:
    """The second page gets the same HTML and the same notes without a call of the macro."""
    template = MACRO + "{{ once('part', k, part, v) }}"
    first = written(recorder, template, k="k", v="a")
    notes = recorder.notes
    recorder.start("roles", "..")
    assert written(recorder, template, k="k", v="ignored, since the key is known") == first == '<i id="a">a</i>'
    assert said(recorder.notes) == said(notes) == said(noted(texts=["a"], ids=["a"]))


@pytest.mark.parametrize(("folder", "key"), [("skills", "k"), ("roles", "other")])
def test_parts_of_other_folders_and_keys_are_written_anew(folder: str, key: str, recorder: Recorder) -> None:
    template = MACRO + "{{ once('part', k, part, v) }}"
    written(recorder, template, k="k", v="a")
    recorder.start(folder, "..")
    assert written(recorder, template, k=key, v="b") == '<i id="b">b</i>'


def test_a_quiet_part_is_told_apart_from_a_loud_one(recorder: Recorder) -> None:
    template = (
        MACRO + "{% call quiet() %}{{ once('part', 'k', part, 'a') }}{% endcall %}{{ once('part', 'k', part, 'a') }}"
    )
    assert written(recorder, template) == '<i id="a">a</i>' * 2
    assert said(recorder.notes) == said(noted(texts=["a"], ids=["a", "a"]))
