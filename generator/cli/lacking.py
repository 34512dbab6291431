"""Describe in one line what each language of an atlas lacks, in the same words for all verbs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.catalog import Catalog
from generator.problems import ContentError, counted
from generator.render.foreign import Foreign
from generator.render.strings import load_strings
from generator.resources import templates_folder
from generator.rules.texts import missing_texts


def languages_told(catalog: Catalog, content: Path) -> Iterator[tuple[str, bool]]:
    """Yield a line for each language, and whether it lacks anything: texts of records and pages, or texts of the interface."""
    missing = Counter(language for language, _ in missing_texts(catalog))
    for place, language in enumerate(catalog.site.languages):
        try:
            texts = tuple(load_strings((templates_folder(), content), language).texts.values())
        except ContentError:  # the verb ``check`` reports what is wrong with them
            texts = ()
        borrowed = sum(isinstance(text, Foreign) for text in texts)
        number = missing[language.id]
        line = f"{language.id} {language.title}{', the default' if place == 0 else ''}: "
        line += f"{counted(number, 'text') if number else 'no texts'} missing"
        if borrowed:
            line += f", {borrowed} of {counted(len(texts), 'text')} of the interface still in another language"
        yield line, bool(number or borrowed)


def lacking(catalog: Catalog, content: Path) -> str:
    """Return the lines of the languages that lack something, as one text."""
    return "\n".join(line for line, lacks in languages_told(catalog, content) if lacks)
