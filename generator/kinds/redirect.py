"""Redirects: moved addresses, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.kinds.kind import Kind, Place
from generator.model.base import ID_LENGTH, ID_PATTERN, RESERVED_IDS, Authored, Date, refuse

# A segment of an address is an id, or two ids where roles are compared.
_STEP = f"{ID_PATTERN}(--{ID_PATTERN})?"


def _address(value: str) -> str:
    if not re.fullmatch(rf"(?=[a-z]){_STEP}(/{_STEP})*", value):
        raise refuse("bad-address", "an address without language, such as roles/old-id")
    for id in re.split("/|--", value):
        if id in RESERVED_IDS:
            hint = (
                "the site or a file system uses this name itself; an overview's address is its folder's, such as roles"
            )
            raise refuse("reserved-id", f'an address without "{id}"', hint)
        if len(id) > ID_LENGTH:
            raise refuse("bad-address", f"an address of ids, each at most {ID_LENGTH} characters")
    return value


class Redirect(Authored):
    """A moved address, so that old links keep working; both without language, such as ``roles/old-id``."""

    old: Annotated[str, AfterValidator(_address)] = Field(
        alias="from", description="Address that a page had, without language, such as roles/old-id."
    )
    new: Annotated[str, AfterValidator(_address)] = Field(alias="to", description="Address that it has now.")
    since: Date = Field(description="Day of the move.")


def final_address(targets: Mapping[str, str], address: str) -> str:
    """Return the address at which a chain of redirects ends; for a circle, one of its old addresses, which is no page."""
    seen: set[str] = set()
    while address in targets and address not in seen:
        seen.add(address)
        address = targets[address]
    return address


KIND = Kind("redirect", "redirects", Redirect, Place.LIST, digested=False)
