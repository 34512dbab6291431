"""Give the records of an older snapshot the ids that they have in a newer one, since a stored snapshot is never edited.

The redirects say which record got which id. A record whose successor existed in the older snapshot already, as after a
merge, keeps its id and so counts as removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeVar

from generator.kinds.redirect import final_address
from generator.releases.model import Snapshot

V = TypeVar("V")
Moved = Mapping[str, str]
"""New address of a page by its old one, such as ``{"skills/old-id": "skills/new-id"}``."""


def under_new_ids(old: Snapshot, new: Snapshot, moved: Moved) -> Snapshot:
    """Return the snapshot ``old`` with renamed records under their ids in the snapshot ``new``."""
    roles, skills, trainings = renamed_ids(old, new, moved).values()
    if not (roles or skills or trainings):
        return old
    return old.model_copy(
        update={
            "roles": {
                id: role.model_copy(update={"requires": _renamed(role.requires, skills)})
                for id, role in _renamed(old.roles, roles).items()
            },
            "skills": {
                id: skill.model_copy(
                    update={"prerequisites": {at: _renamed(needs, skills) for at, needs in skill.prerequisites.items()}}
                )
                for id, skill in _renamed(old.skills, skills).items()
            },
            "trainings": {
                id: training.model_copy(update={"lifts": _renamed(training.lifts, skills)})
                for id, training in _renamed(old.trainings, trainings).items()
            },
        }
    )


def renamed_ids(old: Snapshot, new: Snapshot, moved: Moved) -> dict[str, dict[str, str]]:
    """Return the new id of each renamed record, by kind and old id."""
    return {
        "role": _ids("roles", old.roles, new.roles, moved),
        "skill": _ids("skills", old.skills, new.skills, moved),
        "training": _ids("trainings", old.trainings, new.trainings, moved),
    }


def _ids(plural: str, old: Mapping[str, Any], new: Mapping[str, Any], moved: Moved) -> dict[str, str]:
    """Return the new ids of the renamed records of a kind; two records with the same new id were merged and are left out."""
    ends = {id: final_address(moved, f"{plural}/{id}").removeprefix(f"{plural}/") for id in old if id not in new}
    found = {id: target for id, target in ends.items() if target in new and target not in old}
    counted = Counter(found.values())
    return {id: target for id, target in found.items() if counted[target] == 1}


def _renamed(values: Mapping[str, V], ids: Mapping[str, str]) -> dict[str, V]:
    return {ids.get(id, id): value for id, value in values.items()}
