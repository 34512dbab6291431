"""Verbs that change many records at once: ``new``, ``rename``, ``merge``, ``split``, ``retire``, ``remove`` and ``prune``."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.cli.console import content_option, pass_today
from generator.load import no_folder
from generator.problems import Problem, Severity
from generator.workbench.drafts import plan_draft
from generator.workbench.edits import EditError
from generator.workbench.journal import ChangedMeanwhileError, commit
from generator.workbench.plan import Plan, WorkbenchError, new_problems
from generator.workbench.pruning import plan_prune
from generator.workbench.references import Reference
from generator.workbench.removing import plan_remove
from generator.workbench.renaming import ALL_REFERENCES, SplitTarget, plan_merge, plan_rename, plan_split
from generator.workbench.retiring import plan_retire

yes_option = click.option("--yes", is_flag=True, help="Write without asking.")
_MOST_PROBLEMS = 20


@click.command()
@content_option
@click.argument("kind")
@click.argument("id")
def new(content: Path, kind: str, id: str) -> None:
    """Write a commented draft of a record of a KIND, such as role, skill or training; nothing is ever overwritten."""
    plan = planned(content, lambda: plan_draft(content, kind, id))
    write_plan(plan)
    for note in plan.notes:
        click.echo(note)


@click.command()
@content_option
@yes_option
@click.argument("kind")
@click.argument("old")
@click.argument("new")
@pass_today
def rename(today: datetime.date, content: Path, kind: str, old: str, new: str, *, yes: bool) -> None:
    """Give a record of a KIND another id in all records, prose pages and confirmations, and redirect its old address."""
    offer(planned(content, lambda: plan_rename(content, kind, old, new, today)), today, yes=yes)


@click.command()
@content_option
@yes_option
@click.argument("kind")
@click.argument("old", metavar="FROM")
@click.argument("into")
@pass_today
def merge(today: datetime.date, content: Path, kind: str, old: str, into: str, *, yes: bool) -> None:
    """Replace the record FROM by INTO in all records; statements that would be repeated are removed and named."""
    offer(planned(content, lambda: plan_merge(content, kind, old, into, today)), today, yes=yes)


@click.command()
@content_option
@yes_option
@click.option(
    "--to",
    "choices",
    multiple=True,
    metavar="RECORD=old|new|both",
    help="Where the references of a record (roles/x), a kind (roles) or all go; asked in a terminal, else old.",
)
@click.argument("kind")
@click.argument("old")
@click.argument("new")
@pass_today
def split(
    today: datetime.date, *, content: Path, kind: str, old: str, new: str, choices: tuple[str, ...], yes: bool
) -> None:
    """Make NEW, a draft copy of OLD, and choose which references go to it."""
    chosen = dict(map(_choice, choices))
    choose = _chooser(chosen, old, new)
    offer(planned(content, lambda: plan_split(content, kind, old, new, choose, named=chosen)), today, yes=yes)


def _choice(text: str) -> tuple[str, SplitTarget]:
    where, _, target = text.partition("=")
    if not where or target not in list(SplitTarget):
        raise click.BadParameter(f'RECORD=old, RECORD=new or RECORD=both, not "{text}"', param_hint="--to")
    return where, SplitTarget(target)


def _chooser(chosen: dict[str, SplitTarget], old: str, new: str) -> Callable[[Reference], SplitTarget]:
    def choose(one: Reference) -> SplitTarget:
        for where in (one.owner, one.owner.partition("/")[0], ALL_REFERENCES):
            if where in chosen:
                return chosen[where]
        if not sys.stdin.isatty():
            return SplitTarget.OLD
        question = f"{one.place}: {'.'.join(map(str, one.path))} goes to {old} (old), {new} (new) or both"
        return SplitTarget(
            click.prompt(question, type=click.Choice([one.value for one in SplitTarget]), default=SplitTarget.OLD.value)
        )

    return choose


@click.command()
@content_option
@yes_option
@click.option("--successor", default="none", show_default=True, help="Id of the training that replaces it.")
@click.argument("training")
@pass_today
def retire(today: datetime.date, content: Path, training: str, successor: str, *, yes: bool) -> None:
    """Retire a TRAINING: its page stays; the level steps that lose their last training are named."""
    offer(planned(content, lambda: plan_retire(content, training, successor, today)), today, yes=yes)


@click.command()
@content_option
@yes_option
@click.argument("kind")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@pass_today
def remove(today: datetime.date, content: Path, kind: str, ids: tuple[str, ...], *, yes: bool) -> None:
    """Remove records of a KIND and all references to them; if a record can't do without one, it is named and nothing changes.

    A KIND is role, skill, training, occupation or term, or a word of a vocabulary, such as group, provider or family.
    """
    offer(planned(content, lambda: plan_remove(content, kind, ids, today)), today, yes=yes)


@click.command()
@content_option
@yes_option
@pass_today
def prune(today: datetime.date, content: Path, *, yes: bool) -> None:
    """Remove confirmations of texts that no longer exist, and words that no text uses from the word lists."""
    offer(planned(content, lambda: plan_prune(content)), today, yes=yes)


def planned(content: Path, make: Callable[[], Plan]) -> Plan:
    """Return the plan that ``make`` makes. Raises ``click.UsageError`` if it can't be made, ``NotADirectoryError`` without a folder."""
    if not content.is_dir():
        raise NotADirectoryError(no_folder(content))
    try:
        return make()
    except (WorkbenchError, EditError, ChangedMeanwhileError, FileExistsError) as error:
        raise click.UsageError(str(error)) from error


def offer(plan: Plan, today: datetime.date, *, yes: bool) -> bool:
    """Print a plan's changes, its notes and the problems it would bring; write it with ``yes`` or if the user confirms.

    With ``yes``, changes are printed as one line for each file, else as a diff. Returns whether the plan was written.
    """
    changes = plan.workspace.changes
    if not changes:
        for note in plan.notes:
            click.echo(f"note: {note}", err=True)
        click.echo("nothing to change")
        return False
    for line in plan.workspace.summary() if yes else plan.workspace.diff():
        click.echo(line)
    for note in plan.notes:
        click.echo(f"note: {note}", err=True)
    show_new(new_problems(plan.workspace, today))
    count = f"{len(changes)} file{'' if len(changes) == 1 else 's'}"
    if not yes and not sys.stdin.isatty():
        click.echo(f"{count} would change; --yes writes", err=True)
    elif yes or click.confirm(f"Change {count}?", err=True):
        write_plan(plan)
        click.echo(f"{count} changed", err=True)
        return True
    else:
        click.echo("nothing is changed", err=True)
    return False


def show_new(problems: tuple[Problem, ...]) -> None:
    """Print the problems that a change would bring, errors first."""
    ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    for problem in ordered[:_MOST_PROBLEMS]:
        click.echo(f"then: {problem}", err=True)
    if len(ordered) > _MOST_PROBLEMS:
        click.echo(f"then: {len(ordered) - _MOST_PROBLEMS} more problems, which check lists", err=True)


def write_plan(plan: Plan) -> None:
    """Write all files of a plan or, if one was changed in the meantime, none. Raises ``click.UsageError`` then."""
    try:
        commit(plan.workspace.root, plan.workspace.changes)
    except ChangedMeanwhileError as error:
        raise click.UsageError(str(error)) from error
