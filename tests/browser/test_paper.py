"""The PDFs of the shipped atlas in the bundle: accessible, complete, with right page numbers, and without active parts."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.pipeline import load_linked
from generator.render.strings import load_strings
from generator.resources import templates_folder
from tests.browser.conftest import ROOT
from tests.pdf import active_parts, addresses, bookmarks, info, inner_links, language, squeezed, text_of

_ENTRY = re.compile(r"(.*?)[ .]*\. ?(\d+)")


@pytest.fixture(scope="module")
def atlas_catalog() -> Catalog:
    """The shipped atlas."""
    return load_linked(ROOT / "content")


def chapter_titles(catalog: Catalog, lang: str) -> Counter[str]:
    """Return how often each title of a role, skill or training occurs."""
    content = catalog.content
    return Counter(
        [
            *(record.value.title[lang] for record in content.roles.values()),
            *(record.value.title[lang] for record in content.skills.values()),
            *(record.value.title for record in content.trainings.values()),
        ]
    )


def contents(pages: list[str]) -> list[tuple[str, int]]:
    """Return the titles and page numbers of the printed contents; a long title continues on the next line."""
    found, begun = [], ""
    for page in pages:
        for line in (line.strip() for line in page.splitlines()[1:]):  # without the running head
            # If a title fills its line, its number is on the next one.
            filled = line.isdigit() and begun.endswith(".")
            entry = _ENTRY.fullmatch(f". {line}" if filled else line)
            begun = begun.rstrip(" .") if filled else begun
            begun = f"{begun} {entry[1] if entry else line}"
            if entry:
                found.append((squeezed(begun), int(entry[2])))
                begun = ""
        begun = ""  # drops the running foot
    return found


@pytest.mark.parametrize("lang", ["de", pytest.param("en", marks=pytest.mark.audit)])
def test_the_handbook_is_whole(offline_site: Path, atlas_catalog: Catalog, lang: str) -> None:
    """Every title has a chapter, a bookmark and the right page in the contents; the head of each page names the chapter."""
    path = offline_site / f"handbook/handbook-{lang}.pdf"
    facts = info(path)
    title = atlas_catalog.site.title[lang]
    assert (facts["Tagged"], facts["JavaScript"], language(path)) == ("yes", "no", lang)
    assert facts["Title"].startswith(title)
    marks = bookmarks(path)
    chapters = [mark for mark in marks if mark.depth == 2]
    assert Counter(mark.title for mark in chapters) == chapter_titles(atlas_catalog, lang)
    pages = text_of(path, "-layout").split("\f")
    first = marks[0].page
    (own,) = (each for each in atlas_catalog.site.languages if each.id == lang)
    heading = squeezed(load_strings([templates_folder()], own)("handbook.contents"))
    printed = [(text.removeprefix(heading), number) for text, number in contents(pages[1 : first - 1])]
    assert printed == [(squeezed(mark.title), mark.page) for mark in marks]
    for mark in marks:
        assert squeezed(mark.title) in squeezed(pages[mark.page - 1]), mark
    for number in range(chapters[0].page, int(facts["Pages"]) + 1):
        begun = [mark for mark in chapters if mark.page == number] or [mark for mark in chapters if mark.page < number][
            -1:
        ]
        head = squeezed("".join(pages[number - 1].splitlines()[:2]))
        assert head.startswith(squeezed(title + begun[0].title)), number


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (b"1 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj", [b"/JavaScript", b"/JS"]),
        (
            b"1 0 obj\n<< /Type /ObjStm /D << >> >>\nstream\n" + zlib.compress(b"<< /JS (x) >>") + b"\nendstream",
            [b"/JS"],
        ),
        (b"1 0 obj\n<< /Length 9 >>\nstream\nq /JS Do x\nendstream\nendobj\n2 0 obj\n<< /AA 1 >>\nendobj", [b"/AA"]),
        (b"1 0 obj\n<< /JSON 1 >>\nendobj", []),
    ],
    ids=["object", "stream of objects", "packed text", "other name"],
)
def test_what_acts_by_itself_is_found(document: bytes, found: list[bytes]) -> None:
    assert active_parts(document) == found


@pytest.mark.parametrize("lang", ["de", "en"])
def test_links_stay_inside_or_lead_to_the_web(offline_site: Path, lang: str) -> None:
    """Chapters link each other within the document; other links lead to web or mail addresses; no PDF holds active parts."""
    path = offline_site / f"handbook/handbook-{lang}.pdf"
    out = addresses(path)
    assert inner_links(path) > 3000
    assert len(out) > 300
    assert {address.partition(":")[0] for address in out} <= {"http", "https", "mailto"}
    assert [
        found for path in sorted(offline_site.glob("handbook/*.pdf")) for found in active_parts(path.read_bytes())
    ] == []


def test_each_role_has_two_pages(offline_site: Path, atlas_catalog: Catalog) -> None:
    """The profile of each role has exactly two pages in each language, with tags, its title and each required skill."""
    for lang in atlas_catalog.languages:
        for id, record in atlas_catalog.content.roles.items():
            path = offline_site / f"handbook/profile-{id}-{lang}.pdf"
            facts = info(path)
            assert (facts["Pages"], facts["Tagged"], language(path)) == ("2", "yes", lang), path.name
            assert facts["Title"].startswith(record.value.title[lang])
            text = squeezed(text_of(path))
            skills = [atlas_catalog.skill(item.skill).title[lang] for item in record.value.requires]
            assert [skill for skill in skills if squeezed(skill) not in text] == [], path.name
            page = (offline_site / f"{lang}/roles/{id}.html").read_text(encoding="utf-8")
            assert f'href="../../handbook/{path.name}"' in page


def test_esco_is_named_where_its_labels_stand(offline_site: Path, atlas_catalog: Catalog) -> None:
    """The handbook, the data page and the data files are passed on alone, so each contains the sentence that ESCO requires."""
    sentences = atlas_catalog.content.schemes["esco"].value.attribution
    assert sentences
    for lang, sentence in sentences.items():
        assert squeezed(sentence) in squeezed(text_of(offline_site / f"handbook/handbook-{lang}.pdf", "-l", "1"))
        for name in (f"{lang}/data/index.html", "data/atlas.json", "data/csv/schemes.csv", "llms.txt"):
            assert sentence in (offline_site / name).read_text(encoding="utf-8"), name
