"""Verbs for authors: ``check``, ``report``, ``spell`` and ``translations``."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.catalog import Catalog
from generator.cli.console import (
    CONTENT_PROBLEMS,
    FAILURE,
    content_option,
    format_option,
    pass_today,
    print_and_count,
)
from generator.cli.lacking import lacking
from generator.cli.quality_report import quality_as_data, quality_as_text
from generator.derive.facts import Facts
from generator.derive.freshness import FieldState, Freshness, confirm, translation_states
from generator.derive.quality import quality
from generator.editors import EDITOR_FOLDER, write_editor_files
from generator.folder import TEMPLATES
from generator.load import shown_path
from generator.lock import write_lock
from generator.pipeline import load_facts, load_linked, problems_at_once
from generator.problems import ContentError, Problem, counted, has_errors, in_order
from generator.remembered import Remembered
from generator.render.contrast import contrast_problems
from generator.render.language import load_language
from generator.render.other_servers import asset_problems
from generator.render.overlays import overlay_problems, template_problems
from generator.render.strings import load_every_language, marked_strings
from generator.resources import templates_folder
from generator.rules import check_structure, check_wording, forbids_pages
from generator.rules.bounds import quality_is_within_bounds
from generator.rules.names import long_names
from generator.rules.patterns import pattern_problems
from generator.rules.redirects import redirect_problems
from generator.rules.spelling import SpellingUnavailableError, spelling_problems
from generator.rules.texts import by_file
from generator.rules.translations import open_translations
from generator.starter.example import example_problems

_DOCS = "docs"
"""Folder of an atlas's own scripts and styles, beside the content folder; if mkdocs.yml names another, only a build checks that one."""
_MORE = "more may follow: some rules wait until these errors are fixed"


@click.command(name="check")
@content_option
@format_option
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option(
    "--fix",
    is_flag=True,
    help="First fix what has only one right form: typographic marks, hidden characters, the order of levels.",
)
@pass_today
def check_command(today: datetime.date, content: Path, style: str, *, strict: bool, fix: bool) -> None:
    """Check the records and print every problem."""
    if fix:
        from generator.cli.mending import mend  # noqa: PLC0415 only this option needs the modules that change files

        mend(content)
    problems, records, note = all_problems(content, today)
    print_and_count(problems, style, records, note)
    if has_errors(problems) or (strict and problems):
        sys.exit(CONTENT_PROBLEMS)


def all_problems(content: Path, today: datetime.date) -> tuple[tuple[Problem, ...], int | None, str]:
    """Return all problems of a content folder, the number of its records (``None`` if there are errors) and a note to print."""
    remembered = Remembered(content)
    try:
        catalog = load_linked(content, remembered)
    except ContentError as error:
        problems, readable = problems_at_once(content, today)
        laid_over = (
            _language_problems(readable, content) if readable else template_problems(templates_folder(), content)
        )
        return in_order((*error.problems, *problems, *laid_over, *_file_problems(content))), None, _MORE
    remembered.keep()
    _tell_editors(content.absolute().parent / EDITOR_FOLDER, catalog)
    facts = Facts(catalog, today)
    structure = check_structure(facts)
    laid_over = _language_problems(catalog, content)
    found = (*check_wording(facts, structure), *redirect_problems(facts), *laid_over)
    count = None if has_errors(found) else catalog.content.record_count
    if forbids_pages(facts, structure):
        return in_order((*by_file(facts, found), *_file_problems(content))), None, _MORE
    beyond_rules = (
        *quality_is_within_bounds(facts),
        *pattern_problems(facts),
        *long_names(facts),
        *_file_problems(content),
        *(() if has_errors(laid_over) else _trial(facts, content)),
    )
    return in_order((*by_file(facts, found), *beyond_rules)), count, lacking(catalog, content)


def _trial(facts: Facts, content: Path) -> tuple[Problem, ...]:
    """Return the problems of rendering one page of each kind that an atlas's own templates affect."""
    if not (content / TEMPLATES).is_dir():
        return ()
    # Imported late: an atlas without templates of its own is checked without the modules that render pages.
    from generator.render.pages import Renderer  # noqa: PLC0415
    from generator.routes import plan_routes  # noqa: PLC0415

    language = facts.catalog.languages[0]
    return tuple(Renderer(facts, plan_routes(facts), templates_folder(), language, content).trial())


def _file_problems(content: Path) -> Iterator[Problem]:
    """Yield the problems that do not depend on the records being readable: texts of the example, and files from other servers."""
    yield from example_problems(content)
    yield from asset_problems(content.absolute().parent / _DOCS)


def _tell_editors(schemas: Path, catalog: Catalog) -> None:
    """Update the schemas for editors, if the folder of schemas exists."""
    if schemas.is_dir():
        write_editor_files(schemas, catalog.content)


def _language_problems(catalog: Catalog, content: Path) -> tuple[Problem, ...]:
    """Return the problems of the languages' interface strings and words, of files that replace the program's, and of colours."""
    folders = (templates_folder(), content)
    found = [
        *marked_strings(folders, catalog.site.languages),
        *overlay_problems(*folders, catalog.site.languages),
        *contrast_problems(catalog, templates_folder()),
    ]
    try:
        load_every_language(folders, catalog.site.languages)
    except ContentError as error:
        found += error.problems
    for language in catalog.languages:
        try:
            load_language(folders, language)
        except ContentError as error:
            found += error.problems
    return tuple(found)


@click.command()
@content_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_today
def report(today: datetime.date, content: Path, style: str) -> None:
    """Say what the atlas still lacks: steps without training, reviews due, open translations, checks."""
    facts, _ = load_facts(content, today)
    catalog = facts.catalog
    found = quality(catalog, today)
    if style == "json":
        click.echo(json.dumps(quality_as_data(found, today), ensure_ascii=False, indent=2))
    else:
        click.echo(quality_as_text(catalog, found, today))


@click.command()
@content_option
@format_option
def spell(content: Path, style: str) -> None:
    """Check the spelling of all texts with hunspell and the word lists in content/wordlists."""
    catalog = load_linked(content)
    try:
        problems = spelling_problems(catalog, content)
    except SpellingUnavailableError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(FAILURE)
    print_and_count(problems, style)
    if problems:
        sys.exit(CONTENT_PROBLEMS)


@click.command()
@content_option
@format_option
@click.option("--confirm", "confirming", is_flag=True, help="Confirm, after review, that the languages say the same.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
def translations(content: Path, style: str, paths: tuple[Path, ...], *, confirming: bool) -> None:
    """List missing, stale and unconfirmed texts, of all records or of those at PATH (files or folders)."""
    catalog = load_linked(content)
    chosen = [shown_path(path) for path in paths]
    states = [state for state in translation_states(catalog) if not chosen or _lies_in(state, chosen)]
    if chosen and not states:
        raise click.BadParameter(f"there are no texts of the atlas in {', '.join(chosen)}")
    if confirming:
        write_lock(content, confirm(catalog, {state.field.record for state in states} if chosen else None))
        number = sum(state.state is not Freshness.CONFIRMED for state in states)
        click.echo(f"{counted(number, 'text')} newly confirmed")
        return
    problems = open_translations(states)
    print_and_count(problems, style, note="" if chosen else lacking(catalog, content))
    if problems:
        sys.exit(CONTENT_PROBLEMS)


def _lies_in(state: FieldState, chosen: list[str]) -> bool:
    places = (state.field.locate(language).path for language in state.field.texts)
    return any(place == path or place.startswith(f"{path}/") for place in places for path in chosen)
