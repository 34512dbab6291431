"""Options, exit codes and the printing of problems, shared by the verbs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from generator.load import shown_path
from generator.problems import Problem, as_github, as_lines, count_line, problems_as_json, problems_as_sarif
from generator.workbench.journal import ChangedMeanwhileError, resume

CONTENT_PROBLEMS, FAILURE = 1, 3


class BuildAbortError(Exception):
    """MkDocs aborted for a reason other than the content; the message says which."""


PATH_TYPE = click.Path(path_type=Path)


def _completed(_context: click.Context, _parameter: click.Parameter, content: Path) -> Path:
    """Complete an interrupted change of several files before a verb reads them, and return the folder unchanged."""
    try:
        if resume(content):
            click.echo(f"{shown_path(content)}: an interrupted change is completed", err=True)
    except ChangedMeanwhileError as error:
        raise click.UsageError(str(error)) from error
    return content


content_option = click.option(
    "--content",
    type=PATH_TYPE,
    default=Path("content"),
    show_default=True,
    callback=_completed,
    help="Folder of the records.",
)
config_option = click.option(
    "--config", type=PATH_TYPE, default=Path("mkdocs.yml"), show_default=True, help="Configuration of MkDocs."
)
format_option = click.option(
    "--format", "style", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
pass_today = click.pass_obj
"""Decorator that passes today's date to a verb as its first argument; ``main`` reads the clock once."""


def print_problems(problems: Sequence[Problem], style: str = "text") -> None:
    """Print problems: as text to standard error, in formats for machines (``json``, ``sarif``, ``github``) to standard output."""
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
    """Print problems and, in the style ``text``, also a note and the number of problems and of records."""
    print_problems(problems, style)
    if style == "text":
        if note:
            click.echo(note, err=True)
        click.echo(count_line(problems, records), err=records is None)
