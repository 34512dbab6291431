"""Values of the wrong kind, characters that do not show, and wrong keys and choices."""

from __future__ import annotations

from tests.broken import BAKER, COURSE, KEEPER, KEYS, PORTER, TABLES, cut, row, swap, top, write

# The first and last characters of each range that does not show, and their names in messages.
HIDDEN = {
    chr(code): f"U+{code:04X}"
    for code in (
        0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0x2064, 0x2066, 0x206A, 0x206F, 0xFEFF, 0xFFF9, 0xFFFB, 0xE0000,
        0xE007F,
    )
}  # fmt: skip

TYPES = [
    row(
        "text-for-texts",
        swap(BAKER, "title: {de: Bäcker/in, en: Baker}", "title: ‸Baker"),
        "wrong-type",
        says='found "Baker"; expected a text in each language; write it as {de: ..., en: ...}',
    ),
    row(
        "list-for-texts",
        swap(BAKER, "title: {de: Bäcker/in, en: Baker}", "title: ‸[Baker]"),
        "wrong-type",
        says="found a list; expected a text in each language",
    ),
    row(
        "no-texts",
        swap(BAKER, "title: {de: Bäcker/in, en: Baker}", "title: ‸{}"),
        "empty-text",
        says="write the texts, or remove the key if it may be left out",
    ),
    row("empty-text", swap(BAKER, "en: Baker}", 'en: ‸""}'), "empty-text", says="found nothing; expected a text"),
    row(
        "list-for-text", swap(BAKER, "en: Baker}", "en: ‸[Baker]}"), "wrong-type", says="found a list; expected a text"
    ),
    row(
        "mapping-for-text",
        swap(COURSE, "title: Sterne für alle", "title: ‸{de: Sterne}"),
        "wrong-type",
        says="found keys with values; expected a text",
    ),
    row(
        "text-for-list",
        swap(PORTER, "requires:\n", "tasks: ‸guard\nrequires:\n"),
        "wrong-type",
        says='found "guard"; expected a list (each entry',
    ),
    row(
        "nothing-for-list",
        swap(PORTER, "requires:\n", "tasks:‸\nrequires:\n"),
        "wrong-type",
        says="found nothing; expected a list",
    ),
    row(
        "mapping-for-list",
        swap(TABLES, "about: [star-reading, weather-lore]", "about: ‸{star-reading: x}"),
        "wrong-type",
        says="found keys with values; expected a list",
    ),
    row(
        "text-for-entry",
        swap(PORTER, "requires:\n", "requires:\n  - ‸guest-care\n"),
        "wrong-type",
        says='found "guest-care"; expected keys with values',
    ),
    row("list-for-record", write(BAKER, "‸- a\n"), "wrong-type", says="found a list; expected keys with values"),
    row(
        "mapping-for-vocabulary",
        write("vocabularies/schemes.yml", "‸esco: {}\n"),
        "wrong-type",
        says="found keys with values; expected a list",
    ),
    row(
        "text-for-levels",
        swap(BAKER, "levels: {night-watch: tried}", "levels: ‸night-watch"),
        "wrong-type",
        says="expected keys with values",
    ),
    row(
        "no-number",
        swap("site.yml", "nearest: 6", "nearest: ‸six"),
        "wrong-type",
        says='found "six"; expected a whole number',
    ),
    row("zero", swap("site.yml", "nearest: 6", "nearest: ‸0"), "bad-value", says='found "0"; expected greater than 0'),
    row(
        "no-yes-or-no",
        swap(KEEPER, "draft: false", "draft: ‸no"),
        "bad-yes-no",
        says='found "no"; expected true or false',
    ),
    row(
        "list-for-date",
        swap(BAKER, "reviewed: 2025-06-01", "reviewed: ‸[2025]"),
        "wrong-type",
        says="expected a date such as",
    ),
    row("german-date", swap(BAKER, "2025-06-01", "‸01.06.2025"), "bad-date", says="a date such as 2026-11-24"),
    row("impossible-date", swap(BAKER, "2025-06-01", "‸2025-02-30"), "bad-date", says='found "2025-02-30"'),
    row(
        "impossible-month",
        swap(KEEPER, "- date: 2024-11", "- date: ‸2024-13"),
        "bad-date",
        says="2026, 2026-11 or 2026-11-24",
    ),
    row(
        "duration-in-words",
        swap(COURSE, "{hours: [10, 20], source: almanac}", "‸20 hours"),
        "unknown-value",
        says="unknown, or a number of hours",
    ),
    row(
        "duration-of-nothing",
        swap(COURSE, "{hours: [10, 20], source: almanac}", "‸{source: almanac}"),
        "empty-duration",
        says="at least one of hours",
    ),
    row("range-in-words", swap(COURSE, "[10, 20]", "‸10-20"), "wrong-type", says='found "10-20"; expected a number'),
    row("range-of-three", swap(COURSE, "[10, 20]", "‸[10, 15, 20]"), "bad-range", says="one number such as 20, or two"),
    row(
        "range-downwards",
        swap(COURSE, "{hours: [10, 20],", "‸{hours: [20, 10],"),
        "bad-range",
        says="the smaller number first",
    ),
    row(
        "endless-duration",
        swap(COURSE, "[10, 20]", "[10, ‸.inf]"),
        "wrong-type",
        says='found ".inf"; expected a number',
    ),
    row(
        "recognition-in-words",
        swap(COURSE, "recognition:\n  - {kind: azav, source: almanac}", "recognition: ‸azav"),
        "unknown-value",
        says="unknown, or a list",
    ),
    row(
        "recognition-without-source",
        swap(COURSE, "{kind: azav, source: almanac}", "‸{kind: azav}"),
        "missing-key",
        says='no "source"; expected this key; add source:',
    ),
    row(
        "line-break-in-line",
        swap(COURSE, "title: Sterne für alle", "title: ‸|-\n  Sterne\n  für alle"),
        "line-break",
        says="join the lines",
    ),
    row(
        "long-line",
        swap(COURSE, "title: Sterne für alle", f"title: ‸{'x' * 301}"),
        "too-long",
        says="found 301 characters; expected at most 300",
    ),
    row("control-character", swap(BAKER, "en: Baker}", 'en: ‸"Ba\\x07ker"}'), "control-character", says="U+0007"),
    row("raw-control-character", swap(BAKER, "en: Baker}", "en: Ba‸\x07ker}"), "control-character", says="U+0007"),
    row("mark-of-our-own", swap(BAKER, "en: Baker}", "en: Ba‸\ue000ker}"), "control-character", says="U+E000"),
    row("bidi-override", swap(BAKER, "en: Baker}", "en: Ba‸\u202eker}"), "control-character", says="U+202E"),
    row("escaped-bidi-override", swap(BAKER, "en: Baker}", 'en: ‸"Ba\\u202eker"}'), "control-character", says="U+202E"),
    row(
        "escaped-line-separator", swap(BAKER, "en: Baker}", 'en: ‸"Ba\\u2028ker"}'), "control-character", says="U+2028"
    ),
    row(
        "hidden-character-in-url",
        swap(COURSE, "https://school.example/stars", '‸"https://school.example/\\u200bstars"'),
        "control-character",
        says="it holds U+200B (zero width space); delete that character",
    ),
    row(
        "hidden-character-in-page",
        write("pages/about.en.md", "---\ntitle: About\n---\nA la‸\u200fmp.\n"),
        "control-character",
        says="found the character U+200F (right-to-left mark); expected text that shows; delete it",
    ),
    *(
        row(
            f"raw-hidden-{ord(char):x}",
            swap(BAKER, "en: Baker}", f"en: Ba‸{char}ker}}"),
            "control-character",
            says=says,
        )
        for char, says in HIDDEN.items()
    ),
    *(
        row(
            f"escaped-hidden-{ord(char):x}",
            swap(BAKER, "en: Baker}", f'en: ‸"Ba\\U{ord(char):08x}ker"}}'),
            "control-character",
            says=says,
        )
        for char, says in HIDDEN.items()
    ),
]

KEYS_AND_VALUES = [
    row(
        "unknown-key",
        swap(BAKER, "basis: editorial", "‸colour: white\nbasis: editorial"),
        "unknown-key",
        says='the key "colour"; expected one of',
    ),
    row(
        "mistyped-key",
        swap(BAKER, "basis: editorial", "‸bassis: editorial"),
        "unknown-key",
        says='did you mean "basis"?',
    ),
    row("mistyped-required-key", swap(BAKER, "title: {", "‸titel: {"), "unknown-key", says='did you mean "title"?'),
    row(
        "mistyped-key-in-entry",
        swap(KEEPER, "  - role: night-porter", "  - ‸rolle: night-porter"),
        "unknown-key",
        says='did you mean "role"?',
    ),
    row(
        "mistyped-key-in-duration",
        swap(COURSE, "{hours: [10, 20]", "{hours: 10, ‸week: 2"),
        "unknown-key",
        says='did you mean "weeks"?',
    ),
    row(
        "mistyped-key-in-levels",
        swap(KEYS, "  tried:\n    statement:", "  tried:\n    ‸statment:"),
        "unknown-key",
        says='did you mean "statement"?',
    ),
    row(
        "missing-key",
        cut(BAKER, r"^levels: .*\n"),
        says='no "levels"; expected this key; add levels:',
        at=top(BAKER, "missing-key"),
    ),
    row("missing-title", cut(BAKER, r"^title: .*\n"), says='no "title"', at=top(BAKER, "missing-key")),
    row(
        "missing-key-in-entry",
        swap(
            PORTER,
            "  - {skill: guest-care, level: trusted, necessity: essential}",
            "  - ‸{skill: guest-care, level: trusted}",
        ),
        "missing-key",
        says='no "necessity"',
    ),
    row("bad-language-key", swap(BAKER, "en: Baker}", "‸English: Baker}"), "bad-key", says="the code of a language"),
    row(
        "comma-in-braces",
        swap(BAKER, "en: Baker}", "en: Baker, ‸who bakes. And sells}"),
        "bad-key",
        says="a text in braces that holds a comma needs quotes",
    ),
    row(
        "key-for-a-text-in-braces",
        swap(BAKER, "{de: Bäcker/in, en: Baker}", "{de: Bäcker/in, ‸der Brot backt, en: Baker}"),
        "bad-key",
        says="a text in braces that holds a comma needs quotes",
    ),
    row("bad-level-key", swap(KEYS, "  tried:\n", "  ‸Tried:\n"), "bad-key", says="an id of lower-case letters"),
    row(
        "unknown-choice",
        swap(COURSE, "cost: free", "cost: ‸fre"),
        "unknown-value",
        says='found "fre"; expected one of free, freemium, paid, unknown; did you mean "free"?',
    ),
    row("choice-in-capitals", swap(COURSE, "cost: free", "cost: ‸FREE"), "unknown-value", says='did you mean "free"?'),
    row(
        "unknown-kind",
        swap(COURSE, "kind: course", "kind: ‸seminar"),
        "unknown-value",
        says="one of course, reading, exam, reference",
    ),
    row(
        "unknown-basis",
        swap(COURSE, "basis: source, source: almanac}", "basis: ‸book}"),
        "unknown-value",
        says="one of article, source, editorial",
    ),
    row(
        "text-beside-text",
        swap(KEEPER, "placement:\n  text:\n", "placement:\n  ‸fr: x\n  text:\n"),
        "unknown-key",
        says='the key "fr"',
    ),
    row(
        "alias-bomb",
        write(BAKER, "a: ‸&a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
        "anchor",
        says="the anchor &a; expected plain values",
    ),
    row("deep-nesting", write(BAKER, f"a: {'[' * 19}‸{'[' * 60}\n"), "too-deep", says="more than 20 levels"),
    row(
        "unquoted-colon",
        write(BAKER, "title: {de: x, en: y}\nsummary: Baking‸: all night\n"),
        "yaml-syntax",
        says="into quotes",
    ),
    row("tab", write(BAKER, "title:\n‸\tde: x\n"), "tab", says="YAML allows no tabs; put spaces in its place"),
]
