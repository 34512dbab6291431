"""What ``check --fix`` does before it checks."""

from __future__ import annotations

from pathlib import Path

import click

from generator.workbench.fixes import fix_all, fixed_lines
from generator.workbench.journal import ChangedMeanwhileError, commit

_ROUNDS = 3
"""What can be read only after a first fix is fixed in the next round."""


def mend(content: Path) -> None:
    """Fix what is surely right and say where."""
    if not content.is_dir():
        raise NotADirectoryError(f"{content} is no folder")
    for _ in range(_ROUNDS):
        workspace = fix_all(content)
        if not workspace.changes:
            return
        try:
            commit(content, workspace.changes)
        except ChangedMeanwhileError as error:
            raise click.UsageError(str(error)) from error
        for line in fixed_lines(workspace):
            click.echo(line, err=True)
