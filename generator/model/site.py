"""The site's own settings, ``content/site.yml``."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

from babel import Locale, UnknownLocaleError, localedata
from pydantic import (
    AfterValidator,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from generator.model.base import (
    ID_LENGTH,
    RESERVED_IDS,
    Authored,
    Id,
    LanguageId,
    Line,
    LocalLine,
    LocalTitle,
    Positive,
    not_empty,
    refuse,
    web_address,
)
from generator.model.marks import Address
from generator.model.parts import Volatility
from generator.model.quality import QualityBounds

MOST_LANGUAGES = 8
"""Most languages that an atlas can have."""


def _edit_url(value: str) -> str:
    if value and (not value.startswith("https://") or value.count("{path}") != 1):
        raise refuse("bad-edit-url", "an https address with {path} where the record's path goes")
    if value:
        web_address(value.replace("{path}", "path"))
    return value


_FEEDBACK_PARTS = frozenset({"path", "language", "title", "address"})


def _feedback_url(value: str) -> str:
    parts = re.findall(r"{([^{}]*)}", value)
    if value and (not value.startswith("https://") or not _FEEDBACK_PARTS.issuperset(parts)):
        named = ", ".join(f"{{{part}}}" for part in sorted(_FEEDBACK_PARTS))
        raise refuse("bad-feedback-url", f"an https address, with {named} where those go")
    if value:
        web_address(re.sub(r"{[^{}]*}", "x", value))
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
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", not_empty(value)):
        raise refuse("bad-email", "one e-mail address, such as post@example.org")
    return value


def _languages(value: Any, validate: ValidatorFunctionWrapHandler) -> tuple[Language, ...]:
    """Return the validated languages; refuse one that stands twice, at its id and together with all errors of the entries."""
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in value] if isinstance(value, list) else []
    faults = [
        InitErrorDetails(type=refuse("duplicate-id", "each language once"), loc=(place, "id"), input=id)
        for place, id in enumerate(ids)
        if isinstance(id, str) and id in ids[:place]
    ]
    found: tuple[Language, ...] = ()
    try:
        found = validate(value)
    except ValidationError as error:
        faults += (
            InitErrorDetails(
                type=PydanticCustomError(one["type"], one["msg"], one.get("ctx")),
                loc=one["loc"],
                input=one["input"],
            )
            for one in error.errors(include_url=False)
        )
    if faults:
        raise ValidationError.from_exception_data("languages", faults)
    return found


OptionalText = Annotated[str, Field(max_length=500), AfterValidator(lambda value: value and not_empty(value))]
OptionalUrl = Annotated[
    str, Field(max_length=1000), AfterValidator(lambda value: value and web_address(value)), Address()
]
BaseUrl = Annotated[str, Field(max_length=1000), AfterValidator(lambda value: value and _base_url(value))]
OptionalEmail = Annotated[str, Field(max_length=500), AfterValidator(lambda value: value and _email(value))]


class NameForm(StrEnum):
    """Which form of a role's name the site shows."""

    TITLE = "title"
    NEUTRAL = "neutral"
    FEMININE = "feminine"
    MASCULINE = "masculine"


def _locale(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (ValueError, UnknownLocaleError):
        raise refuse("unknown-locale", "a locale such as en-GB") from None
    return value


def _folder(value: str) -> str:
    if value in RESERVED_IDS:
        raise refuse(
            "reserved-id", "another code", "a file system uses this name itself, and the language's folder bears it"
        )
    return value


class Language(Authored):
    """A language of the site; its title in itself, its locale for dates and numbers (by default that of the id).

    ``reads`` are the languages of instruction that its readers are taken to understand.
    """

    id: Annotated[LanguageId, AfterValidator(_folder)] = Field(description="Code of the language, such as en.")
    title: Line = Field(description="Name of the language in itself.")
    locale: Annotated[str, AfterValidator(_locale)] | None = Field(
        None, description="Locale for dates and numbers, such as en-GB; by default that of the code."
    )
    reads: tuple[LanguageId, ...] = Field(
        (), description="Languages of instruction that its readers are taken to understand; none: all of them."
    )

    @model_validator(mode="after")
    def _is_known(self) -> Language:
        if not self.locale and not localedata.exists(self.id.replace("-", "_")):
            hint = f"name the locale whose dates and numbers {self.id} has, such as locale: en-GB, if the code is right"
            raise refuse(
                "unknown-language",
                f'in place of "{self.id}" the code of a known language (CLDR), such as en or fr',
                hint,
            )
        return self


class Repository(Authored):
    """Where the records live, for links that improve a page; empty: no such links."""

    url: OptionalUrl = Field("", description="Address of the repository.")
    edit_url: Annotated[str, AfterValidator(_edit_url)] = Field(
        "", description="Address at which a record can be edited, with {path} where its path goes."
    )
    feedback_url: Annotated[str, AfterValidator(_feedback_url)] = Field(
        "",
        description="Address at which readers report a mistake, with {path}, {language}, {title} and {address} where those of the page go.",
    )


class Publisher(Authored):
    """Who publishes the site; needed before it may go public.

    The fields from ``representative`` on concern some publishers only and are shown where they are filled in.
    """

    name: OptionalText = Field("", description="Name of the publisher.")
    address: OptionalText = Field("", description="Postal address.")
    email: OptionalEmail = Field("", description="E-mail address.")
    phone: OptionalText = Field("", description="Telephone number.")
    responsible: OptionalText = Field("", description="Who is responsible for the content.")
    representative: OptionalText = Field("", description="Who represents the publisher.")
    register_entry: OptionalText = Field("", description="Register and number in it.")
    vat_id: OptionalText = Field("", description="VAT identification number.")
    supervisory_body: OptionalText = Field("", description="Supervisory authority.")
    enforcement_body: OptionalText = Field("", description="Body that enforces accessibility.")
    data_protection_officer: OptionalText = Field("", description="How to reach the data protection officer.")
    hosting: OptionalText = Field("", description="Who runs the servers.")
    log_days: Positive | None = Field(None, description="Days for which the servers keep their logs.")

    @property
    def missing(self) -> tuple[str, ...]:
        """Empty fields without which the site may not be published; a phone number is not required, as there is an e-mail address."""
        return tuple(name for name in ("name", "address", "email", "responsible") if not getattr(self, name))


class Comparisons(Authored):
    """Which pairs of roles get a page: all of them up to a number of roles, above it the nearest ones of each."""

    all_up_to: Positive = Field(12, description="Number of roles up to which all pairs get a page.")
    nearest: Positive = Field(6, description="Above it, how many nearest roles of each are compared.")
    none_above: Positive = Field(
        500, description="Number of roles above which no pair gets a page, and all together no matrix."
    )


class ReviewMonths(Authored):
    """Months between reviews by volatility."""

    high: Positive = Field(6, description="For subjects that change fast.")
    medium: Positive = Field(12, description="For subjects that change at a middling pace.")
    low: Positive = Field(24, description="For subjects that hardly change.")

    def of(self, volatility: Volatility) -> int:
        """Return the months until the next review."""
        return {Volatility.HIGH: self.high, Volatility.MEDIUM: self.medium, Volatility.LOW: self.low}[volatility]


class Licence(Authored):
    """Licence of the content."""

    name: Line = Field(description="Name of the licence, such as CC BY 4.0.")
    url: OptionalUrl = Field("", description="Address of its text; empty for one that is published nowhere.")


class Bounds(Authored):
    """Bounds of what the site says of distances."""

    far_hours: Positive = Field(
        400, description="Hours of learning above which an occupation is called rather far from a role."
    )


def _slug(data: dict[str, Any]) -> str:
    """Return a name for files from the title in the first language: lower-case ASCII letters, digits and hyphens, or else "atlas"."""
    languages, titles = data.get("languages"), data.get("title")
    title = titles.get(languages[0].id, "") if languages and titles else ""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_title).strip("-")[:ID_LENGTH].rstrip("-") or "atlas"


class Site(Authored):
    """The site as a whole. The first language is the default."""

    title: LocalTitle = Field(description="Name of the atlas.")
    tagline: LocalLine = Field(description="What the atlas is, in a few words.")
    description: LocalLine = Field(description="What the atlas is, in one sentence, for search engines.")
    languages: Annotated[
        tuple[Language, ...], Field(min_length=1, max_length=MOST_LANGUAGES), WrapValidator(_languages)
    ] = Field(description="Languages of the site, the default first.")
    short_name: Id = Field(
        default_factory=_slug, description="Names files and the folder of the bundle; by default made from the title."
    )
    base_url: BaseUrl = Field("", description="Address at which the home page will open.")
    repository: Repository = Field(
        default_factory=Repository, description="Where the records live, for links that improve a page."
    )
    publisher: Publisher = Field(default_factory=Publisher, description="Who publishes the site.")
    name_form: NameForm = Field(NameForm.TITLE, description="Which form of a role's name the site shows.")
    comparisons: Comparisons = Field(default_factory=Comparisons, description="Which pairs of roles get a page.")
    review_months: ReviewMonths = Field(
        default_factory=ReviewMonths, description="Months between reviews by volatility."
    )
    review_days_ahead: Positive = Field(
        30, description="Days before a day of a record's review_by from which on a review prepares it and is asked for."
    )
    quality: QualityBounds = Field(
        default_factory=QualityBounds, description="How much the atlas may lack before its check fails."
    )
    bounds: Bounds = Field(default_factory=Bounds, description="Bounds of what the site says of distances.")
    licence: Licence = Field(description="Licence of the content.")

    @property
    def rights(self) -> str:
        """Name of the licence, with its address if there is one."""
        return f"{self.licence.name}, {self.licence.url}" if self.licence.url else self.licence.name

    def reads(self, language: str) -> frozenset[str]:
        """Return the languages of instruction that readers of a language of the site are taken to understand; empty: all of them."""
        return next((frozenset(one.reads) for one in self.languages if one.id == language), frozenset())

    @property
    def language_ids(self) -> tuple[str, ...]:
        """Ids of the site's languages in order."""
        return tuple(language.id for language in self.languages)
