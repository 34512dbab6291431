"""Spreadsheets on the command line: the verb ``import xlsx``, and the files that ``export xlsx`` and ``export csv`` write."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.catalog import Catalog
from generator.cli.console import PATH_TYPE, content_option, pass_today
from generator.cli.workbench import offer, planned, yes_option
from generator.derive.tables import Sheets
from generator.publish.data.sheets import as_csv
from generator.replacing import replace_file
from generator.workbench.spreadsheet.importing import plan_import
from generator.workbench.spreadsheet.sheets import BY_NAME, IN_WORKBOOK, workbook

XLSX, CSV = "xlsx", "csv"


def export_sheets(catalog: Catalog, form: str, target: Path | None) -> str:
    """Write the workbook for authors, or its tables as CSV into a folder, by ``form``; return a text that names what was written."""
    if form == XLSX:
        path = target or Path("dist") / f"{catalog.site.short_name}-records.xlsx"
        replace_file(path, workbook(catalog))
        return str(path)
    folder = target or Path("dist") / f"{catalog.site.short_name}-records"
    tables = Sheets(catalog)
    for name in IN_WORKBOOK:
        table = BY_NAME[name]
        text = as_csv(table.header(catalog.languages), list(tables.cells(table)))
        replace_file(folder / f"{name}.csv", b"\xef\xbb\xbf" + text.encode())
    return f"{len(IN_WORKBOOK)} tables in {folder}"


def _files_of(path: Path) -> list[Path]:
    """Return the file itself or, for a folder, its tables (``*.csv``). Raises ``click.UsageError`` for a folder without tables."""
    if not path.is_dir():
        return [path]
    found = sorted(path.glob(f"*.{CSV}"))
    if not found:
        raise click.UsageError(f"there is no table (*.{CSV}) in the folder {path}")
    return found


@click.command(name="xlsx")
@content_option
@yes_option
@click.option(
    "--delete", is_flag=True, help="Remove entries that the long sheets no longer have; records are never removed."
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH_TYPE)
@pass_today
def import_command(today: datetime.date, content: Path, files: tuple[Path, ...], *, yes: bool, delete: bool) -> None:
    """Import changes from a workbook of ``export xlsx``, a table as CSV or a folder of tables; the difference is shown first."""
    missing = [str(path) for path in files if not path.exists()]
    if missing:
        raise click.UsageError(f"there is no file {', '.join(missing)}")
    files = tuple(file for path in files for file in _files_of(path))
    written = offer(planned(content, lambda: plan_import(content, files, delete=delete)), today, yes=yes)
    if written and any(path.suffix.lower() == f".{XLSX}" for path in files):
        click.echo("export the workbook anew before you edit further: it does not know of this import", err=True)
