"""Translation freshness: which texts still say in each language what somebody has confirmed that they say.

Any language may be edited first. A field is *stale* when some of its languages changed since the confirmation and
others did not: those that did not are behind. When all changed, or nobody has confirmed it yet, it is *unconfirmed*: it
was probably translated, and nobody has looked.
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
    """State of a text in its languages."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FieldState:
    """A text's state; ``behind`` are the languages that are missing or older than the others."""

    field: Field
    state: Freshness
    behind: tuple[str, ...] = ()


def translation_states(catalog: Catalog) -> Iterator[FieldState]:
    """State of every text; nothing for a site in one language."""
    if len(catalog.languages) > 1:
        for record, group in groupby(fields(catalog), key=lambda field: field.record):
            yield from states(catalog, group, catalog.content.confirmed.get(record, {}))


def states(
    catalog: Catalog, group: Iterable[Field], confirmed: Mapping[str, Mapping[str, str]]
) -> Iterator[FieldState]:
    """State of each text of one record; ``confirmed`` are the record's hashes by field and language."""
    known, languages = list(confirmed.values()), catalog.languages
    for field in group:
        if missing := tuple(language for language in languages if language not in field.texts):
            yield FieldState(field, Freshness.MISSING, missing)
            continue
        if not confirmed:  # as in most imports: thousands of texts need no hash then
            yield FieldState(field, Freshness.UNCONFIRMED)
            continue
        now = hashes(field, languages)
        # An item that moved within its list keeps its confirmation.
        if now in known:
            yield FieldState(field, Freshness.CONFIRMED)
            continue
        before = confirmed.get(field.key, {})
        # One text for all languages, such as a name that ``init`` was given, is none that was translated.
        one_for_all = len(before) > 1 and len(set(before.values())) == 1
        unchanged = tuple(
            language for language in languages if before.get(language) == now[language] and not one_for_all
        )
        yield FieldState(field, Freshness.STALE if unchanged else Freshness.UNCONFIRMED, unchanged)


def hashes(field: Field, languages: Iterable[str]) -> dict[str, str]:
    """Hashes of a text by language."""
    return {language: text_hash(field.texts[language]) for language in languages}


def confirm(catalog: Catalog, records: Iterable[str] | None = None) -> Confirmed:
    """Give the lock that confirms the texts of some records, or of all, as they are; what is gone is dropped."""
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
