"""A planned change of many files: the files to change, the notes for the author, and the problems that the check finds afterwards."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.catalog import Catalog
from generator.content import Content
from generator.derive.facts import Facts
from generator.kinds import KINDS
from generator.kinds.kind import Kind
from generator.link import link
from generator.load import shown_path
from generator.parse import parse_content
from generator.pipeline import faults_at_once, load_linked
from generator.problems import ContentError, Problem, did_you_mean, has_errors, in_order
from generator.rules import check
from generator.rules.bounds import quality_is_within_bounds
from generator.rules.redirects import redirect_problems
from generator.store.nodes import TableNode
from generator.workbench.references import Reference
from generator.workbench.workspace import Workspace

LATER = "not looked at yet, because of these errors: what else these records say; more may follow"


class WorkbenchError(Exception):
    """A request of an author can't be carried out; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to change, and notes for the author."""

    workspace: Workspace
    notes: list[str] = field(default_factory=list)


def read_content(root: Path) -> Content:
    """Read the records as their authors wrote them. Raises ``ContentError`` if they don't parse or link."""
    content, problems = parse_content(root)
    if content is not None and not has_errors(problems):
        problems = [*problems, *link(content)[1]]
    if content is None or has_errors(problems):
        raise ContentError(problems)
    return content


def kind_of(word: str) -> Kind:
    """Return the kind with a name or plural. Raises ``WorkbenchError`` if there is none."""
    for kind in KINDS:
        if word in (kind.name, kind.plural):
            return kind
    names = [kind.name for kind in KINDS]
    raise WorkbenchError(
        f'there is no kind "{word}"; one of {", ".join(names)}; {did_you_mean(word, names)}'.rstrip("; ")
    )


def refuse_unknown(content: Content, kind: Kind, id: str) -> None:
    """Raise ``WorkbenchError`` if no record of the kind has the id."""
    ids = content.records[kind.plural] if kind.has_ids else {}
    if id not in ids:
        hint = did_you_mean(id, ids)
        raise WorkbenchError(f'there is no {kind.name} "{id}"' + (f"; {hint}" if hint else ""))


def refuse_tables(content: Content, kind: Kind, id: str, references: Iterable[Reference] = ()) -> None:
    """Raise ``WorkbenchError`` if a record or one of the references to it is in a table, since tables are not edited."""
    record = content.records[kind.plural][id]
    if isinstance(record.node, TableNode):
        raise WorkbenchError(f"{record.locate()}: stands in a table; change it there")
    for one in references:
        if isinstance(one.record.node, TableNode):
            raise WorkbenchError(f'{one.place}: names "{id}" in a table; change that there first')


def after_change(workspace: Workspace) -> Catalog:
    """Load the content as it would be after the change. Raises ``ContentError`` with locations in the real folder."""
    with tempfile.TemporaryDirectory(prefix="rollenatlas-") as temporary:
        copy = workspace.copy_to(Path(temporary) / workspace.root.resolve().name)
        try:
            return load_linked(copy)
        except ContentError as error:
            later = LATER if has_errors(parse_content(copy)[1]) else ""
            raise ContentError(in_real_folder(faults_at_once(copy), copy, workspace.root), later) from error


def new_problems(workspace: Workspace, day: datetime.date) -> tuple[Problem, ...]:
    """Return the problems that the check finds after a change and not before it."""
    with tempfile.TemporaryDirectory(prefix="rollenatlas-") as temporary:
        copy = workspace.copy_to(Path(temporary) / workspace.root.resolve().name)
        after = in_real_folder(_all_problems(copy, day), copy, workspace.root)
    before = {_told(problem) for problem in _all_problems(workspace.root, day)}
    return tuple(problem for problem in after if _told(problem) not in before)


def _all_problems(root: Path, day: datetime.date) -> tuple[Problem, ...]:
    try:
        facts = Facts(load_linked(root), day)
    except ContentError as error:
        return error.problems
    return in_order((*check(facts), *quality_is_within_bounds(facts), *redirect_problems(facts)))


def _told(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.found, problem.expected


def in_real_folder(problems: Iterable[Problem], copy: Path, root: Path) -> tuple[Problem, ...]:
    """Return problems of a copied folder with their locations and hints in the original folder."""
    old, new = shown_path(copy), shown_path(root)
    return tuple(
        replace(
            problem,
            location=problem.location._replace(path=problem.location.path.replace(old, new, 1)),
            hint=problem.hint.replace(old, new),
        )
        for problem in problems
    )
