"""Texts that a language lacks or two share, pages without kind or audience, links that lead nowhere, and dates in the future."""

from __future__ import annotations

from tests.broken import BAKER, GLUE, KEEPER, MAPS, PORTER, Break, both, row, swap, top, write


def in_about(text: str) -> Break:
    """Return a change that adds a text to the page about the atlas."""
    return lambda atlas: atlas.write("pages/about.en.md", atlas.read("pages/about.en.md") + text)


TEXTS = [
    row(
        "missing-german",
        swap(BAKER, "title: {de: Bäcker/in, en: Baker}", "title: ‸{en: Baker}"),
        "missing-translation",
        says='no "de" for "title"; expected a text in each language; add de: to it',
    ),
    row(
        "missing-english-of-task",
        swap(
            MAPS,
            "  - {de: Karten zeichnen, en: Draw charts, basis: editorial}",
            "  - ‸{de: Karten zeichnen, basis: editorial}",
        ),
        "missing-translation",
        says='no "en" for "tasks"',
    ),
    row(
        "unknown-language",
        swap(BAKER, "en: Baker}", "en: Baker, ‸fr: Boulanger}"),
        "unknown-language",
        says='found "fr"; expected one of de, en',
    ),
    row(
        "page-without-its-kind-in-one-language",
        swap("pages/about.en.md", "kind: about\n", ""),
        says="found no kind:; expected kind: about; without it the page is a guide and stands at guides/about/",
        at=(*top("pages/about.en.md", "no-kind"), *top("pages/about.en.md", "page-differs")),
    ),
    row(
        "page-of-another-kind-in-one-language",
        swap("pages/about.en.md", "kind: about", "kind: ‸guide"),
        "page-differs",
        says="found kind: guide; expected kind: about, as in ",
    ),
    row(
        "page-without-its-audience",
        both(
            write("pages/hr.de.md", "---\ntitle: Personal\n---\n"),
            write("pages/hr.en.md", "---\ntitle: Hiring\n---\n"),
        ),
        says="expected audience: hr; without it no card, sheet or plan leads to the page",
        at=(*top("pages/hr.de.md", "no-audience"), *top("pages/hr.en.md", "no-audience")),
    ),
    row(
        "link-as-it-stands-on-the-web",
        in_about("\n[x](‸../roles/map-maker/index.md#tasks)\n"),
        "bad-link",
        says='did you mean "role:map-maker"?',
    ),
    row(
        "link-to-nothing",
        in_about("\n| a |\n| --- |\n| [x](‸role:map-makr) |\n"),
        "unknown-role",
        says='"role:map-maker"',
    ),
    row("link-to-no-page", in_about("\n[x](‸page:abuot)\n"), "unknown-page", says='did you mean "page:about"?'),
    row("link-with-a-scheme", in_about("\n[x](‸JavaScript:alert)\n"), "bad-link", says="https:, http: or mailto:"),
    row("link-with-plural", in_about("\n[x](‸skills:lamp-care)\n"), "bad-link", says='did you mean "skill:lamp-care"'),
    row("link-with-blanks", in_about("\n[x](‸my page.md)\n"), "bad-link", says="an address contains no spaces"),
    row(
        "link-in-a-heading",
        in_about("\n## [x](‸role:map-maker) {#x}\n"),
        "bad-link",
        says="set the link in the text below",
    ),
    row(
        "link-in-a-record",
        swap(MAPS, "en: Pen, plumb line", "en: ‸Pen, [plumb](skill:plumb) line"),
        "unknown-skill",
        says="the id of a skill",
    ),
    row(
        "language-as-id",
        both(
            write("skills/de.yml", GLUE),
            write("redirects.yml", "- {from: ‸skills/en, to: roles/map-maker, since: 2025-01-01}\n"),
            swap(PORTER, "requires:\n", "requires:\n  - {skill: de, level: trusted, necessity: optional}\n"),
        ),
        "language-as-id",
        says='found "de"; expected another name; a language of the site has this one',
        at=top("skills/de.yml", "language-as-id"),
    ),
    row(
        "page-named-like-a-language",
        both(*(write(f"pages/de.{language}.md", f"---\ntitle: {language}\n---\nX\n") for language in ("de", "en"))),
        says='found "de"',
        at=(*top("pages/de.de.md", "language-as-id"), *top("pages/de.en.md", "language-as-id")),
    ),
    row(
        "unknown-language-of-names",
        swap(BAKER, "summary:", "alternative_titles: {‸fr: [Boulangère]}\nsummary:"),
        "unknown-language",
        says='"fr"',
    ),
    row(
        "unknown-language-of-forms",
        swap(MAPS, "name_forms:\n", "name_forms:\n  ‸fr: {neutral: x}\n"),
        "unknown-language",
        says='"fr"',
    ),
    row(
        "identical-translation",
        swap(
            BAKER,
            "  de: Ist nachts schon wach.\n  en: Is awake at night already.",
            "  de: Is awake at night already.\n  en: ‸Is awake at night already.",
        ),
        "same-translation",
        says="the same text as in de",
    ),
    row("future-date", swap(BAKER, "2025-06-01", "‸2025-07-02"), "future-date", says="a date up to 2025-06-30"),
    row("future-month", swap(KEEPER, "- date: 2024-11", "- date: ‸2025-08"), "future-date", says="found 2025-08"),
    row(
        "future-page",
        swap("pages/tower-guide.de.md", "reviewed: 2025-06-01", "reviewed: ‸2026-01-01"),
        "future-date",
        says="found 2026-01-01",
    ),
]
