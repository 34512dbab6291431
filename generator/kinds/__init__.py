"""Kinds of record, one module each. A new kind is a module with its model and its ``KIND``, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from generator.kinds import (
    exception,
    family,
    grade,
    group,
    level,
    occupation,
    provider,
    redirect,
    role,
    scheme,
    skill,
    term,
    training,
    training_format,
)
from generator.kinds.kind import Kind, Place
from generator.model.base import Authored

KINDS: tuple[Kind, ...] = (
    role.KIND,
    skill.KIND,
    training.KIND,
    occupation.KIND,
    level.KIND,
    grade.KIND,
    family.KIND,
    group.KIND,
    training_format.KIND,
    provider.KIND,
    scheme.KIND,
    term.KIND,
    redirect.KIND,
    exception.KIND,
)
"""All kinds, in the order in which the data show them."""
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
BY_PLURAL: Mapping[str, Kind] = {kind.plural: kind for kind in KINDS}
BY_MODEL: Mapping[type[Authored], Kind] = {kind.model: kind for kind in KINDS}


def in_place(place: Place) -> tuple[str, ...]:
    """Plurals of the kinds whose records lie in such a place."""
    return tuple(kind.plural for kind in KINDS if kind.place is place)
