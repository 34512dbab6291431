"""The verb ``export``: write the atlas for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.building import aborts, as_built
from generator.cli.console import PATH_TYPE, config_option, content_option
from generator.cli.sheets import CSV, XLSX, export_sheets
from generator.pipeline import load_linked
from generator.problems import counted
from generator.publish.export.folders import export
from generator.resources import templates_folder


@click.command(name="export")
@content_option
@config_option
@click.argument("target", metavar="DIR|xlsx|csv", type=PATH_TYPE)
@click.argument("file", metavar="[FILE]", required=False, type=PATH_TYPE)
def export_command(content: Path, config: Path, target: Path, file: Path | None) -> None:
    """Write the pages as plain Markdown folders into DIR, with configuration, for other generators.

    ``export xlsx`` writes a workbook of the records for ``import``, ``export csv`` its tables; FILE says where.
    """
    if str(target) in (XLSX, CSV) and not target.is_absolute():
        click.echo(export_sheets(load_linked(content), str(target), file))
        return
    if file is not None:
        raise click.UsageError("DIR alone, or xlsx or csv with the FILE to write")
    facts = as_built(content, config.absolute().parent)
    with aborts():
        pages = export(facts, templates_folder(), config, target, content)
    click.echo(f"{counted(pages, 'page')} in {target}")
