"""What the verbs share: options, exit codes and how problems are printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from generator.load import shown_path
from generator.problems import Problem, as_github, as_lines, count_line, problems_as_json, problems_as_sarif
from generator.workbench.journal import ChangedMeanwhileError, finish

CONTENT_PROBLEMS, FAILURE = 1, 3


class BuildAbortError(Exception):
    """MkDocs gave up for another reason than the content; the message says which."""


FOLDER = click.Path(path_type=Path)


def _completed(_context: click.Context, _parameter: click.Parameter, content: Path) -> Path:
    """Complete a change of several files that was interrupted, before any verb reads them."""
    try:
        if finish(content):
            click.echo(f"{shown_path(content)}: an interrupted change is completed", err=True)
    except ChangedMeanwhileError as error:
        raise click.UsageError(str(error)) from error
    return content


content_option = click.option(
    "--content",
    type=FOLDER,
    default=Path("content"),
    show_default=True,
    callback=_completed,
    help="Folder of the records.",
)
config_option = click.option(
    "--config", type=FOLDER, default=Path("mkdocs.yml"), show_default=True, help="Configuration of MkDocs."
)
format_option = click.option(
    "--format", "style", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
pass_today = click.pass_obj
"""Hands a verb the reader's own day as its first argument; ``main`` asks the clock once."""


def print_problems(problems: Sequence[Problem], style: str = "text") -> None:
    """Print problems: to standard error as text, to standard output for machines."""
    if style == "json":
        click.echo(problems_as_json(problems))
    elif style == "sarif":
        click.echo(problems_as_sarif(problems))
    elif style == "github":
        for problem in problems:
            click.echo(as_github(problem))
    else:
        for line in as_lines(problems):
            click.echo(line, err=True)


def print_and_count(problems: Sequence[Problem], style: str, records: int | None = None, note: str = "") -> None:
    """Print problems and, as text, a note and their number."""
    print_problems(problems, style)
    if style == "text":
        if note:
            click.echo(note, err=True)
        click.echo(count_line(problems, records), err=records is None)
