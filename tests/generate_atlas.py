"""Write a valid content folder of any size, the same for the same seed: for benchmarks and for tests of scale.

    python -m tests.generate_atlas DIR --roles 96 --skills 1009 --trainings 400 --languages de,en --seed 1

Skills are in short chains of prerequisites; a role requires whole chains or their first skills, so that the folder
passes ``rollenatlas check``. Texts are numbered sentences about as long as real ones, and no two are the same.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LEVELS = ("awareness", "working", "practitioner", "expert")
GROUPS = ("cloud", "data", "models", "security", "governance", "business")
PROVIDERS = 40
CHAIN = 4
"""Number of skills in a chain of prerequisites."""
DAY = "2025-06-01"

Record = dict[str, Any]
Local = Callable[..., dict[str, str]]

_WORDS = {
    "de": (
        "Prüfung",
        "Ablage",
        "Messung",
        "Planung",
        "Auswahl",
        "Steuerung",
        "Wartung",
        "Abnahme",
        "Freigabe",
        "Schulung",
    ),
    "en": (
        "review",
        "storage",
        "measurement",
        "planning",
        "selection",
        "control",
        "upkeep",
        "acceptance",
        "release",
        "teaching",
    ),
}
_TEXTS = {
    "role": {"de": "Fachkraft für {word} {n}", "en": "Specialist in {word} {n}"},
    "skill": {"de": "{word} {n}", "en": "{word} {n}"},
    "occupation": {"de": "Beruf der {word} {n}", "en": "Occupation of {word} {n}"},
    "summary": {"de": "Kümmert sich um die {word} mit der Nummer {n}.", "en": "Looks after the {word} of number {n}."},
    "task": {"de": "Die {word} Nummer {n} vorbereiten und auswerten.", "en": "Prepare and evaluate the {word} {n}."},
    "why": {"de": "Ohne die {word} {n} bliebe eine Lücke.", "en": "Without the {word} {n} a gap would stay."},
    "statement": {
        "de": "Sie können die {word} mit der Kennung {n} an einem Beispiel erklären und das Ergebnis nachprüfen.",
        "en": "You can explain the {word} with the mark {n} by an example and check the result afterwards.",
    },
    "practice": {"de": "Führen Sie die {word} {n} an einem Fall durch.", "en": "Carry out the {word} {n} on a case."},
    "meaning": {"de": "Sie arbeiten auf der Stufe {n}.", "en": "You work at the level {n}."},
    "text": {"de": "Diese Seite handelt von der {word} {n}.", "en": "This page is about the {word} {n}."},
}


@dataclass(frozen=True, slots=True)
class Size:
    """How many records to write, the languages and the seed."""

    roles: int = 96
    skills: int = 1009
    trainings: int = 400
    occupations: int = 20
    languages: tuple[str, ...] = ("de", "en")
    seed: int = 1


def generate(folder: Path, size: Size) -> None:
    """Write the records into an empty or new folder; languages beyond German and English repeat the English words."""
    chance = random.Random(size.seed)
    skills = [f"skill-{n:05}" for n in range(size.skills)]

    def local(key: str, n: object) -> dict[str, str]:
        place = chance.randrange(len(_WORDS["en"]))
        texts = {}
        for language in size.languages:
            words, text = _WORDS.get(language, _WORDS["en"]), _TEXTS[key].get(language, _TEXTS[key]["en"])
            texts[language] = text.format(word=words[place], n=n)
        return texts

    write(folder, "site.yml", _site(size, local))
    _lists(folder, local)
    for n, id in enumerate(skills):
        write(folder, f"skills/{id}.yml", _skill(n, skills, chance, local))
    for n in range(size.roles):
        write(folder, f"roles/role-{n:05}.yml", _role(n, skills, chance, local))
    for n in range(size.trainings):
        write(folder, f"trainings/training-{n:05}.yml", training(n, skills, size, chance, local))
    for n in range(size.occupations):
        write(folder, f"occupations/occupation-{n:03}.yml", _occupation(n, skills, chance, local))


def _site(size: Size, local: Local) -> Record:
    return {
        "title": local("skill", "Atlas"),
        "tagline": local("summary", "Atlas"),
        "description": local("text", "Atlas"),
        "languages": [{"id": language, "title": language.upper()} for language in size.languages],
        "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "review_months": {"high": 1200, "medium": 1200, "low": 1200},  # so many that no review is ever due
        "quality": {},
    }


def _lists(folder: Path, local: Local) -> None:
    def named(ids: Iterable[str]) -> list[Record]:
        return [{"id": id, "title": local("skill", id)} for id in ids]

    levels = [{**row, "meaning": local("meaning", row["id"])} for row in named(LEVELS)]
    providers = [{"id": f"provider-{n}", "title": f"Provider {n}"} for n in range(PROVIDERS)]
    files = {
        "levels": levels,
        "groups": named(GROUPS),
        "formats": named(["online"]),
        "providers": providers,
        "schemes": named(["esco"]),
    }
    for name, rows in files.items():
        write(folder, f"vocabularies/{name}.yml", rows)
    for name in ("glossary", "redirects", "exceptions"):
        write(folder, f"{name}.yml", [])


def _skill(n: int, skills: list[str], chance: random.Random, local: Local) -> Record:
    levels = {
        level: {"statement": local("statement", f"{n}-{rank}"), "practice": local("practice", f"{n}-{rank}")}
        for rank, level in enumerate(LEVELS, start=1)
    }
    before = (
        [{"skill": skills[n - 1], "level": LEVELS[rank - 1], "from": LEVELS[rank]} for rank in (1, 2)]
        if n % CHAIN
        else []
    )
    return {
        "title": local("skill", n),
        "type": chance.choice(["knowledge", "skill", "transversal"]),
        "group": GROUPS[n // CHAIN % len(GROUPS)],
        "description": local("text", f"S{n}"),
        "levels": levels,
        "prerequisites": before,
        "reviewed": DAY,
    }


def _role(n: int, skills: list[str], chance: random.Random, local: Local) -> Record:
    chains = [skills[start : start + CHAIN] for start in range(0, len(skills), CHAIN)]
    # If there are enough roles for the chains, each chain belongs to a role, so that each skill is required.
    own = [chains[(n * 8 + step) % len(chains)] for step in range(8)]
    others = chance.sample(chains, k=min(len(chains), 2))
    required: dict[str, int] = {}
    for chain in (*own, *others):
        for place, skill in enumerate(chain[: chance.randint(1, CHAIN) if chain in others else CHAIN]):
            required.setdefault(skill, max(1, 3 - place % 2))
    rows = [
        {"skill": skill, "level": LEVELS[rank - 1], "necessity": "essential", "why": local("why", f"{n}-{skill}")}
        for skill, rank in sorted(required.items())
    ]
    return {
        "title": local("role", n),
        "summary": local("summary", f"R{n}"),
        "description": local("text", f"R{n}"),
        "tasks": [{**local("task", f"{n}-{task}"), "basis": "editorial"} for task in range(6)],
        "requires": rows,
        "reviewed": DAY,
    }


def training(n: int, skills: list[str], size: Size, chance: random.Random, local: Local) -> Record:
    """Return the record of a training."""
    kind = chance.choices(["course", "reading", "exam"], [6, 3, 1])[0]
    taught = sorted(chance.sample(skills, k=min(len(skills), chance.randint(1, 5))))
    record: Record = {
        "title": f"Training {n}",
        "provider": f"provider-{n % PROVIDERS}",
        "url": f"https://provider.example/{n}",
        "kind": kind,
        "format": "online",
        "cost": chance.choice(["free", "free", "freemium", "paid", "unknown"]),
        "summary": local("summary", f"T{n}"),
        "checked": {"date": DAY, "how": "public-list"},
        "reviewed": DAY,
    }
    spoken = [chance.choice(size.languages)]
    if kind == "exam":
        record["languages"] = {"exam": spoken}
        record["attests"] = [{"skill": skill, "level": chance.choice(LEVELS)} for skill in taught]
        return record
    record["languages"] = {"page": list(spoken), "instruction": list(spoken)}
    record["duration"] = {"hours": chance.choice([2, 8, 20, 60])} if chance.random() < 0.4 else "unknown"
    record["teaches"] = []
    for skill in taught:
        low = chance.randint(0, 2)
        high = min(len(LEVELS) - 1, low + chance.randint(1, 2))
        record["teaches"].append({"skill": skill, "from": ("none", *LEVELS)[low], "to": LEVELS[high - 1]})
    return record


def _occupation(n: int, skills: list[str], chance: random.Random, local: Local) -> Record:
    brought = sorted(chance.sample(skills, k=min(len(skills), 14)))
    levels = {skill: chance.choice(LEVELS[:3]) for skill in brought}
    return {"title": local("occupation", n), "summary": local("summary", f"O{n}"), "levels": levels, "reviewed": DAY}


def write(folder: Path, name: str, value: Mapping[str, Any] | list[Record]) -> None:
    """Write a record or a list of records to a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the options and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    for name in ("roles", "skills", "trainings", "occupations", "seed"):
        parser.add_argument(f"--{name}", type=int, default=Size.__dataclass_fields__[name].default)
    parser.add_argument("--languages", default=",".join(Size().languages), type=lambda text: tuple(text.split(",")))
    options = vars(parser.parse_args())
    generate(options.pop("folder"), Size(**options))


if __name__ == "__main__":
    main()
