"""What the commands share: options, exit codes and how problems are printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from generator.problems import Problem, as_github, as_json, count_line

CONTENT_PROBLEMS, FAILURE = 1, 3
FOLDER = click.Path(path_type=Path)

content_option = click.option(
    "--content", type=FOLDER, default=Path("content"), show_default=True, help="Folder of the records."
)
config_option = click.option(
    "--config", type=FOLDER, default=Path("mkdocs.yml"), show_default=True, help="Configuration of MkDocs."
)
format_option = click.option(
    "--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)


def report(problems: Sequence[Problem], style: str = "text") -> None:
    """Print problems: to standard error as text, to standard output for machines."""
    if style == "json":
        click.echo(as_json(problems))
    elif style == "github":
        for problem in problems:
            click.echo(as_github(problem))
    else:
        for problem in problems:
            click.echo(str(problem), err=True)


def report_and_count(problems: Sequence[Problem], style: str, records: int | None = None) -> None:
    """Print problems and, as text, their number."""
    report(problems, style)
    if style == "text":
        click.echo(count_line(problems, records), err=records is None)
