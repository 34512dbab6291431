"""The verb ``import``: turn data that other organisations publish into records in tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from generator.cli.console import PATH_TYPE, pass_today
from generator.cli.sheets import CSV, import_command
from generator.importing import esco, onet
from generator.importing.desk import Desk, Ids, Importer, read_ids_lock
from generator.importing.writing import carry_out, counts, ids_of_others, lock_path, plan_writing, report_path
from generator.problems import counted


class _Codes(click.ParamType):  # type: ignore[type-arg]  # click names no argument
    """A parameter type for a list of values, separated by commas in one argument."""

    name = "list"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the values of the argument."""
        del param, ctx
        return value if isinstance(value, tuple) else tuple(filter(None, map(str.strip, value.split(","))))


folder_argument = click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
out_option = click.option(
    "--out", "--content", "content", type=PATH_TYPE, default=Path("content"), show_default=True, help="Content folder."
)
version_option = click.option("--source-version", default="", help="Version of the source.  [default: from DIR's name]")


@click.group(name="import")
def import_group() -> None:
    """Import records from a public classification."""


import_group.add_command(import_command)
import_group.add_command(import_command, CSV)


@import_group.command(name="esco")
@folder_argument
@out_option
@version_option
@click.option("--languages", type=_Codes(), default="de,en", show_default=True, help="Languages of the atlas.")
@click.option(
    "--isco",
    type=_Codes(),
    default="",
    help="Only occupations whose ISCO-08 code begins with one of these, such as 25,1330.",
)
@pass_today
def esco_command(
    today: datetime.date,
    folder: Path,
    content: Path,
    *,
    source_version: str,
    languages: Sequence[str],
    isco: Sequence[str],
) -> None:
    """Import ESCO from the folder of an official CSV download."""
    desk = Desk(_ids(content, esco.NAME), _progress, tuple(isco), source_version)
    _import(esco.read, esco.NAME, folder, content, languages=languages, desk=desk, today=today)


@import_group.command(name="onet")
@folder_argument
@out_option
@version_option
@click.option(
    "--soc",
    type=_Codes(),
    default="",
    help="Only occupations whose O*NET-SOC code begins with one of these, such as 15-1.",
)
@pass_today
def onet_command(today: datetime.date, folder: Path, content: Path, *, source_version: str, soc: Sequence[str]) -> None:
    """Import O*NET from the folder of its database as text files; all texts are English."""
    desk = Desk(_ids(content, onet.NAME), _progress, tuple(soc), source_version)
    _import(onet.read, onet.NAME, folder, content, languages=(onet.LANGUAGE,), desk=desk, today=today)


def _ids(content: Path, name: str) -> Ids:
    return Ids(read_ids_lock(lock_path(content, name)), ids_of_others(content, name))


def _import(
    read: Importer,
    name: str,
    folder: Path,
    content: Path,
    *,
    languages: Sequence[str],
    desk: Desk,
    today: datetime.date,
) -> None:
    try:
        imported = read(folder, languages, desk)
    except FileNotFoundError as error:
        raise click.UsageError(f"there is no file {error.filename}") from error
    change = plan_writing(content, imported, desk, languages, today)
    carry_out(change)
    for kind, records in imported.records.items():
        click.echo(f"{len(records):>7,} {kind}")
    for (what, done), count in counts(desk.findings).items():
        click.echo(f"{count:>7,} {what}: {done}")
    for table, (new, gone) in sorted(change.lines.items()):
        click.echo(f"{table}: {new:,} lines new, {gone:,} gone")
    if change.redirects:
        click.echo(f"{change.redirects:,} redirects in {content / 'redirects.yml'}")
    said = f"{counted(len(change.files), 'file')} written" if change.any else "nothing changed"
    click.echo(f"{said}; what did not fit stands in {report_path(content, name)}")


def _progress(items: Sequence[Any], label: str) -> Iterator[Any]:
    """Yield items with a progress bar, which shows the number of items done, the items per second and the remaining time."""
    bar: Any = click.progressbar(items, label=f"{label:<12}", show_pos=True, show_eta=True, update_min_steps=50)
    bar.item_show_func = lambda _: f"{1 / bar.time_per_iteration:,.0f}/s" if bar.time_per_iteration else ""
    with bar:
        yield from bar
