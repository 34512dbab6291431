"""The command line: ``rollenatlas`` or ``python -m generator``.

Exit codes: 0 clean, 1 problems in the content, 2 wrong usage, 3 everything else (disk, rights, a bug).
"""

from __future__ import annotations

import datetime
import os
import sys
from importlib import import_module

import click

from generator import __version__
from generator.cli.console import CONTENT_PROBLEMS, FAILURE, BuildAbortError, print_problems
from generator.problems import ContentError

VERBS = {
    "init": "starting:init",
    "check": "authoring:check_command",
    "build": "building:build",
    "bundle": "building:bundle",
    "handbook": "building:handbook",
    "export": "exporting:export_command",
    "serve": "serving:serve",
    "release": "releasing:release",
    "changes": "releasing:changes_command",
    "languages": "languages:languages_command",
    "overlays": "overlaying:overlays_command",
    "report": "authoring:report",
    "schema": "schemas:schema",
    "spell": "authoring:spell",
    "translations": "authoring:translations",
    "new": "workbench:new",
    "rename": "workbench:rename",
    "merge": "workbench:merge",
    "split": "workbench:split",
    "retire": "workbench:retire",
    "remove": "workbench:remove",
    "prune": "workbench:prune",
    "import": "importing:import_group",
    "links": "links:links",
}
"""Module and command of each verb. A module is imported only when its verb is used, so that ``check`` does not load the builder."""


class _Verbs(click.Group):
    """A group of the commands in ``VERBS``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all verbs in the order of ``VERBS``."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import and return the command of a verb; ``None`` if there is no such verb."""
        if name not in VERBS:
            return None
        module, _, command = VERBS[name].partition(":")
        found = getattr(import_module(f"generator.cli.{module}"), command)
        return found if isinstance(found, click.Command) else None


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Turn YAML records of roles, skills and trainings into a multilingual site."""


def main(today: datetime.date | None = None) -> None:
    """Run the command line as of a day, by default today.

    A failure that is not a problem of the content ends with one line and exit code 3.
    """
    try:
        cli(standalone_mode=False, obj=today or datetime.date.today())
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except ContentError as error:
        print_problems(error.problems)
        if error.later:
            click.echo(error.later, err=True)
        sys.exit(CONTENT_PROBLEMS)
    except BuildAbortError as error:
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
    except Exception as error:  # no traceback by default, since the users of this command are not Python developers
        if os.environ.get("ROLLENATLAS_TRACEBACK"):
            raise
        click.echo(f"error: {type(error).__name__}: {error}", err=True)
        sys.exit(FAILURE)


if __name__ == "__main__":
    main()
