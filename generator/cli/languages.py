"""The verb for the languages of an atlas: ``languages``."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import click

from generator.cli.console import content_option, pass_today
from generator.cli.workbench import offer, planned, yes_option
from generator.derive.facts import Facts
from generator.pipeline import load_linked
from generator.problems import counted
from generator.resources import templates_folder
from generator.rules.texts import missing_texts
from generator.workbench.languages import plan_add_language


@click.command(name="languages")
@content_option
@yes_option
@click.option("--add", "id", metavar="LANGUAGE", help="Code of a language to add, such as en or fr.")
@pass_today
def languages_command(today: datetime.date, content: Path, *, id: str | None, yes: bool) -> None:
    """List the languages of the atlas and what each lacks, or add one.

    Texts that stand without a language then say which they are in; what the new language lacks a preview shows in another.
    """
    if id is not None:
        offer(planned(content, lambda: plan_add_language(content, templates_folder(), id)), today, yes=yes)
        return
    facts = Facts(load_linked(content), today)
    missing = Counter(language for language, _ in missing_texts(facts))
    for place, language in enumerate(facts.catalog.site.languages):
        number = missing[language.id]
        default = ", the default" if place == 0 else ""
        click.echo(
            f"{language.id} {language.title}{default}: {counted(number, 'text') if number else 'no texts'} missing"
        )
