"""Building blocks of records: ids, texts in several languages, dates, addresses, closed lists."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
)
from pydantic_core import CoreSchema, PydanticCustomError

from generator.model.marks import Address, KeyPath, Past, TextRole, Words

K = TypeVar("K")
V = TypeVar("V")
ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
ID_LENGTH = 80
LANGUAGE_PATTERN = r"[a-z]{2,3}(-[a-z0-9]{2,8})*"
# An id becomes a folder: "index" is the overview's name, and Windows can't create the ports and devices. "none" and
# "unknown" have a meaning of their own in fields.
_PORTS = {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
RESERVED_IDS = frozenset({"index", "none", "unknown", "con", "prn", "aux", "nul"} | _PORTS)
HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000\ue001"
    r"\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Characters that don't show, that break lines where editors don't, or that turn the direction of the text after them.

Soft hyphens and joiners (U+00AD, U+200C, U+200D) are not among them: words, emoji and Persian need them.
"""
_PLAINEST_URL = re.compile(r"https?://[a-z0-9]+([.-][a-z0-9]+)+/[A-Za-z0-9_./#?=&%+-]*")
"""Form of most addresses: matching it is faster than parsing tens of thousands of them."""
_URL_UNSAFE = re.compile(r"[\s<>\"'`\\^{}|\x00-\x20\x7f-\x9f]")


class Authored(BaseModel):
    """Base of all authored types."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def refuse(code: str, expected: str, hint: str = "", *, found: str = "") -> PydanticCustomError:
    """Return a validation error with its problem code, what was expected and what to do; ``found`` only if the value does not say it.

    >>> raise refuse("bad-date", "a date such as 2026-11-24")
    """
    return PydanticCustomError(code, "{expected}", {"expected": expected, "hint": hint, "found": found})


@lru_cache(maxsize=65_536)
def _id(value: str) -> str:
    if len(value) > ID_LENGTH or not re.fullmatch(ID_PATTERN, value):
        expected = f"an id of lower-case letters, digits and single hyphens, at most {ID_LENGTH} characters"
        raise refuse("bad-id", expected, spelled_as_id(value))
    return value


def spelled_as_id(text: str) -> str:
    """Return a hint with the id made from a text, such as "olwechsel" from "Ölwechsel"; empty if nothing is left or it is an id already.

    Accents are dropped: the ways in which languages spell such letters without them ("oe") are not known here.
    """
    bare = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    id = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:ID_LENGTH].rstrip("-")
    return f'such as "{id}"' if id and id != text else ""


@lru_cache(maxsize=1_024)
def _language(value: str) -> str:
    if not re.fullmatch(LANGUAGE_PATTERN, value):
        raise refuse("bad-language", "the code of a language, such as en or pt-br")
    return value


def character(char: str) -> str:
    """Return the name of a character that can't be seen, such as "U+200B (zero width space)"."""
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X}" + (f" ({name})" if name else "")


def _shows(value: str) -> str:
    # Reading a file refuses such characters in it; only a YAML escape can bring them here.
    if match := HIDDEN.search(value):
        raise refuse(
            "control-character", f"text that shows, but it holds {character(match[0])}", "delete that character"
        )
    return value


DECIMAL_POINT = "a decimal number has a point, such as 7.5"
"""Hint where a comma may have been meant as a decimal one."""


def not_empty(value: str) -> str:
    """Return a text as it is. Raises ``PydanticCustomError`` if it is empty or holds characters that don't show."""
    if not value:
        raise refuse("empty-text", "a text", "write the text, or remove the key if it may be left out")
    return _shows(value)


def ascending(value: tuple[float, float]) -> tuple[float, float]:
    """Return a range as it is. Raises ``PydanticCustomError`` if its smaller number does not stand first."""
    if value[0] > value[1]:
        raise refuse("bad-range", "the smaller number first", found=f"{value[0]:g}, {value[1]:g}")
    return value


def _line(value: str) -> str:
    if "\n" in value or "\r" in value:
        raise refuse("line-break", "a text of one line", "join the lines (YAML: >- joins them)")
    return value


def _in_lines(value: object) -> object:
    """Return the points of a list as the lines of one text; any other value is returned as it is."""
    if not isinstance(value, list):
        return value
    if not value or not all(isinstance(point, str) and point.strip() for point in value):
        raise refuse("wrong-type", "a text, or a list of texts", "write each point behind a hyphen")
    return "\n".join(" ".join(point.split()) for point in value)


class _Listed:
    """Annotation by which the schema for authors allows a list of texts in place of a text."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core)
        if handler.mode != "validation":
            return schema
        return {"anyOf": [schema, {"type": "array", "items": {"type": schema["type"]}, "minItems": 1}]}


def web_address(value: str) -> str:
    """Return a plain http or https address as it is. Raises ``PydanticCustomError`` for anything else."""
    if _PLAINEST_URL.fullmatch(value):
        return value
    _shows(value)
    expected = "an address that starts with https:// or http://"
    if _URL_UNSAFE.search(value):
        raise refuse("bad-url", expected + " and holds no blank, quote or bracket", "percent-encode such characters")
    try:
        parts = urlsplit(value)
        host = parts.hostname
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError as error:
        raise refuse("bad-url", expected, "look at its host and port") from error
    if parts.scheme not in ("http", "https") or not host:
        raise refuse("bad-url", expected)
    if "@" in parts.netloc:
        hint = f"it leads to {host}; take away what stands before the @"
        raise refuse("bad-url", expected + " and names no user before its host", hint)
    return value


_NO_DAY = "there is no such day in the calendar"


def _date(value: object) -> object:
    if isinstance(value, str):
        hint = ""
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                return datetime.date.fromisoformat(value)
        except ValueError:
            hint = _NO_DAY
        raise refuse("bad-date", "a date such as 2026-11-24", hint)
    return value


def _partial_date(value: str) -> str:
    hint = ""
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
        try:
            datetime.date.fromisoformat((value + "-01-01")[:10])
        except ValueError:
            hint = _NO_DAY if len(value) == 10 else "there is no such month in the calendar"
        else:
            return value
    raise refuse("bad-date", "a date such as 2026, 2026-11 or 2026-11-24", hint)


def _bool(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise refuse("bad-yes-no", "true or false")
        return value == "true"
    return value


Id = Annotated[str, AfterValidator(_id)]
"""Id of a record: the stem of its file, a part of its addresses, and what references to it hold."""
LanguageId = Annotated[str, AfterValidator(_language)]
Line = Annotated[str, Field(max_length=300), AfterValidator(not_empty), AfterValidator(_line)]
"""Plain text of one line, shown literally."""
Text = Annotated[str, Field(max_length=6000), AfterValidator(not_empty)]
"""Text of one or more paragraphs."""
Points = Annotated[Text, BeforeValidator(_in_lines), _Listed()]
"""Text of several points, written as a list and stored as one line each. A text of one point needs no list."""
Url = Annotated[str, Field(max_length=1000), AfterValidator(web_address), Address()]
Positive = Annotated[int, Field(gt=0)]
Day = Annotated[datetime.date, BeforeValidator(_date)]
"""Any day, such as the last one of an exception."""
Date = Annotated[Day, Past()]
"""A day that has passed."""
PartialDate = Annotated[str, AfterValidator(_partial_date), Past()]
"""A year, a month or a day that has passed, as precise as it is known."""
YesNo = Annotated[bool, BeforeValidator(_bool)]
Unknown = Literal["unknown"]


class Frozen(Mapping[K, V]):
    """A mapping that can't change. Unlike ``MappingProxyType`` it can be copied and sent to another process."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[K, V] | None = None) -> None:
        self._values = dict(values or {})

    def __getitem__(self, key: K) -> V:
        return self._values[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    # ``Mapping`` has these methods too, but here they are as fast as a dictionary's: texts and records are read very often.

    def keys(self) -> KeysView[K]:
        """Return the keys."""
        return self._values.keys()

    def values(self) -> ValuesView[V]:
        """Return the values."""
        return self._values.values()

    def items(self) -> ItemsView[K, V]:
        """Return the keys with their values."""
        return self._values.items()

    def get(self, key: K, default: Any = None) -> Any:
        """Return the value of a key, or a default."""
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._values!r})"

    def __deepcopy__(self, memo: object) -> Frozen[K, V]:
        return self


class ByLanguage(Frozen[str, V]):
    """Values by language id."""

    __slots__ = ()


class SomeByLanguage(ByLanguage[V]):
    """Values that need not exist in every language, such as other names of a thing."""

    __slots__ = ()


def languages_of(info: ValidationInfo) -> tuple[str, ...]:
    """Return the ids of the atlas's languages; empty while they are not known."""
    return tuple((info.context or {}).get("languages", ()))


def _by_language(value: object, info: ValidationInfo) -> object:
    languages = languages_of(info)
    if isinstance(value, str) and len(languages) == 1:
        return {languages[0]: value}
    if not isinstance(value, dict):
        example = ", ".join(f"{language}: ..." for language in languages or ("en",))
        all_at_once = "; all such texts at once: rollenatlas languages --add CODE, CODE being the language that is new"
        more = all_at_once if len(languages) > 1 else ""
        raise refuse("wrong-type", "a text in each language", f"write it as {{{example}}}{more}")
    if not value:
        raise refuse(
            "empty-text", "a text in each language", "write the texts, or remove the key if it may be left out"
        )
    return value


def _points_of_one_language(value: object, info: ValidationInfo) -> object:
    languages = languages_of(info)
    return {languages[0]: value} if isinstance(value, list) and len(languages) == 1 else value


LocalLine = Annotated[
    Mapping[LanguageId, Line], BeforeValidator(_by_language), AfterValidator(ByLanguage), Words(TextRole.PLAIN)
]
"""One line per language."""
LocalTitle = Annotated[LocalLine, Words(TextRole.TITLE)]
"""A heading per language."""
LocalName = Annotated[LocalLine, Words(TextRole.COPIED)]
"""A name per language, as somebody else published it."""
LocalText = Annotated[
    Mapping[LanguageId, Text], BeforeValidator(_by_language), AfterValidator(ByLanguage), Words(TextRole.PLAIN)
]
"""One plain text per language."""
LocalPoints = Annotated[
    Mapping[LanguageId, Points],
    BeforeValidator(_by_language),
    BeforeValidator(_points_of_one_language),
    AfterValidator(ByLanguage),
    Words(TextRole.PLAIN),
]
"""One plain text per language that may consist of several points, each on a line of its own."""
LocalMarkdown = Annotated[LocalText, Words(TextRole.MARKDOWN)]
"""One text per language that may hold the small Markdown subset."""
LocalQuote = Annotated[LocalText, Words(TextRole.COPIED)]
"""One text per language, as somebody else wants it shown."""
LocalLines = Annotated[Mapping[LanguageId, tuple[Line, ...]], AfterValidator(SomeByLanguage), Words(TextRole.LABELS)]
"""Several lines per language; languages need not have equally many (other names of a thing)."""


def walk(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Yield everything in a validated record with its path, keys as the author writes them; parents come first."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk(item, (*path, number))
