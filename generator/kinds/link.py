"""Links: whether the addresses in the records open. The program writes them (``rollenatlas links``), no author does."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.model.base import Authored, Date, Line, Url


class LinkState(StrEnum):
    """Whether an address opens."""

    OK = "ok"
    MOVED = "moved"
    """It redirects permanently, to the address in ``to``."""
    REFUSED = "refused"
    """Its server refuses programs; for people it may open."""
    FAILING = "failing"
    """It did not open, but may do so again: no answer, a server error or a faulty certificate."""
    DEAD = "dead"
    """Its server says that nothing is there, or redirects in a circle."""


class Link(Authored):
    """An address of the records, and what happened when it was opened last."""

    url: Url = Field(description="The address.")
    state: LinkState = Field(description="Whether it opens.")
    status: Annotated[int, Field(ge=100, le=599)] | None = Field(None, description="Status of the last answer.")
    note: Line | None = Field(None, description="What went wrong, in a few words.")
    to: Url | None = Field(None, description="Address to which it has moved for good.")
    day: Date = Field(description="Day on which it was opened last.")
    since: Date = Field(description="Day since which its state has been the same.")


KIND = Kind("link", "links", Link, Place.LIST, published=False, digested=False, authored=False)
