"""Rules over the Markdown of descriptions and prose pages, read as the pages read it."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token
from pydantic_core import PydanticCustomError

from generator.derive.facts import Facts
from generator.derive.passages import Field
from generator.markdown import SUBSET
from generator.model.base import HIDDEN, character, web_address
from generator.model.marks import TextRole
from generator.problems import Problem, shown


def links_are_plain_addresses(facts: Facts) -> Iterator[Problem]:
    """Ensure that a link's address is one that a field would take: none hides its host behind a user name."""
    for field, language, offset, token in _spans(facts, "]("):
        href = str(token.attrs.get("href", ""))
        if not href or href.lower().startswith("mailto:"):
            continue
        try:
            web_address(href)
        except PydanticCustomError as error:
            place = field.locate(language, max(offset, field.texts[language].find(href, offset)))
            context = error.context or {}
            yield Problem(place, error.type, shown(href), context["expected"], context["hint"])


def references_give_what_shows(facts: Facts) -> Iterator[Problem]:
    """Ensure that no character reference such as ``&#x202E;`` brings a character that may not stand in a text itself."""
    for field, language, offset, token in _spans(facts, "&"):
        if match := HIDDEN.search(" ".join([token.content, *map(str, token.attrs.values())])):
            found = f"a reference to {character(match[0])}"
            yield Problem(
                field.locate(language, offset), "control-character", found, "text that shows", "delete that reference"
            )


def _spans(facts: Facts, sign: str) -> Iterator[tuple[Field, str, int, Token]]:
    """Each piece of a Markdown text that holds a sign: field, language, start of its block and token."""
    for field in facts.passages:
        if field.role is not TextRole.MARKDOWN:
            continue
        for language, text in field.texts.items():
            if sign not in text:
                continue
            lines = text.splitlines(keepends=True)
            for block in SUBSET.parse(text):
                offset = sum(map(len, lines[: block.map[0]])) if block.map else 0
                for token in block.children or ():
                    yield field, language, offset, token
