"""Tell which gaps of an atlas have come since its last release: those that an author has just made are among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.catalog import SUGGESTED_STATES, Catalog
from generator.kinds.role import Necessity
from generator.model.marks import NONE
from generator.releases.model import Snapshot
from generator.releases.moved import under_new_ids
from generator.releases.snapshot import snapshot

_HELD = ("roles", "skills", "trainings")
"""Kinds of record that a release holds."""


@dataclass
class SinceRelease:
    """Comparison of an atlas's gaps with its last release; before the first release nothing is new.

    A release does not hold everything: a step counts as new if no role required it then, or if a training no longer lifts it.
    """

    catalog: Catalog

    @property
    def version(self) -> str:
        """Version of the last release; empty without one."""
        releases = self.catalog.content.releases
        return releases[-1].version if releases else ""

    @cached_property
    def _states(self) -> tuple[Snapshot, Snapshot] | None:
        if not self.version:
            return None
        last = self.catalog.content.releases[-1]
        now = snapshot(self.catalog, last.version, last.date, digest="")
        return under_new_ids(last, now, self.catalog.content.moved), now

    @cached_property
    def _known_steps(self) -> frozenset[str]:
        """Names of the steps that were required at the release, except those that a training has stopped lifting since."""
        if self._states is None:
            return frozenset()
        then, now = self._states
        lost = {step for step, _ in set(_lifts(then)).difference(_lifts(now))}
        return frozenset(_required(then)).difference(lost)

    def is_new(self, figure: str, name: str) -> bool:
        """Return whether a gap that a figure counts has come since the release, as far as the release tells."""
        if self._states is None:
            return False
        then = self._states[0]
        if figure.startswith("steps"):
            return name not in self._known_steps
        if figure == "orphan_skills":
            return name not in then.skills or any(name in role.requires for role in then.roles.values())
        if figure == "unchecked_trainings":
            return name not in then.trainings
        kind, _, id = name.partition(" ")[0].partition("/")
        return kind in _HELD and id not in getattr(then, kind)


def _required(state: Snapshot) -> Iterator[str]:
    """Yield the names of the level steps that some role requires as essential at any of its grades."""
    for role in state.roles.values():
        for grade in role.grades or ("",):
            for skill, item in role.needs(grade).items():
                if item.level is not None and item.necessity == Necessity.ESSENTIAL:
                    yield from _up_to(state, skill, None, item.level)


def _lifts(state: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield the names of the level steps that suggested courses and readings lift, each with the training's id."""
    for id, training in state.trainings.items():
        for skill, lift in training.lifts.items() if training.state in SUGGESTED_STATES else ():
            if lift.from_level is not None:  # without it the skill is attested, not lifted
                yield from ((step, id) for step in _up_to(state, skill, lift.from_level, lift.to_level))


def _up_to(state: Snapshot, skill: str, below: str | None, level: str) -> Iterator[str]:
    ids = state.level_ids
    first = 0 if below is None or below == NONE else ids.index(below) + 1
    yield from (f"{skill}: {id}" for id in ids[first : ids.index(level) + 1])
