"""Import O*NET: turn the text files of its database into roles and skills, in English only.

``Occupation Data.txt`` lists the occupations, ``Alternate Titles.txt`` their other names, ``Task Statements.txt`` their tasks;
``Skills.txt`` and ``Knowledge.txt`` rate the importance of an element for an occupation (scale IM, from 1 to 5). An element
rated ``IMPORTANT`` or higher, which O*NET calls "important", is essential, one below optional. Ratings that O*NET marks as not
relevant or to be suppressed are left out and reported. O*NET's levels are not steps that a person can reach, so none are made.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.importing.desk import Concept, CsvRow, Desk, Imported
from generator.importing.texts import as_markdown, clean

NAME, LANGUAGE = "onet", "en"
IMPORTANT = 3.0
_CODE, _ELEMENT = "O*NET-SOC Code", "Element ID"
_ADDRESS = "https://www.onetonline.org/link/summary/"
_RATED = {"Skills.txt": "skill", "Knowledge.txt": "knowledge"}
_TITLES = {"en": "Occupations and skills"}


def read(folder: Path, languages: Sequence[str], desk: Desk) -> Imported:
    """Read a folder of O*NET's text files. Raises ``FileNotFoundError`` if one is missing."""
    occupations = {
        row[_CODE]: row
        for row in _rows(folder / "Occupation Data.txt")
        if not desk.only or row[_CODE].startswith(desk.only)
    }
    elements: dict[str, tuple[str, str]] = {}
    needs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for file, kind in _RATED.items():
        for row in _rows(folder / file):
            if row["Scale ID"] != "IM" or row[_CODE] not in occupations:
                continue
            elements.setdefault(row[_ELEMENT], (row["Element Name"], kind))
            if row.get("Not Relevant") == "Y" or row.get("Recommend Suppress") == "Y":
                desk.tell("not-reliable", row[_CODE], row["Element Name"], LANGUAGE, row["Data Value"], "left out")
                continue
            necessity = "essential" if float(row["Data Value"]) >= IMPORTANT else "optional"
            needs[row[_CODE]].append((row[_ELEMENT], necessity))
    titles = _lists(folder / "Alternate Titles.txt", "Alternate Title", occupations)
    tasks = _lists(folder / "Task Statements.txt", "Task", occupations)
    concepts = [Concept(_ADDRESS + code, row["Title"], code) for code, row in occupations.items()]
    roles_of = desk.ids.assign("roles", concepts, languages)
    skills_of = desk.ids.assign("skills", [Concept(id, name, id) for id, (name, _) in elements.items()], languages)
    roles: dict[str, Any] = {}
    for code, row in desk.progress(tuple(occupations.items()), "occupations"):
        tell = _odd(desk, code)
        role: dict[str, Any] = {
            "title": {LANGUAGE: clean(row["Title"], tell)},
            "description": {LANGUAGE: as_markdown(clean(row["Description"], tell))},
            "requires": [
                {"skill": skills_of[id], "necessity": necessity, "basis": "source", "source": NAME}
                for id, necessity in needs[code]
            ],
            "tasks": [
                {"text": {LANGUAGE: clean(task, tell)}, "basis": "source", "source": NAME} for task in tasks[code]
            ],
            **_same(code, desk.version),
        }
        if others := [clean(title, tell) for title in dict.fromkeys(titles[code])]:
            role["alternative_titles"] = {LANGUAGE: others}
        if not role["requires"]:
            desk.tell("no-rating", code, "requires", LANGUAGE, row["Title"], "role without skills")
        roles[roles_of[_ADDRESS + code]] = role
    groups = {kind: {"title": {LANGUAGE: title}} for kind, title in (("skill", "Skills"), ("knowledge", "Knowledge"))}
    skills = {
        skills_of[id]: {
            "title": {LANGUAGE: name},
            "type": kind,
            "groups": [kind],
            "mappings": [_mapping(id, desk.version)],
        }
        for id, (name, kind) in elements.items()
    }
    return Imported(NAME, desk.version, {"groups": groups, "roles": roles, "skills": skills}, _TITLES)


def _rows(path: Path) -> Iterator[CsvRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _lists(path: Path, column: str, occupations: Mapping[str, CsvRow]) -> Mapping[str, list[str]]:
    """Return the values of a column by the code of the occupation, in the order of the file."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(path):
        if row[_CODE] in occupations:
            found[row[_CODE]].append(row[column])
    return found


def _mapping(code: str, version: str) -> dict[str, str]:
    return {"scheme": "onet-soc", **({"version": version} if version else {}), "match": "exact", "code": code}


def _same(code: str, version: str) -> dict[str, Any]:
    """Return the mapping of a role to its O*NET occupation, and the source with its address."""
    address = _ADDRESS + code
    return {
        "mappings": [{**_mapping(code, version), "uri": address}],
        "sources": {NAME: {"title": f"O*NET {version}".strip(), "url": address}},
    }


def _odd(desk: Desk, code: str) -> Any:
    return lambda found: desk.tell("odd-character", code, "", LANGUAGE, found, "replaced or taken away")
