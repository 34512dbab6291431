"""Records that are valid by themselves but not together."""

from __future__ import annotations

from tests.broken import (
    BAKER,
    CHARTS,
    COURSE,
    EXAM,
    GLUE,
    KEEPER,
    KEYS,
    MAPS,
    PORTER,
    STARS,
    TABLES,
    WORKSHOP,
    Break,
    both,
    cut,
    row,
    swap,
    top,
    write,
)


def in_about(text: str) -> Break:
    """Return a change that adds a text to the page about the atlas."""
    return lambda atlas: atlas.write("pages/about.en.md", atlas.read("pages/about.en.md") + text)


RULES = [
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
    row(
        "cycle",
        both(
            swap(
                STARS, "related: [weather-lore]", "prerequisites: [{skill: chart-drawing, level: seen, from: teaching}]"
            ),
            swap(CHARTS, "{skill: star-reading,", "{skill: ‸star-reading,"),
        ),
        "cycle",
        says="chart-drawing -> star-reading -> chart-drawing; expected prerequisites without a circle",
    ),
    row(
        "self-cycle",
        swap(CHARTS, "prerequisites:\n", "prerequisites:\n  - {skill: ‸chart-drawing, level: seen, from: tried}\n"),
        "cycle",
        says="chart-drawing -> chart-drawing",
    ),
    row(
        "duplicate-prerequisite",
        swap(
            CHARTS,
            "prerequisites:\n  - {skill: star-reading, level: tried, from: tried}",
            "prerequisites:\n  - {skill: star-reading, level: tried, from: tried}\n"
            "  - ‸{skill: star-reading, level: seen, from: tried}",
        ),
        "duplicate-prerequisite",
        says='"star-reading" a second time',
    ),
    row(
        "missing-prerequisite",
        swap(PORTER, "requires:\n", "requires:\n  - ‸{skill: chart-drawing, level: tried, necessity: essential}\n"),
        "missing-prerequisite",
        says="star-reading at tried, since chart-drawing needs it from tried",
    ),
    row(
        "prerequisite-too-low",
        swap(
            PORTER,
            "requires:\n",
            "requires:\n  - ‸{skill: chart-drawing, level: tried, necessity: essential}\n"
            "  - {skill: star-reading, level: seen, necessity: essential}\n",
        ),
        "missing-prerequisite",
        says='"star-reading" only at seen',
    ),
    row(
        "duplicate-requirement",
        swap(PORTER, "requires:\n", "requires:\n  - {skill: lamp-care, level: seen, necessity: optional}\n"),
        says='"lamp-care" a second time',
        at=((PORTER, 10, 5, "duplicate-entry"),),
    ),
    row(
        "duplicate-requirement-with-prerequisites",
        swap(
            PORTER,
            "requires:\n",
            "requires:\n  - {skill: chart-drawing, level: tried, necessity: essential}\n"
            "  - ‸{skill: chart-drawing, level: trusted, necessity: optional}\n",
        ),
        "duplicate-entry",
        says='"chart-drawing" a second time',
    ),
    row(
        "duplicate-boundary",
        swap(MAPS, "entry_routes:", "  - ‸{role: lighthouse-keeper, text: {de: x, en: x}}\nentry_routes:"),
        "duplicate-entry",
        says='"lighthouse-keeper" a second time',
    ),
    row(
        "level-of-some",
        swap(PORTER, "{skill: lamp-care, level: seen,", "‸{skill: lamp-care,"),
        "missing-level",
        says='no level for "lamp-care"; expected a level; add level:',
    ),
    row("own-boundary", swap(MAPS, "role: lighthouse-keeper", "role: ‸map-maker"), "own-boundary", says="another role"),
    row(
        "basis-without-source",
        swap(MAPS, "basis: article}", "basis: ‸source}"),
        "missing-source",
        says="source: with a key of sources:",
    ),
    row(
        "own-relation",
        swap(STARS, "related: [weather-lore]", "related: [‸star-reading]"),
        "own-relation",
        says="another skill",
    ),
    row(
        "twice-related",
        swap(STARS, "related: [weather-lore]", "related: [weather-lore, ‸weather-lore]"),
        "duplicate-entry",
        says="a second time",
    ),
    row(
        "related-prerequisite",
        swap(CHARTS, "prerequisites:\n", "related: [‸star-reading]\nprerequisites:\n"),
        "related-prerequisite",
        says="which is a prerequisite",
    ),
    row(
        "teaches-nothing",
        cut("trainings/porter-class.yml", r"^teaches:\n.*\n"),
        says="no skill that this course teaches; expected teaches: with at least one skill",
        at=(("trainings/porter-class.yml", 4, 7, "no-skill"),),
    ),
    row(
        "attests-nothing",
        cut(EXAM, r"^attests:\n.*\n.*\n"),
        says="no skill that this exam attests",
        at=((EXAM, 4, 7, "no-skill"),),
    ),
    row(
        "exam-that-teaches",
        swap(EXAM, "attests:\n", "‸teaches: [{skill: lamp-care, from: none, to: seen}]\nattests:\n"),
        "wrong-kind",
        says="an exam only attests skills",
    ),
    row(
        "course-that-attests",
        swap(COURSE, "teaches:\n", "‸attests: [{skill: lamp-care, level: seen}]\nteaches:\n"),
        "wrong-kind",
        says="a course lifts skills",
    ),
    row(
        "reference-that-teaches",
        swap(TABLES, "about:", "‸teaches: [{skill: lamp-care, from: none, to: seen}]\nabout:"),
        "wrong-kind",
        says="a reference only accompanies skills",
    ),
    row(
        "taught-twice",
        swap(COURSE, "teaches:\n", "teaches:\n  - {skill: weather-lore, from: none, to: tried}\n"),
        says='"weather-lore" a second time',
        at=((COURSE, 12, 5, "duplicate-entry"),),
    ),
    row(
        "level-order",
        swap(WORKSHOP, "from: seen, to: trusted", "from: trusted, to: ‸seen"),
        "level-order",
        says="from trusted to seen",
    ),
    row(
        "level-standstill",
        swap(WORKSHOP, "from: seen, to: trusted", "from: seen, to: ‸seen"),
        "level-order",
        says="from seen to seen",
    ),
    row(
        "duplicate-url",
        swap(COURSE, "https://school.example/stars", "‸https://SCHOOL.example/charts/"),
        "duplicate-url",
        says='the address of "chart-workshop"; expected an address of its own; merge the two records',
    ),
    row(
        "duplicate-url-http",
        swap(COURSE, "https://school.example/stars", "‸http://school.example/charts"),
        "duplicate-url",
        says='"chart-workshop"',
    ),
    row(
        "retired-without-successor",
        both(
            cut("trainings/signal-course.yml", r"^successor: .*\n"),
            swap("trainings/signal-course.yml", "state: retired", "state: ‸retired"),
        ),
        "missing-successor",
        says="successor: an id or none",
    ),
    row(
        "active-with-successor",
        swap(COURSE, "state: active", "state: active\n‸successor: none"),
        "unneeded-successor",
        says="expected no such key; remove it, or set state: retired or changing",
    ),
    row(
        "own-successor",
        swap("trainings/signal-course.yml", "successor: star-course", "successor: ‸signal-course"),
        "own-successor",
        says="another training",
    ),
    row(
        "course-without-language",
        swap(WORKSHOP, "{page: [en], instruction: [en]}", "‸{page: [en]}"),
        "missing-language",
        says="no language of instruction",
    ),
    row(
        "exam-without-language",
        swap(EXAM, "{page: [en], exam: [de, en]}", "‸{page: [en], instruction: [en]}"),
        "missing-language",
        says="no language of exam",
    ),
    row(
        "unused-exception",
        write("exceptions.yml", "- ‸{code: cycle, record: skills/star-reading, reason: x, until: 2026-01-01}\n"),
        "unused-exception",
        says='no "cycle" in "skills/star-reading"',
    ),
    row(
        "exception-over",
        write("exceptions.yml", "- {code: cycle, record: skills/star-reading, reason: x, until: ‸2025-06-29}\n"),
        "exception-over",
        says="an exception until 2025-06-29",
    ),
    row("orphan-skill", write("skills/glue.yml", "‸" + GLUE), "orphan-skill", says='no role that requires "glue"'),
    row("review-overdue", swap(BAKER, "2025-06-01", "‸2024-06-29"), "review-overdue", says="one due by 2025-06-29"),
    row(
        "page-review-overdue",
        swap("pages/about.de.md", "2025-06-01", "‸2024-06-29"),
        "review-overdue",
        says="one due by 2025-06-29",
    ),
    row(
        "markup-in-plain-text",
        swap(BAKER, "en: Is awake at night already.", "en: ‸Is **awake** at night."),
        "markup-in-plain-text",
        says="it will show literally",
    ),
    row(
        "missing-statement",
        swap(PORTER, "{skill: key-keeping, level: tried,", "{skill: key-keeping, level: trusted,"),
        says='no statement for "trusted"',
        at=((KEYS, 8, 3, "missing-statement"),),
    ),
]
