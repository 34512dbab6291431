"""The verb ``schema``: write files by which editors complete, explain and check records during editing."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.console import content_option
from generator.editors import EDITOR_FOLDER, SETTINGS, write_editor_files, write_settings
from generator.load import shown_path
from generator.pipeline import load_linked
from generator.problems import counted


@click.command()
@content_option
def schema(content: Path) -> None:
    """Write JSON Schemas and the reference of all fields to .schema, beside the content folder, for editors.

    Settings for Visual Studio Code are written if there are none. 'serve' and 'check' keep the schemas fresh.
    """
    root = content.absolute().parent
    catalog = load_linked(content)
    count = write_editor_files(root / EDITOR_FOLDER, catalog.content)
    click.echo(f"{counted(count, 'file')} changed in {shown_path(root / EDITOR_FOLDER)}")
    if write_settings(root, content.absolute().name):
        click.echo(f"{shown_path(root / SETTINGS)} tells Visual Studio Code of them")
