"""What tools leave in a file: the marks of a merge in git, the separators of a spreadsheet, spaces of a word processor."""

from __future__ import annotations

from tests.broken import BAKER, COURSE, PORTER, WORKSHOP, row, swap, write

CONFLICT = "found a merge conflict; expected one version; keep what is right and remove the lines with <<<<<<<, ======= and >>>>>>>"
NO_BREAK = "found U+00A0 (no-break space), which looks like a space; expected a space; put a space in its place"
_BOTH = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> spelling\n"

LEFTOVERS = [
    row(
        "merge-conflict-in-a-record",
        swap(BAKER, "reviewed: 2025-06-01\n", "‸" + _BOTH.format("reviewed: 2025-06-01\n", "reviewed: 2025-06-02\n")),
        "merge-conflict",
        says=CONFLICT,
    ),
    row(
        "merge-conflict-in-a-page",
        swap("pages/about.en.md", "---\ntitle", "---\n‸" + _BOTH.format("", "") + "title"),
        "merge-conflict",
        says=CONFLICT,
    ),
    row(
        "merge-conflict-below-a-page",
        lambda atlas: atlas.write(
            "pages/about.en.md", atlas.read("pages/about.en.md") + "\n‸" + _BOTH.format("One.\n", "Two.\n")
        ),
        "merge-conflict",
        says=CONFLICT,
    ),
    row(
        "merge-conflict-in-a-table",
        write("tables/skills.csv", "id,title_de,title_en\n‸" + _BOTH.format("glue,Leim,Glue\n", "glue,Kleber,Glue\n")),
        "merge-conflict",
        says=CONFLICT,
    ),
    row(
        "last-line-of-a-merge-conflict",
        swap(BAKER, "reviewed: 2025-06-01\n", "reviewed: 2025-06-01\n‸>>>>>>> spelling\r\n"),
        "merge-conflict",
        says=CONFLICT,
    ),
    row(
        "semicolons-in-a-table",
        write("tables/skills.csv", "id‸;title_de;title_en\r\nglue;Leim;Glue\r\n"),
        "wrong-separator",
        says='found columns that are separated by ";"; expected columns that are separated by commas; save the table with commas',
    ),
    row(
        "semicolons-and-quotes-in-a-table",
        write("tables/skills.csv", '"id"‸;"title_de";"title_en"\n"glue";"Leim, Kleber";"Glue"\n'),
        "wrong-separator",
        says='separated by ";"',
    ),
    row(
        "tabs-in-a-table",
        write("tables/skills.csv", "id‸\ttitle_de\ttitle_en\nglue\tLeim\tGlue\n"),
        "wrong-separator",
        says="found columns that are separated by tabs",
    ),
    row(
        "no-break-space-before-a-key",
        swap(PORTER, "reviewed: 2025", "‸\u00a0 reviewed: 2025"),
        "no-break-space",
        says=NO_BREAK,
    ),
    row(
        "no-break-space-after-a-comma-in-braces",
        swap(PORTER, "{skill: guest-care, level", "{skill: guest-care,‸\u00a0level"),
        "no-break-space",
        says=NO_BREAK,
    ),
    row(
        "no-break-space-after-a-key-in-braces",
        swap(PORTER, "{skill: guest-care, level: t", "{skill: guest-care, level:‸\u00a0t"),
        "no-break-space",
        says=NO_BREAK,
    ),
    row(
        "no-break-space-after-the-only-key",
        swap(COURSE, "duration: {hours: [10, 20], source: almanac}", "duration:\n  hours:‸\u00a020"),
        "no-break-space",
        says=NO_BREAK,
    ),
    row(
        "no-break-space-after-a-language",
        swap(
            WORKSHOP,
            "summary:\n  de: Drei Tage mit Feder und Lot.\n  en: Three days with pen and plumb line.",
            "summary:\n  de:‸\u00a0Drei Tage",
        ),
        "no-break-space",
        says=NO_BREAK,
    ),
]
