"""Mistakes in what version 2 of the records added: grades, families, market, prices, efforts, older names."""

from __future__ import annotations

from tests.atlas import Atlas
from tests.broken import COURSE, GRADES, KEEPER, KEYS, MAPS, PORTER, STARS, Break, both, cut, row, swap, write

CARE = "level: trusted, necessity: essential}"


def graded(levels: str, *further: Break) -> Break:
    """Return a change that adds grades and makes the night porter require guest care by grade."""
    return both(
        write("vocabularies/grades.yml", GRADES), *further, swap(PORTER, CARE, f"{levels}, necessity: essential}}")
    )


def without_grades(atlas: Atlas) -> None:
    """Remove the grades and what names them in the map maker."""
    atlas.path("vocabularies/grades.yml").unlink()
    atlas.drop(MAPS, r"^grades:\n(  .*\n)+")
    text = atlas.read(MAPS).replace("levels: {start: tried, full: trusted}", "level: trusted")
    atlas.write(MAPS, text)


def grades(listed: str) -> Break:
    """Return a change that lists grades of the night porter."""
    return swap(PORTER, "requires:\n", f"grades: {listed}\nrequires:\n")


def market(entry: str) -> Break:
    """Return a change that gives the lighthouse keeper one market entry."""
    return both(
        cut(KEEPER, r"^market:\n(  .*\n)+"),
        swap(KEEPER, "mappings:\n  - scheme: esco", f"market:\n  - {entry}\nmappings:\n  - scheme: esco"),
    )


def priced(price: str) -> Break:
    """Return a change that gives the star course a price."""
    return swap(COURSE, "cost: free\n", f"cost: paid\n{price}\n")


SECOND = [
    row("right-levels", graded("levels: {start: seen, full: trusted}"), says=""),
    row("levels-of-one-grade", graded("levels: {start: seen}"), says=""),
    row(
        "level-and-levels",
        graded("level: trusted, levels: ‸{start: seen}"),
        "level-and-levels",
        says="either level: or levels:; level: x means x at the reference grade",
    ),
    row("no-levels", graded("levels: ‸{}"), "too-short", says="at least 1"),
    row("unknown-grade", graded("levels: {‸begin: seen}"), "unknown-grade", says="one of start, full, head"),
    row("unknown-level-of-grade", graded("levels: {start: ‸sen}"), "unknown-level", says='did you mean "seen"?'),
    row(
        "grade-without-grades",
        both(
            without_grades,
            swap(PORTER, CARE, "levels: {‸start: seen}, necessity: essential}"),
        ),
        "unknown-grade",
        says="a grade, but there is none yet",
    ),
    row("grades-in-disorder", graded("levels: {full: seen, ‸start: seen}"), "grade-order", says="start, full, head"),
    row(
        "level-that-falls",
        graded("levels: {start: trusted, full: ‸seen}"),
        "level-falls",
        says="after trusted at start",
    ),
    row("level-that-ends", graded("levels: {start: trusted, full: none}"), says=""),
    row(
        "grade-that-is-not-listed",
        graded("levels: {full: seen, ‸head: tried}", grades("[{grade: start}, {grade: full}]")),
        "unlisted-grade",
        says="a grade of this role: start, full",
    ),
    row(
        "listed-in-disorder",
        graded("level: trusted", grades("[{grade: full}, {grade: ‸start}, {grade: ‸full}]")),
        "grade-order",
        "duplicate-entry",
        says="the order start, full, head",
    ),
    row(
        "after-a-later-grade",
        graded("level: trusted", grades("[{grade: start, after: [‸full]}, {grade: full}]")),
        "grade-order",
        says="a grade of this role that comes before start",
    ),
    row(
        "two-references",
        write("vocabularies/grades.yml", GRADES.replace("en: Head}", "en: Head}, reference: ‸true")),
        "two-references",
        says='"head" beside "full"',
    ),
    row(
        "prerequisite-of-a-grade",
        both(
            write("vocabularies/grades.yml", GRADES),
            swap(
                PORTER,
                "  - {skill: key-keeping, level: tried,",
                "  - ‸{skill: key-keeping, levels: {start: tried},",
            ),
            swap(KEYS, "reviewed:", "prerequisites: [{skill: guest-care, level: seen, from: tried}]\nreviewed:"),
        ),
        "missing-prerequisite",
        says="key-keeping at tried (start), but no essential",
    ),
    row("unknown-family", swap(PORTER, "requires:\n", "family: ‸night\nrequires:\n"), "unknown-family", says="family"),
    row(
        "unknown-job-between",
        swap(KEEPER, "  - occupation: ferry-hand\n", "  - occupation: ferry-hand\n    via: ‸sailor\n"),
        "unknown-occupation",
        says="one of archivist, baker, ferry-hand, lighthouse-keeper, map-maker, night-porter",
    ),
    row(
        "role-between",
        swap(KEEPER, "  - occupation: ferry-hand\n", "  - occupation: ferry-hand\n    via: night-porter\n"),
        says="",
    ),
    row(
        "market-without-date",
        market("‸{text: {de: Zwölf Stellen, en: Twelve posts}, source: almanac, kind: vacancy}"),
        "missing-key",
        says='no "date"',
    ),
    row(
        "market-without-source",
        market("‸{date: 2024-11, text: {de: Zwölf Stellen, en: Twelve posts}, kind: vacancy}"),
        "missing-key",
        says='no "source"',
    ),
    row(
        "market-from-an-unlisted-source",
        market("{date: 2024-11, text: {de: Zwölf Stellen, en: Twelve posts}, kind: vacancy, source: ‸paper}"),
        "unknown-source",
        says="a key under sources: almanac",
    ),
    row(
        "market-of-the-future",
        market("{date: ‸2031-01, text: {de: Zwölf Stellen, en: Twelve posts}, kind: vacancy, source: almanac}"),
        "future-date",
        says="2031-01",
    ),
    row(
        "forecast-under-its-newer-name",
        both(
            cut(KEEPER, r"^  forecast_2023:\n    de: .*\n    en: .*\n"),
            swap(
                KEEPER,
                "  state: established\n",
                "  state: established\n  forecast: {date: 2023-07, text: {de: So hieß es, en: So they said}, source: ‸paper}\n",
            ),
        ),
        "unknown-source",
        says='"paper"',
    ),
    row(
        "forecast-under-both-names",
        swap(
            KEEPER,
            "  state: established\n  forecast_2023:",
            "  state: established\n  forecast: {date: 2023-07, text: {de: So, en: Thus}}\n  ‸forecast_2023:",
        ),
        "unknown-key",
        says='the key "forecast_2023"',
    ),
    row(
        "older-forecast-in-one-language",
        both(
            cut(KEEPER, r"^    en: In 2023 all towers.*\n"),
            swap(KEEPER, "  forecast_2023:\n    de:", "  forecast_2023:\n    ‸de:"),
        ),
        "missing-translation",
        says='no "en" for "forecast"',
    ),
    row("no-group", cut(STARS, r"^group: .*\n"), says='no "groups"', at=((STARS, 1, 1, "missing-key"),)),
    row("two-groups", swap(STARS, "group: navigation", "groups: [navigation, people]"), says=""),
    row(
        "unknown-second-group", swap(STARS, "group: navigation", "groups: [navigation, ‸sea]"), "unknown-group", says=""
    ),
    row(
        "group-and-groups",
        swap(STARS, "group: navigation", "groups: [people]\n‸group: navigation"),
        "unknown-key",
        says='the key "group"',
    ),
    row(
        "practice-with-hours",
        swap(
            STARS,
            "en: Find the latitude in three nights.",
            "en: Find the latitude in three nights.\n      hours: [6, 10]",
        ),
        says="",
    ),
    row(
        "practice-with-hours-downwards",
        swap(
            STARS,
            "en: Find the latitude in three nights.",
            "en: Find the latitude in three nights.\n      hours: ‸[10, 6]",
        ),
        "bad-range",
        says="the smaller number first",
    ),
    row(
        "effort-beside-hours",
        swap(COURSE, "duration:", "‸effort: {hours: 12}\nduration:"),
        "needless-effort",
        says="an estimate beside stated hours",
    ),
    row(
        "effort-instead-of-hours",
        swap(COURSE, "duration: {hours: [10, 20], source: almanac}", "effort: {hours: [10, 20]}"),
        says="",
    ),
    row(
        "price-without-source",
        priced("price: ‸{amount: 165, currency: EUR, date: 2025-04}"),
        "missing-key",
        says='no "source"',
    ),
    row(
        "price-from-an-unlisted-source",
        priced("price: {amount: 165, currency: EUR, date: 2025-04, source: ‸shop}"),
        "unknown-source",
        says='"shop"',
    ),
    row(
        "price-in-signs",
        priced("price: {amount: 165, currency: ‸€, date: 2025-04, source: almanac}"),
        "bad-value",
        says="three capital letters such as EUR",
    ),
    row(
        "price-of-the-future",
        priced("price: {amount: 165, currency: EUR, date: ‸2025-12, source: almanac}"),
        "future-date",
        says="",
    ),
    row(
        "price-of-a-free-training",
        swap(COURSE, "cost: free\n", "cost: free\n‸price: {amount: 1, currency: EUR, date: 2025, source: almanac}\n"),
        "price-of-free",
        says="",
    ),
    row(
        "no-address",
        cut(COURSE, r"^url: .*\n"),
        says='no "url"; expected this key; add url:, or own: true to the provider',
        at=((COURSE, 1, 1, "missing-key"),),
    ),
    row(
        "no-address-of-ones-own-training",
        both(
            cut(COURSE, r"^url: .*\n"),
            swap("vocabularies/providers.yml", "Küstenschule Beispiel}", "Küstenschule Beispiel, own: true}"),
        ),
        says="",
    ),
    row("narrower-concept", swap(STARS, "match: close", "match: narrow"), says=""),
    row(
        "leads-nowhere",
        swap(PORTER, "requires:\n", "leads_to: [‸{text: {de: Weiter, en: On}}]\nrequires:\n"),
        "one-target",
        says="either role: or occupation:",
    ),
    row(
        "leads-on",
        swap(PORTER, "requires:\n", "leads_to: [{occupation: baker, text: {de: Weiter, en: On}}]\nrequires:\n"),
        says="",
    ),
    row(
        "leads-to-itself",
        swap(
            PORTER,
            "requires:\n",
            "leads_to: [{role: ‸night-porter, text: {de: Weiter, en: On}}]\nrequires:\n",
        ),
        "own-role",
        says='found "night-porter"; expected another role',
    ),
    row(
        "leads-there-twice",
        swap(
            PORTER,
            "requires:\n",
            "leads_to: [{role: map-maker, text: {de: Weiter, en: On}}, ‸{role: map-maker, text: {de: So, en: So}}]\n"
            "requires:\n",
        ),
        "duplicate-entry",
        says='found "map-maker" a second time',
    ),
    row(
        "market-before-its-source",
        market("{date: ‸2023-01, text: {de: Zwölf Stellen, en: Twelve posts}, kind: vacancy, source: almanac}"),
        "evidence-date",
        says="a date from 2024-11 on",
    ),
    row(
        "bad-short-name", swap("site.yml", "tagline:", "short_name: ‸Coast Atlas\ntagline:"), "bad-id", says="an id of"
    ),
    row(
        "no-bound",
        swap("site.yml", "tagline:", "bounds: {far_hours: ‸0}\ntagline:"),
        "bad-value",
        says="greater than 0",
    ),
]
