"""Write the reference of all fields, for authors, as Markdown: made from the schemas that editors read, so that both agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.kinds import KINDS, LINKED
from generator.kinds.authored import authored_schemas
from generator.kinds.kind import Place
from generator.model.marks import TextRole

_SETTINGS = {
    "site": "`site.yml`",
    "style": "`style.yml`",
    "page": "the block between two lines `---` at the top of `pages/<id>.<language>.md`",
}
_NAMES = {"integer": "whole number", "number": "number", "boolean": "true or false", "object": "keys with values"}


def field_reference(languages: Sequence[str]) -> str:
    """Return the reference: a section for each kind of record with its fields, and below it its parts and closed lists."""
    lines = [
        "# Fields of the records",
        "",
        "Made by `rollenatlas schema` from the models of the program; do not edit. A field in bold is needed. What editors show",
        "while you write comes from the same source.",
        "",
        "**Markdown** may stand in each `description` of a role or skill and below the front matter of a page: paragraphs,",
        "`*emphasis*`, lists, tables, quotes and links; pages have headings too (`## Title {#anchor}`). A link leads to an address with",
        "`https:`, `http:` or `mailto:`, or names what it leads to: `[the map maker](role:map-maker)`, likewise with",
        f"{_linked()} and a page, `[about us](page:about)` or, of the",
        "program's own, `page:plan`, `page:roles` and so on. `check` knows these names, and `rename` and `merge` change ids.",
    ]
    places = {kind.name: _place(kind.place, kind.file, kind.plural) for kind in KINDS} | _SETTINGS
    for name, schema in authored_schemas(languages).items():
        whole = schema.get("items", schema)
        lines += ["", f"## {name}", "", f"In {places[name]}. {_first(whole.get('description', ''))}".rstrip()]
        lines += ["", *_table(name, whole)]
        for part, inner in schema["$defs"].items():
            lines += [
                "",
                f'### <a id="{_anchor(name, part)}"></a>{name}: {part}',
                "",
                _first(inner.get("description", "")),
            ]
            lines += ["", *(_words(inner) if "enum" in inner else _table(name, _with_fields(inner)))]
    return "\n".join(lines) + "\n"


def _linked() -> str:
    return ", ".join(f"`{name}:`" for name in LINKED if name != "role")


def _place(place: Place, file: str, plural: str) -> str:
    return f"`{plural}/<id>.yml`, a file each" if place is Place.FOLDER else f"the list `{file}`"


def _anchor(kind: str, part: str) -> str:
    return f"{kind}-{part.lower()}"


def _first(text: str) -> str:
    """Return the first paragraph of a description, on one line."""
    return " ".join(text.split("\n\n", maxsplit=1)[0].split())


def _with_fields(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema that holds the fields of a part: its own, or one of its alternatives if it may also be a plain text."""
    return next((one for one in (schema, *schema.get("anyOf", ())) if "properties" in one), schema)


def _table(kind: str, schema: Mapping[str, Any]) -> Iterator[str]:
    needed = schema.get("required", ())
    yield "| field | value | meaning |"
    yield "| --- | --- | --- |"
    for name, field in schema.get("properties", {}).items():
        label = f"**{name}**" if name in needed else name
        described = _first(field.get("description", ""))
        yield f"| {label} | {_value(kind, field)} | {_cell(described)} |"


def _words(schema: Mapping[str, Any]) -> Iterator[str]:
    for word, meaning in zip(schema["enum"], schema["enumDescriptions"], strict=True):
        yield f"- `{word}`: {meaning}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _value(kind: str, schema: Mapping[str, Any]) -> str:
    """Return a few words on what may stand in a field."""
    if "$ref" in schema:
        part = schema["$ref"].rpartition("/")[2]
        return f"[{part}](#{_anchor(kind, part)})"
    if "x-reference" in schema:
        return f"id: {schema['x-reference']}"
    if schema.get("x-text") == TextRole.MARKDOWN:
        return "Markdown in each language"
    if "x-text" in schema:
        return "texts by language" if schema["x-text"] == "labels" else "text in each language"
    if "anyOf" in schema:
        values = [_value(kind, one) for one in schema["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(values))
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    return _plain_value(kind, schema)


def _plain_value(kind: str, schema: Mapping[str, Any]) -> str:
    type_ = schema.get("type")
    if type_ == "array":
        items = schema.get("items") or next(iter(schema.get("prefixItems", ())), None)
        return f"list: {_value(kind, items)}" if items else "list"
    if type_ == "object" and isinstance(schema.get("additionalProperties"), dict):
        keys = f"by {schema['x-keys']}" if "x-keys" in schema else "by name"
        return f"{_value(kind, schema['additionalProperties'])} {keys}"
    if schema.get("format") == "date":
        return "date: YYYY-MM-DD"
    return _NAMES.get(str(type_), "text")
