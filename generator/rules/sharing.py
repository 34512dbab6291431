"""Rule against copied text: each record says what is true of it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.model.marks import TextRole
from generator.problems import Problem, Severity, shown

# A full stop after a digit may belong to a date or an ordinal ("2. Dezember"), so it is not taken for the end of a sentence.
_END = re.compile(r"[.!?…](?<!\d\.)([“”\")]*\s+)(?=\W*[^\W\d_])")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, cut after closing marks and at blank lines; white space inside them becomes one blank."""
    for paragraph in re.split(r"\n\s*\n", text):
        start = 0
        for end in _END.finditer(paragraph):
            if words := " ".join(paragraph[start : end.start(1)].split()):
                yield words
            start = end.end()
        if words := " ".join(paragraph[start:].split()):
            yield words


def records_share_no_sentence(facts: Facts) -> Iterator[Problem]:
    """Ensure that no sentence of ``shared_words`` or more words stands in two records; the later one in the catalogue is reported."""
    style = facts.catalog.content.style
    if style is None or style.value.shared_words is None:
        return
    least = style.value.shared_words
    first: dict[tuple[str, str], str] = {}
    for field in facts.every_passage:
        if field.role is TextRole.TITLE:
            continue
        for language, text in field.texts.items():
            for sentence in sentences(text):
                if len(sentence.split()) < least:
                    continue
                owner = first.setdefault((language, sentence.casefold()), field.record)
                if owner != field.record:
                    found = f"a sentence of {owner}: {shown(sentence)}"
                    hint = "say what is true of this record"
                    yield Problem(
                        field.locate(language),
                        "shared-sentence",
                        found,
                        "a text of its own (shared_words in style.yml)",
                        hint,
                        Severity.WARNING,
                    )
