"""The site's own settings, ``content/site.yml``."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated
from urllib.parse import unquote, urlsplit

import babel.localedata
from pydantic import AfterValidator, Field

from generator.model.base import (
    RESERVED_IDS,
    Authored,
    LanguageId,
    Line,
    LocalLine,
    Url,
    Volatility,
    plain,
    refuse,
    web_address,
)
from generator.model.quality import QualityBounds


def _edit_url(value: str) -> str:
    if value and (not value.startswith("https://") or value.count("{path}") != 1):
        raise refuse("bad-edit-url", "an https address with {path} where the record's path goes")
    if value:
        web_address(value.replace("{path}", "path"))
    return value


def _base_url(value: str) -> str:
    web_address(value)
    steps = {unquote(step) for step in urlsplit(value).path.split("/")}
    if "?" in value or "#" in value or steps & {".", ".."}:
        raise refuse(
            "bad-base-url",
            "the address of a folder, without ? or # and without . or .. as a step",
            "write the address at which the home page will open",
        )
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", plain(value)):
        raise refuse("bad-email", "one e-mail address, such as post@example.org")
    return value


def _languages(value: tuple[Language, ...]) -> tuple[Language, ...]:
    ids = [language.id for language in value]
    if len(set(ids)) < len(ids):
        raise refuse("duplicate-id", "each language once")
    return value


OptionalText = Annotated[str, Field(max_length=500), AfterValidator(lambda value: value and plain(value))]
OptionalUrl = Annotated[str, Field(max_length=1000), AfterValidator(lambda value: value and web_address(value))]
BaseUrl = Annotated[str, Field(max_length=1000), AfterValidator(lambda value: value and _base_url(value))]
OptionalEmail = Annotated[str, Field(max_length=500), AfterValidator(lambda value: value and _email(value))]
Positive = Annotated[int, Field(gt=0)]


class NameForm(StrEnum):
    """Which form of a role's name the site shows."""

    TITLE = "title"
    NEUTRAL = "neutral"
    FEMININE = "feminine"
    MASCULINE = "masculine"


def _locale(value: str) -> str:
    if not babel.localedata.exists(value.replace("-", "_")):
        raise refuse("unknown-locale", "a locale such as en-GB")
    return value


def _folder(value: str) -> str:
    if value in RESERVED_IDS:
        raise refuse(
            "reserved-id", "another code", "a file system uses this name itself, and the language's folder bears it"
        )
    return value


class Language(Authored):
    """A language of the site; its title in itself, its locale for dates and numbers (by default that of the id)."""

    id: Annotated[LanguageId, AfterValidator(_folder)]
    title: Line
    locale: Annotated[str, AfterValidator(_locale)] | None = None


class Repository(Authored):
    """Where the records live, for links that improve a page; empty: no such links."""

    url: OptionalUrl = ""
    edit_url: Annotated[str, AfterValidator(_edit_url)] = ""


class Publisher(Authored):
    """Who publishes the site; needed before it may go public.

    The fields from ``representative`` on concern some publishers only and are shown where they are filled in.
    """

    name: OptionalText = ""
    address: OptionalText = ""
    email: OptionalEmail = ""
    phone: OptionalText = ""
    responsible: OptionalText = ""
    representative: OptionalText = ""
    register_entry: OptionalText = ""
    vat_id: OptionalText = ""
    supervisory_body: OptionalText = ""
    enforcement_body: OptionalText = ""
    data_protection_officer: OptionalText = ""
    hosting: OptionalText = ""
    log_days: Positive | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which the site may not be published; a phone number is no duty where there is an e-mail address."""
        return tuple(name for name in ("name", "address", "email", "responsible") if not getattr(self, name))


class Comparisons(Authored):
    """Which pairs of roles get a page: all of them up to a number of roles, above it the nearest ones of each."""

    all_up_to: Positive = 12
    nearest: Positive = 6


class ReviewMonths(Authored):
    """Months between reviews by volatility."""

    high: Positive = 6
    medium: Positive = 12
    low: Positive = 24

    def of(self, volatility: Volatility) -> int:
        """Months until the next review."""
        return {Volatility.HIGH: self.high, Volatility.MEDIUM: self.medium, Volatility.LOW: self.low}[volatility]


class Licence(Authored):
    """Licence of the content."""

    name: Line
    url: Url


class Site(Authored):
    """The site as a whole. The first language is the default."""

    title: LocalLine
    tagline: LocalLine
    description: LocalLine
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=8), AfterValidator(_languages)]
    base_url: BaseUrl = ""
    repository: Repository = Repository()
    publisher: Publisher = Publisher()
    name_form: NameForm = NameForm.TITLE
    comparisons: Comparisons = Comparisons()
    review_months: ReviewMonths = ReviewMonths()
    quality: QualityBounds = QualityBounds()
    licence: Licence

    @property
    def language_ids(self) -> tuple[str, ...]:
        """Ids of the site's languages in order."""
        return tuple(language.id for language in self.languages)
