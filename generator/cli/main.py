"""The command line: ``rollenatlas`` or ``python -m generator``.

Exit codes: 0 clean, 1 problems in the content, 2 wrong usage, 3 everything else (disk, rights, a bug).
"""

from __future__ import annotations

import datetime
import os
import sys

import click
from mkdocs.exceptions import Abort as MkDocsAbort

from generator import __version__
from generator.cli import authoring, building, releasing
from generator.cli.console import CONTENT_PROBLEMS, FAILURE, print_problems
from generator.problems import ContentError
from generator.publish.plugin import ContentAbort

VERBS = (
    authoring.check_command,
    building.build,
    building.bundle,
    building.handbook,
    building.export_command,
    building.serve,
    releasing.release,
    releasing.changes_command,
    authoring.report,
    authoring.spell,
    authoring.translations,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Turn YAML records of roles, skills and trainings into a multilingual site."""


for verb in VERBS:
    cli.add_command(verb)


def main(today: datetime.date | None = None) -> None:
    """Run the command line as of a day, by default the reader's own.

    A failure outside the content ends with one line and exit code 3.
    """
    try:
        cli(standalone_mode=False, obj=today or datetime.date.today())
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except (ContentError, ContentAbort) as error:
        print_problems(error.problems)
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
