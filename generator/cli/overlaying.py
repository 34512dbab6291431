"""The verb ``overlays``: list, copy and confirm files with which an atlas replaces those of the program."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from generator.cli.console import CONTENT_PROBLEMS, content_option, print_and_count
from generator.folder import TEMPLATES
from generator.pipeline import readable_languages
from generator.problems import counted, did_you_mean, has_errors
from generator.render.overlays import overlay_problems, overlays, write_overlays_lock
from generator.resources import templates_folder


@click.command(name="overlays")
@content_option
@click.option("--copy", "name", help="Copy a page template of the program, such as role.html.jinja, to change it.")
@click.option(
    "--confirm", "confirming", is_flag=True, help="Confirm, after review, that all of them fit their originals."
)
def overlays_command(content: Path, name: str | None, *, confirming: bool) -> None:
    """List your strings, languages and templates that replace the program's, and say whose original has changed."""
    languages = readable_languages(content)
    templates = templates_folder()
    if name is not None:
        _copy(templates / "pages", content / TEMPLATES, name)
    if name is not None or confirming:
        count = write_overlays_lock(content, overlays(templates, content, languages))
        click.echo(f"{counted(count, 'original')} confirmed")
    problems = overlay_problems(templates, content, languages)
    print_and_count(problems, "text")
    if has_errors(problems):
        sys.exit(CONTENT_PROBLEMS)


def _copy(source: Path, target: Path, name: str) -> None:
    """Copy a template. Raises ``click.BadParameter`` if there is no such template or the copy exists already."""
    names = sorted(path.name for path in source.iterdir() if path.is_file())
    if name not in names:
        hint = did_you_mean(name, names) or f"one of {', '.join(names)}"
        raise click.BadParameter(f"there is no template {name!r}; {hint}", param_hint="--copy")
    if (target / name).exists():
        raise click.BadParameter(f"{target / name} is there already", param_hint="--copy")
    target.mkdir(exist_ok=True)
    shutil.copyfile(source / name, target / name)
    click.echo(f"copied to {target / name}")
