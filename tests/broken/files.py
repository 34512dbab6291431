"""Files and folders that do not belong in the content, and names that are no valid ids."""

from __future__ import annotations

import os

from generator.render.views import VIEWS
from generator.routes import PageKind
from tests.broken import BAKER, GLUE, KEEPER, both, link, row, swap, top, write

# Each other kind of page has an overview, whose folder has the name of the kind.
NAMED_AFTER_RECORDS = {
    PageKind.HOME, PageKind.ROLE, PageKind.SHEET, PageKind.SKILL, PageKind.TRAINING, PageKind.COMPARISONS,
    PageKind.COMPARISON, PageKind.PROSE, PageKind.OCCUPATION, PageKind.FAMILY, PageKind.GROUP,
}  # fmt: skip

FILES = [
    row(
        "yaml-extension",
        write("roles/cook.yaml", "x"),
        says='found "cook.yaml"; expected a file that ends in .yml; rename it',
        at=top("roles/cook.yaml", "unknown-file"),
    ),
    row(
        "other-file",
        write("skills/notes.txt", "x"),
        says="move it out of the content folder",
        at=top("skills/notes.txt", "unknown-file"),
    ),
    row(
        "record-in-root",
        write("cook.yml", "title: x"),
        says="move a record into the folder of its kind",
        at=top("cook.yml", "unknown-file"),
    ),
    row(
        "misspelt-list",
        write("glosary.yml", "[]"),
        says='did you mean "glossary.yml"?',
        at=top("glosary.yml", "unknown-file"),
    ),
    row(
        "unknown-vocabulary",
        write("vocabularies/level.yml", "[]"),
        says='did you mean "levels.yml"?',
        at=top("vocabularies/level.yml", "unknown-file"),
    ),
    row(
        "unknown-folder",
        write("role/cook.yml", "title: x"),
        says='did you mean "roles"?',
        at=top("role", "unknown-folder"),
    ),
    row(
        "folder-in-folder",
        write("roles/night/cook.yml", "title: x"),
        says="move its files up",
        at=top("roles/night", "unknown-folder"),
    ),
    row(
        "folder-as-file",
        write("roles/cook.yml/a.yml", "x"),
        says='a folder named "cook.yml"',
        at=top("roles/cook.yml", "folder-as-file"),
    ),
    row(
        "link-out",
        link("roles/cook.yml", "/etc/hostname"),
        says="a link that leaves the content folder",
        at=top("roles/cook.yml", "link-out"),
    ),
    row(
        "link-up",
        link("roles/cook.yml", "../../../cook.yml"),
        says="can't be read",
        at=top("roles/cook.yml", "unreadable"),
    ),
    row(
        "link-loop",
        link("roles/cook.yml", "cook.yml"),
        says="a link that leads in a circle",
        at=top("roles/cook.yml", "unreadable"),
    ),
    row(
        "link-dangling",
        link("roles/cook.yml", "nowhere.yml"),
        says="No such file",
        at=top("roles/cook.yml", "unreadable"),
    ),
    row(
        "link-to-folder",
        link("roles/more", "../skills"),
        says="a link to a folder",
        at=top("roles/more", "link-folder"),
    ),
    row(
        "fifo",
        lambda atlas: os.mkfifo(atlas.path("roles/cook.yml")),
        says="neither a file nor a folder",
        at=top("roles/cook.yml", "special-file"),
    ),
    row(
        "missing-site",
        lambda atlas: atlas.path("site.yml").unlink(),
        says="no such file",
        at=top("site.yml", "missing-file"),
    ),
    row(
        "missing-levels",
        lambda atlas: atlas.path("vocabularies/levels.yml").unlink(),
        says="each atlas needs it",
        at=top("vocabularies/levels.yml", "missing-file"),
    ),
    row(
        "site-is-a-loop",
        both(lambda atlas: atlas.path("site.yml").unlink(), link("site.yml", "site.yml")),
        says="in a circle",
        at=top("site.yml", "unreadable"),
    ),
    row(
        "empty-file", write("roles/cook.yml", "# later\n"), says="an empty file", at=top("roles/cook.yml", "empty-file")
    ),
    row(
        "latin-1",
        lambda atlas: atlas.write_bytes(BAKER, "title: {de: Bäcker}".encode("latin-1")),
        says="Windows-1252",
        at=((BAKER, 1, 14, "bad-encoding"),),
    ),
    row(
        "page-without-language",
        write("pages/about.md", "---\ntitle: x\n---\n"),
        says="such as about.en.md",
        at=top("pages/about.md", "bad-page-name"),
    ),
    row(
        "page-with-blank",
        write("pages/my page.de.md", "---\ntitle: x\n---\n"),
        says="my page.de.md",
        at=top("pages/my page.de.md", "bad-page-name"),
    ),
    row(
        "page-without-front-matter",
        write("pages/about.de.md", "# Hello\n"),
        says="no front matter",
        at=top("pages/about.de.md", "no-front-matter"),
    ),
    row(
        "page-with-empty-front-matter",
        write("pages/about.de.md", "---\n# soon\n---\nHello\n"),
        says="no front matter",
        at=top("pages/about.de.md", "no-front-matter"),
    ),
    row(
        "page-without-title",
        write("pages/about.de.md", "---\n‸kind: about\n---\nHello\n"),
        "missing-key",
        says='no "title"',
    ),
    row(
        "page-named-like-an-overview",
        both(write("pages/roles.de.md", "---\ntitle: x\n---\n"), write("pages/roles.en.md", "---\ntitle: x\n---\n")),
        says='found "roles"; expected another name',
        at=(*top("pages/roles.de.md", "reserved-id"), *top("pages/roles.en.md", "reserved-id")),
    ),
    *(
        row(
            f"page-named-{kind}",
            write(f"pages/{kind}.de.md", "---\ntitle: x\nkind: about\n---\n"),
            says=f'found "{kind}"; expected another name',
            at=top(f"pages/{kind}.de.md", "reserved-id"),
        )
        for kind in VIEWS
        if kind not in NAMED_AFTER_RECORDS
    ),
    row(
        "page-in-one-language",
        lambda atlas: atlas.path("pages/about.en.md").unlink(),
        says='no "en" of the page "about"',
        at=top("pages/about.de.md", "missing-translation"),
    ),
    row(
        "page-in-a-further-language",
        write("pages/about.fr.md", "---\ntitle: x\n---\n"),
        says="one of de, en",
        at=top("pages/about.fr.md", "unknown-language"),
    ),
]

IDS = [
    row(
        "upper-case-id",
        write("skills/Glue.yml", GLUE),
        says="an id of lower-case letters",
        at=top("skills/Glue.yml", "bad-file-name"),
    ),
    row(
        "umlaut-in-id", write("skills/müll.yml", GLUE), says='found "müll"', at=top("skills/müll.yml", "bad-file-name")
    ),
    row(
        "blank-in-id",
        write("skills/hot glue.yml", GLUE),
        says='found "hot glue"',
        at=top("skills/hot glue.yml", "bad-file-name"),
    ),
    row(
        "two-dots-in-id",
        write("skills/a..b.yml", GLUE),
        says='found "a..b"',
        at=top("skills/a..b.yml", "bad-file-name"),
    ),
    row("reserved-id", write("skills/index.yml", GLUE), says="another name", at=top("skills/index.yml", "reserved-id")),
    row(
        "windows-device",
        write("skills/com1.yml", GLUE),
        says="a file system uses",
        at=top("skills/com1.yml", "reserved-id"),
    ),
    row(
        "long-id",
        write(f"skills/{'a' * 81}.yml", GLUE),
        says="at most 80 characters",
        at=top(f"skills/{'a' * 81}.yml", "bad-file-name"),
    ),
    row(
        "path-as-reference",
        swap(KEEPER, "role: night-porter", "role: ‸../../etc/passwd"),
        "bad-id",
        says="../../etc/passwd",
    ),
    row("path-as-list-id", swap("glossary.yml", "id: tide", "id: ‸../tide"), "bad-id", says="../tide"),
    row(
        "reserved-level",
        swap("vocabularies/levels.yml", "id: teaching", "id: ‸none"),
        "reserved-id",
        says="another name",
    ),
    row(
        "duplicate-list-id",
        swap("glossary.yml", "id: tide", "id: ‸beacon"),
        "duplicate-id",
        says="it stands first in line 1",
    ),
    row(
        "language-named-like-a-device",
        swap("site.yml", "{id: de, title: Deutsch}", "{id: ‸aux, title: Aurá}"),
        "reserved-id",
        says="a file system uses this name itself",
    ),
    row(
        "duplicate-language",
        swap("site.yml", "{id: en, title: English", "{id: ‸de, title: English"),
        "duplicate-id",
        says='found "de"; expected each language once',
    ),
]
