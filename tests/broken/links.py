"""References to records, levels and sources that do not exist."""

from __future__ import annotations

from tests.broken import (
    BAKER,
    CHARTS,
    COURSE,
    EXAM,
    KEEPER,
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
)

LINKS = [
    row(
        "unknown-skill",
        swap(PORTER, "skill: guest-care", "skill: ‸guest-car"),
        "unknown-skill",
        says="expected one of chart-drawing, guest-care, harbour-piloting, key-keeping, lamp-care, night-watch, "
        'star-reading, storytelling, weather-lore; did you mean "guest-care"?',
    ),
    row(
        "unknown-level",
        swap(PORTER, "level: trusted", "level: ‸trustd"),
        "unknown-level",
        says="one of seen, tried, trusted, teaching",
    ),
    row("none-as-level", swap(PORTER, "level: trusted", "level: ‸none"), "unknown-level", says='found "none"'),
    row(
        "unknown-role",
        swap(KEEPER, "role: night-porter", "role: ‸cook"),
        "unknown-role",
        says="one of lighthouse-keeper",
    ),
    row(
        "unknown-occupation",
        swap(KEEPER, "occupation: ferry-hand", "occupation: ‸sailor"),
        "unknown-occupation",
        says="one of archivist",
    ),
    row(
        "unknown-group",
        swap(STARS, "group: navigation", "group: ‸navigations"),
        "unknown-group",
        says='did you mean "navigation"?',
    ),
    row("unknown-level-of-skill", swap(KEYS, "  tried:\n", "  ‸third:\n"), "unknown-level", says='found "third"'),
    row(
        "unknown-prerequisite",
        swap(CHARTS, "{skill: star-reading, level: tried, from: tried}", "{skill: ‸stars, level: ‸try, from: ‸trial}"),
        "unknown-skill",
        "unknown-level",
        "unknown-level",
        says='"stars"',
    ),
    row(
        "unknown-relation",
        swap(STARS, "related: [weather-lore]", "related: [‸whether-lore]"),
        "unknown-skill",
        says='did you mean "weather-lore"?',
    ),
    row(
        "unknown-provider",
        swap(COURSE, "provider: coast-school", "provider: ‸coast"),
        "unknown-provider",
        says="one of coast-school, harbour-press",
    ),
    row(
        "unknown-format",
        swap(COURSE, "format: evening-class", "format: ‸evening"),
        "unknown-format",
        says="one of evening-class, book, certificate",
    ),
    row(
        "unknown-taught-skill",
        swap(COURSE, "{skill: weather-lore, from: none", "{skill: ‸weather, from: ‸zero"),
        "unknown-skill",
        "unknown-level",
        says="one of none, seen",
    ),
    row(
        "unknown-attested-skill",
        swap(EXAM, "{skill: night-watch, level: tried}", "{skill: ‸watch, level: ‸none}"),
        "unknown-skill",
        "unknown-level",
        says='found "watch"',
    ),
    row("unknown-subject", swap(TABLES, "about: [star-reading,", "about: [‸stars,"), "unknown-skill", says='"stars"'),
    row(
        "unknown-successor",
        swap(WORKSHOP, "successor: harbour-evenings", "successor: ‸harbour-nights"),
        "unknown-training",
        says='did you mean "harbour-evenings"?',
    ),
    row(
        "unknown-skill-of-occupation",
        swap(BAKER, "levels: {night-watch: tried}", "levels: {‸baking: tried, night-watch: ‸good}"),
        "unknown-skill",
        "unknown-level",
        says='"baking"',
    ),
    row(
        "unknown-skill-of-term",
        swap("glossary.yml", "skills: [lamp-care]", "skills: [‸lamps]"),
        "unknown-skill",
        says='"lamps"',
    ),
    row(
        "unknown-scheme",
        swap(STARS, "{scheme: guild,", "{scheme: ‸guilt,"),
        "unknown-scheme",
        says='did you mean "guild"?',
    ),
    row(
        "unknown-recognition",
        swap("trainings/star-course.yml", "{kind: azav,", "{kind: ‸azaf,"),
        "unknown-recognition",
        says='did you mean "azav"?',
    ),
    row(
        "unknown-source",
        swap(
            KEEPER,
            "basis: source\n    source: almanac\n  - de: Besuch",
            "basis: source\n    source: ‸almanack\n  - de: Besuch",
        ),
        "unknown-source",
        says='a key under sources: almanac; did you mean "almanac"?',
    ),
    row(
        "source-of-occupation",
        swap("occupations/ferry-hand.yml", "source: almanac}", "source: ‸log}"),
        "unknown-source",
        says="a key under sources",
    ),
    row(
        "no-sources-at-all",
        swap(MAPS, "basis: article}", "basis: source, source: ‸log}"),
        "unknown-source",
        says="(none listed)",
    ),
    row(
        "no-providers-at-all",
        both(
            lambda atlas: atlas.path("vocabularies/schemes.yml").unlink(),
            *(cut(name, r"^mappings:\n(  .*\n)+") for name in (KEEPER, MAPS, STARS)),
            swap("occupations/ferry-hand.yml", "{scheme: esco,", "{scheme: ‸esco,"),
        ),
        "unknown-scheme",
        says="expected a scheme, but there is none yet",
    ),
]
