"""Import ESCO: turn the CSV files of an official download into roles, skills, skill groups and families of roles (ISCO-08).

A cell with several values holds one on each line. ``broaderRelationsSkillPillar`` calls some skills "SkillGroup" too, so the
files of concepts decide whether a URI is a skill or a group. ESCO has no levels, tasks or trainings of occupations, so none are made.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.importing.desk import Concept, CsvRow, Desk, Imported
from generator.importing.texts import LONGEST_LABEL, as_markdown, clean, forms_of, labels_of

NAME = "esco"
_URI = re.compile(r"https?://data\.europa\.eu/esco/[a-z-]+/[A-Za-z0-9.-]+")
_VERSION = re.compile(r"v?(\d+\.\d+(\.\d+)?)")
_TRANSVERSAL, _KNOWLEDGE = "transversal", "knowledge"
_TITLES = {"de": "Berufe und Kompetenzen", "en": "Occupations and skills"}

RowsByUri = Mapping[str, CsvRow]
"""Rows by URI."""
RowsByLanguage = Mapping[str, RowsByUri]


def read(folder: Path, languages: Sequence[str], desk: Desk) -> Imported:
    """Read a folder of ESCO's CSV files. Raises ``FileNotFoundError`` if one is missing."""
    return _Reading(folder, languages, desk).imported()


def _rows(path: Path) -> Iterator[CsvRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


class _Reading:
    """One reading of the files of a folder."""

    def __init__(self, folder: Path, languages: Sequence[str], desk: Desk) -> None:
        self._folder, self._languages, self._desk = folder, languages, desk
        # English is always read, since ids are made from the English titles whichever languages the atlas has.
        self._named = tuple(dict.fromkeys((*languages, "en")))
        found = _VERSION.search(folder.absolute().name)
        self._version = desk.version or (found[1] if found else "")

    def imported(self) -> Imported:
        """Read all files and make the records."""
        desk = self._desk
        occupations = self._concepts("occupations")
        skills = self._concepts("skills")
        iscos = self._concepts("ISCOGroups")
        groups = self._concepts("skillGroups")
        chosen = {uri: row for uri, row in occupations["en"].items() if self._chosen(row)}
        needs = self._needs(chosen, skills["en"])
        kept = {uri: row for uri, row in skills["en"].items() if not desk.only or uri in needs.skills}
        broader = self._broader(kept, skills["en"], groups["en"])
        roles_of = self._ids("roles", chosen, _tail_of_uri)
        skills_of = self._ids("skills", kept, _tail_of_uri)
        families = _with_ancestors({row["iscoGroup"] for row in chosen.values()}, iscos["en"])
        families_of = self._ids("families", families, lambda row: row["code"])
        used = _with_ancestors(
            {groups["en"][uri]["code"] for uris in broader.groups.values() for uri in uris}, groups["en"]
        )
        groups_of = self._ids("groups", used, lambda row: row["code"])
        by_isco = {row["code"]: families_of[uri] for uri, row in families.items()}
        related = self._related(kept, skills["en"])
        records: dict[str, dict[str, dict[str, Any]]] = {
            "families": self._tree("families", families, families_of, iscos),
            "groups": self._tree("groups", used, groups_of, groups),
            "roles": {},
            "skills": {},
        }
        for uri in desk.progress(tuple(chosen), "occupations"):
            role = self._common(uri, occupations, "alternative_titles")
            forms = self._forms(uri, role["title"])
            if forms:
                role["name_forms"] = forms
            role["family"] = by_isco[chosen[uri]["iscoGroup"]]
            role["requires"] = [
                {"skill": skills_of[skill], "necessity": necessity, "basis": "source", "source": NAME}
                for skill, necessity in needs.of[uri].items()
            ]
            role["mappings"].append({"scheme": "isco-08", "match": "broad", "code": chosen[uri]["iscoGroup"]})
            records["roles"][roles_of[uri]] = role
        for uri in desk.progress(tuple(kept), "skills"):
            skill = self._common(uri, skills, "alternative_labels")
            skill["type"] = _type_of(kept[uri])
            skill["groups"] = [groups_of[group] for group in broader.groups[uri]]
            if above := [skills_of[other] for other in broader.skills[uri] if other in skills_of]:
                skill["broader"] = above
            if others := [skills_of[other] for other in related.get(uri, ()) if other in skills_of]:
                skill["related"] = others
            records["skills"][skills_of[uri]] = skill
        return Imported(NAME, self._version, records, _TITLES)

    # --- concepts

    def _concepts(self, name: str) -> RowsByLanguage:
        """Read the concepts of a kind by language and URI; report and leave out invalid and unreleased rows, and those not in English."""
        tables: dict[str, dict[str, CsvRow]] = {}
        for language in self._named:
            rows: dict[str, CsvRow] = {}
            for row in _rows(self._folder / f"{name}_{language}.csv"):
                uri = row["conceptUri"].strip()
                if not _URI.fullmatch(uri):
                    self._desk.tell("false-uri", uri, "conceptUri", language, row["preferredLabel"], "left out")
                elif uri in rows:
                    self._desk.tell("conflict", uri, "conceptUri", language, "a second row", "first row taken")
                elif row.get("status", "") not in ("", "released"):
                    self._desk.tell("not-released", uri, "status", language, row["status"], "left out")
                else:
                    rows[uri] = row
            tables[language] = rows
        english = tables["en"]
        for language, rows in tables.items():
            for uri in rows.keys() - english.keys():
                self._desk.tell("missing-translation", uri, name, "en", rows[uri]["preferredLabel"], "left out")
            tables[language] = {uri: row for uri, row in rows.items() if uri in english}
        return tables

    def _chosen(self, row: CsvRow) -> bool:
        return not self._desk.only or row["iscoGroup"].startswith(self._desk.only)

    def _ids(self, kind: str, rows: RowsByUri, tail: Any) -> Mapping[str, str]:
        concepts = [Concept(uri, row["preferredLabel"], tail(row)) for uri, row in rows.items()]
        return self._desk.ids.assign(kind, concepts, self._languages)

    # --- texts

    def _text(self, uri: str, tables: RowsByLanguage, column: str) -> dict[str, str]:
        """Return the cleaned text of a column by language, without languages that lack it."""
        texts = {}
        for language in self._languages:
            cell = tables[language].get(uri, {}).get(column, "")
            if text := clean(cell, self._odd(uri, column, language)):
                texts[language] = text
        return texts

    def _odd(self, uri: str, column: str, language: str) -> Any:
        return lambda found: self._desk.tell("odd-character", uri, column, language, found, "replaced or taken away")

    def _title(self, uri: str, tables: RowsByLanguage) -> dict[str, str]:
        """Return the title in each language; the English title where a language has none, which is reported."""
        texts = {
            language: " ".join(text.split()) for language, text in self._text(uri, tables, "preferredLabel").items()
        }
        for language in self._languages:
            if language not in texts:
                texts[language] = clean(tables["en"][uri]["preferredLabel"], lambda _: None)
                self._desk.tell("missing-translation", uri, "title", language, "", "English title taken")
        return {language: texts[language] for language in self._languages}

    def _description(self, uri: str, tables: RowsByLanguage) -> dict[str, str]:
        texts = self._text(uri, tables, "description")
        missing = [language for language in self._languages if language not in texts]
        if texts and missing:
            found = f"only in {', '.join(texts)}"
            self._desk.tell(
                "missing-translation", uri, "description", ", ".join(missing), found, "left out in all languages"
            )
            return {}
        return texts

    def _labels(self, uri: str, tables: RowsByLanguage, title: Mapping[str, str]) -> dict[str, list[str]]:
        found = {}
        for language in self._languages:
            row = tables[language].get(uri, {})
            labels: dict[str, str] = {}
            for cell in (row.get("altLabels", ""), row.get("hiddenLabels", "")):
                for label in labels_of(clean(cell, self._odd(uri, "altLabels", language))):
                    if len(label) > LONGEST_LABEL:
                        self._desk.tell("too-long", uri, "altLabels", language, label, "left out")
                    elif label.casefold() != title[language].casefold():
                        labels.setdefault(label.casefold(), label)
            if labels:
                found[language] = list(labels.values())
        return found

    def _common(self, uri: str, tables: RowsByLanguage, labels: str) -> dict[str, Any]:
        """Return a record with the fields that roles and skills share; ``labels`` is the key of its other names."""
        title = self._title(uri, tables)
        record: dict[str, Any] = {"title": title}
        if others := self._labels(uri, tables, title):
            record[labels] = others
        if description := self._description(uri, tables):
            record["description"] = {language: as_markdown(text) for language, text in description.items()}
        version = {"version": self._version} if self._version else {}
        record["mappings"] = [{"scheme": NAME, **version, "match": "exact", "uri": uri}]
        record["sources"] = {NAME: {"title": f"ESCO {self._version}".strip(), "url": uri}}
        return record

    def _forms(self, uri: str, title: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """Return by language the feminine and masculine forms of titles that hold both; ESCO writes the masculine form first."""
        forms = {}
        for language, text in title.items():
            if both := forms_of(text):
                forms[language] = {"feminine": both[1], "masculine": both[0]}
            elif "/" in text:
                self._desk.tell("unclear-forms", uri, "title", language, text, "title kept, no forms made")
        return forms

    def _tree(
        self, kind: str, rows: RowsByUri, ids: Mapping[str, str], tables: RowsByLanguage
    ) -> dict[str, dict[str, Any]]:
        """Return the families or groups in the order of their codes, each with its next broader one."""
        by_code = {row["code"]: ids[uri] for uri, row in rows.items()}
        records = {}
        for uri, row in sorted(rows.items(), key=lambda item: _order(item[1]["code"])):
            record: dict[str, Any] = {"title": self._title(uri, tables)}
            if kind == "groups" and (description := self._description(uri, tables)):
                record["description"] = description
            if above := next((by_code[code] for code in _above(row["code"]) if code in by_code), ""):
                record["broader"] = above
            records[ids[uri]] = record
        return records

    # --- relations

    def _needs(self, chosen: RowsByUri, skills: RowsByUri) -> _Needs:
        """Read the skills that the chosen occupations need; a skill listed as both essential and optional is essential."""
        needs = _Needs()
        for row in _rows(self._folder / f"occupationSkillRelations_{self._languages[0]}.csv"):
            occupation, skill, necessity = row["occupationUri"], row["skillUri"], row["relationType"]
            if occupation not in chosen:
                if not self._desk.only:
                    self._desk.tell("false-uri", occupation, "occupationUri", "", skill, "relation left out")
                continue
            if skill not in skills or necessity not in ("essential", "optional"):
                self._desk.tell("false-uri", occupation, "skillUri", "", f"{necessity} {skill}", "relation left out")
                continue
            before = needs.of[occupation].get(skill)
            if before is not None:
                found = f"{skill} {before} and {necessity}"
                self._desk.tell("conflict", occupation, "skillUri", "", found, "taken once, essential before optional")
            needs.of[occupation][skill] = min(necessity, before or necessity)  # "essential" sorts before "optional"
            needs.skills.add(skill)
        return needs

    def _broader(self, kept: RowsByUri, skills: RowsByUri, groups: RowsByUri) -> _Broader:
        """Read the groups and broader skills of each skill; one without a group gets those of its broader skills, or the first group."""
        found = _Broader()
        above: dict[str, list[str]] = defaultdict(list)
        for row in _rows(self._folder / f"broaderRelationsSkillPillar_{self._languages[0]}.csv"):
            if row["conceptUri"] in skills:
                above[row["conceptUri"]].append(row["broaderUri"])
        for uri in kept:
            for other in dict.fromkeys(above[uri]):
                if other in groups:
                    found.groups[uri].append(other)
                elif other in skills and other != uri:
                    found.skills[uri].append(other)
                else:
                    self._desk.tell("false-uri", uri, "broaderUri", "", other, "relation left out")
            if not found.groups[uri]:
                found.groups[uri] = _inherited(uri, above, groups)
                done = "groups of the broader skills taken" if found.groups[uri] else "put with all the others"
                self._desk.tell("no-group", uri, "broaderUri", "", ", ".join(found.skills[uri]), done)
            if not found.groups[uri]:
                found.groups[uri] = [next(iter(groups))]
        return found

    def _related(self, kept: RowsByUri, skills: RowsByUri) -> Mapping[str, list[str]]:
        related: dict[str, list[str]] = defaultdict(list)
        for row in _rows(self._folder / f"skillSkillRelations_{self._languages[0]}.csv"):
            one, other = row["originalSkillUri"], row["relatedSkillUri"]
            if one not in skills or other not in skills or one == other:
                self._desk.tell("false-uri", one, "relatedSkillUri", "", other, "relation left out")
            elif one in kept and other not in related[one]:
                related[one].append(other)
        return related


class _Needs:
    """The necessity by occupation and skill (``of``), and the URIs of all skills that are needed."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, str]] = defaultdict(dict)
        self.skills: set[str] = set()


class _Broader:
    """The URIs of the groups and of the broader skills of each skill."""

    def __init__(self) -> None:
        self.groups: dict[str, list[str]] = defaultdict(list)
        self.skills: dict[str, list[str]] = defaultdict(list)


def _inherited(uri: str, above: Mapping[str, list[str]], groups: RowsByUri) -> list[str]:
    """Return the groups of the nearest broader skills that have any."""
    seen, level = {uri}, list(above.get(uri, ()))
    while level:
        found = [other for one in level for other in above.get(one, ()) if other in groups]
        if found:
            return list(dict.fromkeys(found))
        seen.update(level)
        level = [other for one in level for other in above.get(one, ()) if other not in seen]
    return []


def _tail_of_uri(row: CsvRow) -> str:
    return row["conceptUri"].rpartition("/")[2][:6]


def _type_of(row: CsvRow) -> str:
    if row["skillType"] == _KNOWLEDGE:
        return _KNOWLEDGE
    return _TRANSVERSAL if row["reuseLevel"] == _TRANSVERSAL else "skill"


def _order(code: str) -> tuple[tuple[str, int], ...]:
    """Return a sort key that puts a code such as S1.10 after S1.9."""
    return tuple((letters, int(digits or 0)) for letters, digits in re.findall(r"([A-Z]*)(\d*)", code))


def _above(code: str) -> Iterator[str]:
    """Yield the codes above a code, nearest first (S1.2.3: S1.2, S1, S; 0613: 061, 06, 0, K); ESCO puts fields of study below K."""
    digits = code[0].isdigit()
    while len(code) > 1:
        code = code.rpartition(".")[0] if "." in code else code[:-1]
        yield code
    if digits:
        yield "K"


def _with_ancestors(codes: set[str], rows: RowsByUri) -> dict[str, CsvRow]:
    """Return the rows of the ``codes`` and of all codes above them, by URI."""
    wanted = {each for code in codes for each in (code, *_above(code))}
    return {uri: row for uri, row in rows.items() if row["code"] in wanted}
