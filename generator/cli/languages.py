"""The verb ``languages``: list the languages of an atlas, or add one."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.cli.console import content_option, pass_today
from generator.cli.lacking import languages_told
from generator.cli.workbench import offer, planned, yes_option
from generator.pipeline import load_linked
from generator.resources import templates_folder
from generator.workbench.languages import plan_add_language


@click.command(name="languages")
@content_option
@yes_option
@click.option("--add", "id", metavar="LANGUAGE", help="Code of a language to add, such as en or fr.")
@pass_today
def languages_command(today: datetime.date, content: Path, *, id: str | None, yes: bool) -> None:
    """List the languages of the atlas and what each lacks, or add one.

    In an atlas of one language, its texts are marked with that language. A preview shows what the new language lacks in another one.
    """
    if id is not None:
        offer(planned(content, lambda: plan_add_language(content, templates_folder(), id)), today, yes=yes)
        return
    for line, _ in languages_told(load_linked(content), content):
        click.echo(line)
