"""Write a content folder in the shape of a framework that others made: families of roles, grades, one language.

    python -m tests.generate_framework DIR --roles 52 --skills 188 --families 7

Such a framework has no trainings, occupations, reviews or glossary, and some of its roles have no levels, grades or
tasks. It has two parallel tracks of grades, and some roles start after the grade at which roles are compared.
With ``--trainings`` and ``--occupations`` it resembles the framework of a large company.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

from tests.generate_atlas import LEVELS, PROVIDERS, Record, Size, training, write

GRADES = ("associate", "practising", "senior", "lead", "principal", "head")
AFTER = {"principal": ["senior"], "head": ["lead", "principal"]}
"""Grades that a grade may follow. After senior there are two tracks, lead and principal, which both may lead to head."""
TITLES = ("Associate {}", "{}", "Senior {}", "Lead {}", "Principal {}", "Head of {}")
SCALE = ((0,), (1,), (2,), (3,), (3,), (3,))
"""Positions in ``LEVELS`` by grade."""
FAMILIES = ("Architecture", "Data", "Delivery", "Design", "Operations", "Security", "Testing", "Content", "Finance")
GROUPS = ("method", "people", "craft", "systems", "evidence")
WORDS = ("service", "record", "network", "survey", "interface", "release", "budget", "archive", "library", "workshop")
DOING = ("plan", "check", "explain", "improve", "compare", "document", "repair", "measure")
REQUIRED = 9
"""Number of skills that a role requires."""


@dataclass(frozen=True, slots=True)
class Framework:
    """How many records to write, and the seed."""

    roles: int = 52
    skills: int = 188
    families: int = 7
    trainings: int = 0
    occupations: int = 0
    seed: int = 1


def generate(folder: Path, size: Framework) -> None:
    """Write the records into an empty or new folder."""
    chance = random.Random(size.seed)
    skills = [f"skill-{n:04}" for n in range(size.skills)]
    write(folder, "site.yml", _site(size))
    for name, rows in _lists(size).items():
        write(folder, f"vocabularies/{name}.yml", rows)
    for n, id in enumerate(skills):
        write(folder, f"skills/{id}.yml", _skill(n, chance))
    for n in range(size.roles):
        write(folder, f"roles/role-{n:04}.yml", _role(n, skills, size, chance))
    for n in range(size.trainings):
        record = training(n, skills, Size(languages=("en",)), chance, _local)
        del record["reviewed"]
        write(folder, f"trainings/training-{n:04}.yml", {**record, "summary": f"A training with the number {n}."})
    for n in range(size.occupations):
        brought = sorted(chance.sample(skills, k=min(len(skills), 12)))
        levels = {skill: chance.choice(LEVELS[:3]) for skill in brought}
        write(folder, f"occupations/occupation-{n:03}.yml", {"title": f"Occupation {n}", "levels": levels})


def _local(key: str, n: object) -> dict[str, str]:
    return {"en": f"{key} {n}"}


def _site(size: Framework) -> Record:
    return {
        "title": "Framework",
        "tagline": "Which roles there are and what they ask for.",
        "description": f"A framework of {size.roles} roles.",
        "languages": [{"id": "en", "title": "English"}],
        "licence": {"name": "OGL 3.0", "url": "https://licence.example/"},
    }


def _lists(size: Framework) -> dict[str, list[Record]]:
    lists: dict[str, list[Record]] = {
        "levels": [{"id": level, "title": level.title(), "meaning": f"One works at {level}."} for level in LEVELS],
        "groups": [{"id": group, "title": group.title(), "description": f"Skills of {group}."} for group in GROUPS],
        "families": [
            {"id": name.lower(), "title": name, "description": f"Roles in {name.lower()}."}
            for name in FAMILIES[: size.families]
        ],
        "grades": [{"id": grade, "title": grade.title(), "reference": grade == "senior"} for grade in GRADES],
    }
    if size.trainings:
        lists["formats"] = [{"id": "online", "title": "Online"}]
        lists["providers"] = [{"id": f"provider-{n}", "title": f"Provider {n}"} for n in range(PROVIDERS)]
    return lists


def _skill(n: int, chance: random.Random) -> Record:
    groups = [GROUPS[n % len(GROUPS)]]
    if n % 3 == 0:
        groups.append(GROUPS[(n + 2) % len(GROUPS)])
    record: Record = {
        "title": f"{chance.choice(DOING).title()} a {WORDS[n % len(WORDS)]} {n}",
        "groups": groups,
        "description": f"About the {WORDS[n % len(WORDS)]} with the number {n}.",
    }
    if n % 7 != 6:
        record["levels"] = {
            level: {
                "statement": [
                    f"{verb} a {WORDS[(n + rank) % len(WORDS)]} {n} at {level}"
                    for verb in chance.sample(DOING, k=1 + (n + rank) % 4)
                ]
            }
            for rank, level in enumerate(LEVELS)
        }
    return record


def _role(n: int, skills: list[str], size: Framework, chance: random.Random) -> Record:
    name = f"{FAMILIES[n % size.families]} specialist {n}"
    chosen = dict.fromkeys(skills[(n * 4 + place) % len(skills)] for place in range(4))
    chosen |= dict.fromkeys(chance.sample(skills, k=min(len(skills), REQUIRED)))
    record: Record = {
        "title": name,
        "family": FAMILIES[n % size.families].lower(),
        "summary": f"Looks after the {WORDS[n % len(WORDS)]} of number {n}.",
    }
    if n % 4 != 3:
        record["tasks"] = [f"{verb.title()} the {WORDS[n % len(WORDS)]} {n}." for verb in chance.sample(DOING, k=4)]
    if n % 4 == 1:
        # The framework says nothing about such a role except which skills it requires.
        record["requires"] = [{"skill": skill, "necessity": "essential"} for skill in list(chosen)[:REQUIRED]]
        return record
    kept = GRADES if n % 4 == 0 else GRADES[3:] if n % 8 == 7 else GRADES[:4]
    record["grades"] = [
        {
            "grade": grade,
            "title": TITLES[GRADES.index(grade)].format(name),
            "summary": f"Does so as {grade}, for the {WORDS[(n + place) % len(WORDS)]} {n}.",
            **({"after": AFTER[grade]} if set(kept).issuperset(AFTER.get(grade, ["none"])) else {}),
        }
        for place, grade in enumerate(kept)
    ]
    record["requires"] = [
        {"skill": skill, "levels": _levels(chance, kept), "necessity": "essential"} for skill in list(chosen)[:REQUIRED]
    ]
    return record


def _levels(chance: random.Random, grades: tuple[str, ...]) -> Record:
    """Return levels by grade, which rise from a random grade on; both tracks have theirs."""
    start = chance.randrange(3)
    named = {}
    for grade in grades[start:]:
        place = SCALE[GRADES.index(grade)][0]
        named[grade] = LEVELS[max(0, place - chance.randrange(2) if grade == grades[start] else place)]
    return named


def main() -> None:
    """Read the options and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    for name, field in Framework.__dataclass_fields__.items():
        parser.add_argument(f"--{name}", type=int, default=field.default)
    options = vars(parser.parse_args())
    generate(options.pop("folder"), Framework(**options))


if __name__ == "__main__":
    main()
