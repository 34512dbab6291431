"""The command line: ``rollenatlas`` or ``python -m generator``.

Exit codes: 0 clean, 1 problems in the content, 2 wrong usage, 3 everything else (disk, rights, a bug).
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from mkdocs.exceptions import Abort as MkDocsAbort

from generator import __version__
from generator.cli import authoring, releasing
from generator.cli.console import (
    CONTENT_PROBLEMS,
    FAILURE,
    FOLDER,
    config_option,
    content_option,
    format_option,
    report,
    report_and_count,
)
from generator.pipeline import load_facts
from generator.problems import ContentError, has_errors, in_order
from generator.publish.bundle import top_folder, write_bundle
from generator.publish.clock import build_moment
from generator.publish.editions import CONTENT, Edition, Order
from generator.publish.export.folders import export as export_pages
from generator.publish.handbook import write_handbooks
from generator.publish.plugin import ContentAbort
from generator.publish.run import build_edition
from generator.resources import templates_folder
from generator.rules.bounds import quality_is_within_bounds
from generator.rules.names import TOP, long_names
from generator.rules.publisher import publisher_is_complete
from generator.rules.redirects import redirect_problems


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Turn YAML records of roles, skills and trainings into a multilingual site."""


@cli.command()
@content_option
@format_option
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
def check(content: Path, style: str, *, strict: bool) -> None:
    """Check the records and print every problem."""
    today = datetime.date.today()
    try:
        facts, found = load_facts(content, today)
    except ContentError as error:
        report_and_count(error.problems, style)
        sys.exit(CONTENT_PROBLEMS)
    beyond_rules = (*quality_is_within_bounds(facts), *redirect_problems(facts), *long_names(facts))
    problems = in_order((*found, *beyond_rules))
    report_and_count(problems, style, facts.catalog.content.record_count)
    if has_errors(problems) or (strict and problems):
        sys.exit(CONTENT_PROBLEMS)


@cli.command()
@content_option
@config_option
@click.option(
    "--out", type=FOLDER, default=Path("site"), show_default=True, help="Folder to replace with the built site."
)
@click.option(
    "--publish", is_flag=True, help="For the public: refuse a missing base_url or publisher data, and set the PDFs too."
)
@click.option("--handbook", is_flag=True, help="Set the PDFs of the handbook too.")
def build(content: Path, config: Path, out: Path, *, publish: bool, handbook: bool) -> None:
    """Build the web edition in all languages."""
    if publish:
        facts, _ = load_facts(content, datetime.date.today())
        problems = tuple(publisher_is_complete(facts.catalog))
        if problems:
            raise ContentError(problems)
    build_edition(config, out, Order(content=content.absolute(), handbook=publish or handbook))


@cli.command()
@content_option
@config_option
@click.option(
    "--out", type=FOLDER, default=Path(f"dist/{TOP}-offline.zip"), show_default=True, help="Zip file to write."
)
def bundle(content: Path, config: Path, out: Path) -> None:
    """Build the offline edition as one zip that runs from a folder or a USB stick."""
    facts, _ = load_facts(content, datetime.date.today())
    if problems := tuple(long_names(facts, top_folder(out))):
        raise ContentError(problems)
    with tempfile.TemporaryDirectory(prefix="rollenatlas-") as temporary:
        folder = Path(temporary) / "edition"
        build_edition(config, folder, Order(Edition.OFFLINE, content.absolute(), handbook=True))
        moment = build_moment(config.absolute().parent, facts.catalog)
        digest = write_bundle(folder, out, facts.catalog, templates_folder(), moment)
    click.echo(f"{out} {out.stat().st_size / 1e6:.1f} MB sha256 {digest}")


@cli.command()
@content_option
@click.option(
    "--out", type=FOLDER, default=Path("dist/handbook"), show_default=True, help="Folder to write the PDFs into."
)
def handbook(content: Path, out: Path) -> None:
    """Set the handbook of each language and the profile of each role as PDF."""
    facts, _ = load_facts(content, datetime.date.today())
    click.echo(f"{write_handbooks(out, facts, templates_folder())} files in {out}")


@cli.command()
@content_option
@config_option
@click.argument("target", metavar="DIR", type=FOLDER)
def export(content: Path, config: Path, target: Path) -> None:
    """Write the pages as plain Markdown folders with configuration, for other generators."""
    facts, _ = load_facts(content, datetime.date.today())
    pages = export_pages(facts, templates_folder(), config, target)
    click.echo(f"{pages} pages in {target}")


@cli.command()
@content_option
@config_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
def serve(content: Path, config: Path, address: str) -> None:
    """Preview all languages; a saved record shows without a restart."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(config), "--dev-addr", address]
    command += ["--watch", str(content)]
    sys.exit(subprocess.call(command, env={**os.environ, CONTENT: str(content.absolute())}))


for verb in (releasing.release, releasing.changes_command, authoring.report, authoring.spell, authoring.translations):
    cli.add_command(verb)


def main() -> None:
    """Run the command line; a failure outside the content ends with one line and exit code 3."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except ContentError as error:
        report(error.problems)
        sys.exit(CONTENT_PROBLEMS)
    except ContentAbort as error:
        report(error.problems)
        sys.exit(CONTENT_PROBLEMS)
    except MkDocsAbort as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(FAILURE)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except NotADirectoryError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    except Exception as error:  # the last wall: whatever went wrong, the reader of the message is no Python developer
        if os.environ.get("ROLLENATLAS_TRACEBACK"):
            raise
        click.echo(f"error: {type(error).__name__}: {error}", err=True)
        sys.exit(FAILURE)


if __name__ == "__main__":
    main()
