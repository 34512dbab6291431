"""Translation freshness: which texts still say the same in every language as when somebody last confirmed it.

Any language may be edited first. A text is *stale* when some of its languages have changed since the confirmation and
others have not: the unchanged ones are behind. When all have changed, or nobody has confirmed the text yet, it is
*unconfirmed*: it was probably translated, but nobody has compared the languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from generator.catalog import Catalog
from generator.derive.passages import Field, fields
from generator.lock import Confirmed, text_hash


class Freshness(StrEnum):
    """State of a text across its languages."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FieldState:
    """The state of a text; ``behind`` are the languages that are missing or older than the others."""

    field: Field
    state: Freshness
    behind: tuple[str, ...] = ()


def translation_states(catalog: Catalog) -> Iterator[FieldState]:
    """Yield the state of every text; nothing for a site in one language."""
    if len(catalog.languages) > 1:
        for record, group in groupby(fields(catalog), key=lambda field: field.record):
            yield from states(catalog, group, catalog.content.confirmed.get(record, {}))


def states(
    catalog: Catalog, group: Iterable[Field], confirmed: Mapping[str, Mapping[str, str]]
) -> Iterator[FieldState]:
    """Yield the state of each text of one record; ``confirmed`` holds the record's hashes by field and language."""
    known, languages = list(confirmed.values()), catalog.languages
    for field in group:
        if missing := tuple(language for language in languages if language not in field.texts):
            yield FieldState(field, Freshness.MISSING, missing)
            continue
        if not confirmed:  # as in most imports, whose thousands of texts then need no hashes
            yield FieldState(field, Freshness.UNCONFIRMED)
            continue
        now = hashes(field, languages)
        # An item that moved within its list has another key but the same hashes, so it keeps its confirmation.
        if now in known:
            yield FieldState(field, Freshness.CONFIRMED)
            continue
        before = confirmed.get(field.key, {})
        # If all languages had the same text, such as a name given to ``init``, it was not a translation that could fall behind.
        one_for_all = len(before) > 1 and len(set(before.values())) == 1
        unchanged = tuple(
            language for language in languages if before.get(language) == now[language] and not one_for_all
        )
        yield FieldState(field, Freshness.STALE if unchanged else Freshness.UNCONFIRMED, unchanged)


def hashes(field: Field, languages: Iterable[str]) -> dict[str, str]:
    """Return the hashes of a text by language."""
    return {language: text_hash(field.texts[language]) for language in languages}


def confirm(catalog: Catalog, records: Iterable[str] | None = None) -> Confirmed:
    """Return the lock that confirms the texts of some records, or of all, as they are now; entries of removed records are dropped."""
    chosen = None if records is None else frozenset(records)
    confirmed: dict[str, Mapping[str, Mapping[str, str]]] = {}
    for record, group in groupby(fields(catalog), key=lambda field: field.record):
        if chosen is not None and record not in chosen:
            if record in catalog.content.confirmed:
                confirmed[record] = catalog.content.confirmed[record]
            continue
        confirmed[record] = {
            field.key: hashes(field, catalog.languages)
            for field in group
            if all(language in field.texts for language in catalog.languages)
        }
    return confirmed
