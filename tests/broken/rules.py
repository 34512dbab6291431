"""Records that are valid by themselves but not together: prerequisites, requirements, trainings, successors, exceptions and reviews."""

from __future__ import annotations

from tests.broken import (
    BAKER,
    CHARTS,
    COURSE,
    EXAM,
    GLUE,
    KEYS,
    MAPS,
    PORTER,
    STARS,
    TABLES,
    WORKSHOP,
    both,
    cut,
    row,
    swap,
    write,
)

RULES = [
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
