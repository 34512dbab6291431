"""Apply the fixes of ``check --fix``, before the check."""

from __future__ import annotations

from pathlib import Path

import click

from generator.load import no_folder
from generator.problems import counted
from generator.workbench.fixed import fixed_lines
from generator.workbench.fixes import fix_all
from generator.workbench.journal import ChangedMeanwhileError, commit

_ROUNDS = 3
"""Rounds of fixing: some faults can be read, and so fixed, only after those of the round before."""


def mend(content: Path) -> None:
    """Apply all fixes that are certain to be right, and print each of them; the check that follows reports the rest.

    Raises ``NotADirectoryError`` if there is no content folder, ``click.UsageError`` if a file was changed in the meantime.
    """
    if not content.is_dir():
        raise NotADirectoryError(no_folder(content))
    lines: list[str] = []
    names: set[str] = set()
    for _ in range(_ROUNDS):
        workspace = fix_all(content)
        if not workspace.changes:
            break
        try:
            commit(content, workspace.changes)
        except ChangedMeanwhileError as error:
            raise click.UsageError(str(error)) from error
        lines += fixed_lines(workspace)
        names |= {change.name for change in workspace.changes}
    for line in lines:
        click.echo(line, err=True)
    click.echo(_summary(len(lines), len(names)), err=True)


def _summary(lines: int, files: int) -> str:
    if not lines:
        return "nothing to fix by itself; what is left to you:"
    return f"{counted(lines, 'place')} in {counted(files, 'file')} fixed; what is left to you:"
