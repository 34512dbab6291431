"""What tools leave in a file: the marks of a merge in git, the separators of a spreadsheet."""

from __future__ import annotations

from tests.broken import BAKER, row, swap, write

CONFLICT = "found a merge conflict; expected one version; keep what is right and remove the lines with <<<<<<<, ======= and >>>>>>>"
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
]
