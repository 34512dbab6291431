"""Rules over the length and the paragraphs of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.kinds.texts import MARKDOWN
from generator.model.marks import TextRole
from generator.problems import Problem, Severity, shown

# A line break inside a paragraph, outside lists, quotes and tables: what folded YAML leaves of one blank line.
_LOST_PARAGRAPH = re.compile(r"[^\n|]\n(?!\n|\s*(?:[-*+>|]|\d+[.)])\s*)(?=\S)")
# The first item of a list in the line that announces it: what folded YAML leaves of a list.
_LOST_LIST = re.compile(r":[ ](?=[-*+][ ]\S)")


def texts_have_a_fit_length(facts: Facts) -> Iterator[Problem]:
    """Ensure that texts are neither too short to say something nor too long for their place."""
    style = facts.catalog.content.style
    if style is None:
        return
    for field in facts.passages:
        bounds = style.value.lengths.get(field.name)
        if bounds is None:
            continue
        for language, text in field.texts.items():
            if not bounds[0] <= len(text) <= bounds[1]:
                expected = f"{bounds[0]} to {bounds[1]} characters (lengths.{field.name} in style.yml)"
                yield Problem(
                    field.locate(language),
                    "text-length",
                    f"{len(text)} characters",
                    expected,
                    severity=Severity.WARNING,
                )


def languages_are_equally_long(facts: Facts) -> Iterator[Problem]:
    """Ensure that no text is much shorter in one language than in another: it may leave something out."""
    style = facts.catalog.content.style
    if style is None or style.value.evenness is None:
        return
    even = style.value.evenness
    for field in facts.passages:
        if len(field.texts) < 2:
            continue
        lengths = sorted((len(text), language) for language, text in field.texts.items())
        (short, shorter), (long, longer) = lengths[0], lengths[-1]
        if long >= even.from_length and long > even.factor * short:
            found = f"{short} characters, but {long} in {shown(longer)}"
            expected = f"texts that differ at most by the factor {even.factor:g} (evenness in style.yml)"
            hint = "look whether both say the same"
            yield Problem(field.locate(shorter), "uneven-translation", found, expected, hint, Severity.WARNING)


def paragraphs_are_kept(facts: Facts) -> Iterator[Problem]:
    """Ensure that no paragraph break or list of a long text is lost.

    In folded YAML (>-) one blank line gives only a line break, and lines without one between them become a single line.
    """
    for field in facts.passages:
        if field.role is not TextRole.MARKDOWN or field.name == MARKDOWN:
            continue
        for language, text in field.texts.items():
            if "\n" in text and (match := _LOST_PARAGRAPH.search(text)):
                found = f"a line break, but no paragraph, before {_beginning(text, match)}"
                hint = "leave a blank line between them, or two blank lines below >-"
                yield Problem(field.locate(language), "lost-paragraph", found, "a paragraph", hint, Severity.WARNING)
            if match := _LOST_LIST.search(text):
                found = f"a list that became part of a sentence, at {_beginning(text, match)}"
                hint = "write |- instead of >-, which joins the lines, and leave a blank line before the list"
                yield Problem(field.locate(language), "lost-list", found, "a list", hint, Severity.WARNING)


def _beginning(text: str, match: re.Match[str]) -> str:
    """Return the beginning of what follows a match, as messages show it."""
    return shown(text[match.end() : match.end() + 40])
