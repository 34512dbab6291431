"""The verb ``init``: start a new atlas."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from generator.cli.console import PATH_TYPE, pass_today
from generator.model.site import MOST_LANGUAGES
from generator.resources import templates_folder
from generator.starter.program import WheelError, program
from generator.starter.project import LEVELS, Example, write_project
from generator.starter.texts import is_language

_MOST_LETTERS = 300  # longest title that records allow


def _languages(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Return the codes of languages in a comma-separated list. Raises ``click.BadParameter`` for invalid or repeated codes."""
    if value is None:
        return None
    ids = tuple(part.strip() for part in value.split(","))
    if not all(ids) or len(ids) > MOST_LANGUAGES or len(set(ids)) < len(ids):
        raise click.BadParameter(
            f"found {value!r}; expected one to {MOST_LANGUAGES} different languages, such as de,en"
        )
    for id in ids:
        if not is_language(id):
            raise click.BadParameter(f"found {id!r}; expected the code of a language, such as en or fr")
    return ids


def _title(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a title without white space at its ends. Raises ``click.BadParameter`` unless it is one line of printable characters."""
    if value and (len(value) > _MOST_LETTERS or not value.isprintable()):
        raise click.BadParameter(f"expected one line of at most {_MOST_LETTERS} characters")
    return value.strip() if value else value


@click.command()
@click.argument("target", metavar="DIR", type=PATH_TYPE)
@click.option(
    "--languages",
    callback=_languages,
    help=f"Codes of up to {MOST_LANGUAGES} languages, the default first.  [default: de,en]",
)
@click.option("--title", callback=_title, help="Name of the atlas.  [default: that of the example]")
@click.option("--levels", type=click.IntRange(*LEVELS), help="Number of proficiency levels.  [default: 4]")
@click.option("--wheel", default="", help="Wheel of this program: a file, or an address with #sha256=<digest>.")
@click.option("--empty", is_flag=True, help="Leave out the records of the example; levels, formats and pages remain.")
@pass_today
def init(
    today: datetime.date,
    target: Path,
    *,
    languages: tuple[str, ...] | None,
    title: str | None,
    levels: int | None,
    wheel: str,
    empty: bool,
) -> None:
    """Write a small atlas of a fictional organisation to DIR, to be rewritten as your own."""
    target = target.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise click.UsageError(f"{target} is not empty; name a new folder")
    if target == Path.cwd():
        raise click.UsageError("the folder would replace the one that you are in; name a new folder")
    templates = templates_folder()
    if sys.stdin.isatty():
        languages, title, levels = _ask(languages, title, levels)
    try:
        found = program(wheel)
    except WheelError as error:
        raise click.BadParameter(str(error), param_hint="--wheel") from error
    languages = languages or Example(templates).languages
    write_project(
        target, templates, languages, title=title or "", levels=levels or 4, day=today, program=found, empty=empty
    )
    click.echo(f"The new atlas ({', '.join(languages)}) is in {target}; its README.md says what to rewrite.")
    if not found.lock.startswith(("./", "rollenatlas")):
        click.echo("It is not known which wheel installed this program: program.lock says what to write there.")


def _ask(languages: tuple[str, ...] | None, title: str | None, levels: int | None) -> tuple[tuple[str, ...], str, int]:
    """Ask for the values that no option gives, and return all three."""
    if languages is None:
        languages = click.prompt("Languages, the default first", "de,en", value_proc=_languages_or_error)
    if title is None:
        title = click.prompt("Name of the atlas (empty: the example's)", "", show_default=False)
    if levels is None:
        levels = click.prompt("Steps of the scale", 4, type=click.IntRange(*LEVELS))
    return languages, title, levels


def _languages_or_error(value: str) -> tuple[str, ...]:
    found = _languages(click.get_current_context(), click.Option(["--languages"]), value)
    assert found is not None
    return found
