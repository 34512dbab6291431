"""Exceptions: problems that are accepted for a while."""

from __future__ import annotations

from pydantic import Field

from generator.kinds.kind import Kind, Place
from generator.model.base import Authored, Day, Id, Line


class Waiver(Authored):
    """An accepted problem, with its reason and its end."""

    code: Id = Field(description="Code of the problem, as the check prints it in brackets.")
    record: Line = Field(description="Path of the record below the content folder without .yml, such as roles/x.")
    reason: Line = Field(description="Why the problem is accepted.")
    until: Day = Field(description="Last day on which it is accepted.")


KIND = Kind("exception", "exceptions", Waiver, Place.LIST, published=False, digested=False)
