"""A released state of a tiny atlas, and states that differ from it in single values."""

from __future__ import annotations

import json
from typing import Any

from generator.releases.model import Snapshot

BASE: dict[str, Any] = {
    "version": "1.2.3",
    "date": "2025-01-01",
    "digest": "0",
    "levels": [{"id": "low", "title": {"en": "Low"}}, {"id": "high", "title": {"en": "High"}}],
    "roles": {
        "keeper": {
            "title": {"en": "Keeper"},
            "requires": {
                "lamp": {"level": "low", "necessity": "essential"},
                "tide": {"level": "high", "necessity": "optional"},
            },
            "qualification": "a",
        }
    },
    "skills": {
        "lamp": {
            "title": {"en": "Lamp"},
            "prerequisites": {"low": {"oil": "low"}, "high": {"tide": "low"}},
            "statements": {"low": "b", "high": "c"},
        },
        "oil": {"title": {"en": "Oil"}, "prerequisites": {}, "statements": {}},
        "tide": {"title": {"en": "Tide"}, "prerequisites": {}, "statements": {}},
    },
    "trainings": {
        "course": {
            "title": "Course",
            "state": "active",
            "lifts": {"lamp": {"from_level": "low", "to_level": "high"}},
        },
        "book": {"title": "Book", "state": "doubtful", "lifts": {}},
        "exam": {"title": "Exam", "state": "retired", "lifts": {"tide": {"from_level": None, "to_level": "low"}}},
    },
}


def state_with(**changed: Any) -> Snapshot:
    """Return the base with other values: ``a__b=1`` sets key b of a, None removes a key (``qualification`` becomes None)."""
    data = json.loads(json.dumps(BASE))
    for path, value in changed.items():
        *parents, last = path.split("__")
        place = data
        for name in parents:
            place = place[name]
        if value is None and last != "qualification":
            del place[last]
        else:
            place[last] = value
    return Snapshot.model_validate(data)


REQUIRES = "roles__keeper__requires"
LAMP, TIDE = f"{REQUIRES}__lamp", f"{REQUIRES}__tide"
