"""Rules over the Markdown of descriptions and prose pages, parsed as it is for the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it.token import Token
from pydantic_core import PydanticCustomError

from generator.derive.facts import Facts
from generator.derive.passages import Field
from generator.kinds import LINKED
from generator.markdown import ADDRESSES, PAGE, SUBSET, leads_out, own_link
from generator.model.base import HIDDEN, character, web_address
from generator.model.marks import TextRole
from generator.problems import Problem, did_you_mean, shown
from generator.routes import plan_routes

_LINK = re.compile(r"(?<!\\)\](?=\()")
_EXAMPLE = "role:map-maker"


def links_lead_somewhere(facts: Facts) -> Iterator[Problem]:
    """Ensure that a link leads out of the site, or to a record or page by its id; any other would show as it is written."""
    if not any("](" in text for field in facts.passages for text in field.texts.values()):
        return
    content = facts.catalog.content
    ids: dict[str, Mapping[str, object]] = {name: content.records[kind.plural] for name, kind in LINKED.items()}
    overviews = (page.address for page in plan_routes(facts).pages if page.address and not page.key)
    ids[PAGE] = {**dict.fromkeys(overviews), **content.pages}
    for field in facts.passages:
        for language, text in field.texts.items() if field.role is TextRole.MARKDOWN else ():
            for match in _LINK.finditer(text):
                start = text.rfind("\n", 0, match.start()) + 1
                heading = isinstance(field.owner, Mapping) and text.startswith("#", start)
                address = _address(text[match.end() :])
                if fault := _lost(address, ids, heading=heading):
                    yield Problem(field.locate(language, match.end() + 1), *fault)


def _address(rest: str) -> str | None:
    """Return the address of a link from the text after its ``[...]``, or ``None`` if no valid address stands there."""
    paragraph, _, _ = rest.partition("\n\n")
    tokens = ADDRESSES.parseInline(f"[a]{paragraph}")[0].children or []
    return str(tokens[0].attrs["href"]) if tokens[0].type == "link_open" else None


def _lost(
    address: str | None, ids: Mapping[str, Mapping[str, object]], *, heading: bool
) -> tuple[str, str, str, str] | None:
    """Return why a link leads nowhere: code, what was found, what is expected, what to do; ``None`` if it leads somewhere."""
    if heading:
        return "bad-link", "a link in a heading", "plain text", "set the link in the text below it"
    if address is None:
        hint = "an address contains no spaces and ends with )"
        return "bad-link", "a link that shows as it is written", f"[text]({_EXAMPLE})", hint
    if leads_out(address):
        return None
    if named := own_link(address):
        kind, id = named
        noun = f"the id of {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        return (f"unknown-{kind}", shown(address), noun, _meant(kind, id, ids[kind])) if id not in ids[kind] else None
    example = next((f"{kind}:{id}" for kind, known in ids.items() for id in known), _EXAMPLE)
    expected = f"an address with https:, http: or mailto:, or a record or page such as {example} or page:about"
    return "bad-link", shown(address), expected, _offered(address, ids)


def _meant(kind: str, id: str, ids: Mapping[str, object]) -> str:
    return did_you_mean(f"{kind}:{id}", [f"{kind}:{one}" for one in ids]) if did_you_mean(id, ids) else ""


def _offered(address: str, ids: Mapping[str, Mapping[str, object]]) -> str:
    """Return a hint with the record or page that the address of a file or of a built page may mean; empty if there is none."""
    path = PurePosixPath(re.split("[?#]", unquote(address))[0])
    steps = [step.partition(".")[0] for step in reversed(path.parts) if step.strip(".") and step != "index.md"]
    found = [f"{kind}:{id}" for id in steps[:1] for kind, known in ids.items() if id in known]
    if not found:
        return did_you_mean(address, [f"{kind}:{id}" for kind, known in ids.items() for id in known])
    return f'did you mean "{found[0]}"?'


def links_are_plain_addresses(facts: Facts) -> Iterator[Problem]:
    """Ensure that the address of a link is valid in an address field too, so that none hides its host behind a user name."""
    for field, language, offset, token in _spans(facts, "]("):
        href = str(token.attrs.get("href", ""))
        if not href or href.lower().startswith("mailto:") or own_link(href):
            continue
        try:
            web_address(href)
        except PydanticCustomError as error:
            place = field.locate(language, max(offset, field.texts[language].find(href, offset)))
            context = error.context or {}
            yield Problem(place, error.type, shown(href), context["expected"], context["hint"])


def references_give_what_shows(facts: Facts) -> Iterator[Problem]:
    """Ensure that no character reference such as ``&#x202E;`` stands for a character that a text itself may not hold."""
    for field, language, offset, token in _spans(facts, "&"):
        if match := HIDDEN.search(" ".join([token.content, *map(str, token.attrs.values())])):
            found = f"a reference to {character(match[0])}"
            yield Problem(
                field.locate(language, offset), "control-character", found, "text that shows", "delete that reference"
            )


def _spans(facts: Facts, sign: str) -> Iterator[tuple[Field, str, int, Token]]:
    """Yield each token of the Markdown texts that hold a sign: field, language, offset of the token's block, token."""
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
