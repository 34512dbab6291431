"""Run MkDocs in this process for a whole edition, as the commands ``build`` and ``bundle`` do."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.base import load_config

from generator.publish.editions import CONTENT, HANDBOOK, Edition, edition_environment


def build_edition(
    config_file: Path, out: Path, edition: Edition, content: Path | None = None, *, handbook: bool = False
) -> None:
    """Build an edition into a folder, which is replaced in one step when everything succeeded.

    Raises ``mkdocs.exceptions.Abort`` (``ContentAbort`` for problems of the content) and leaves the folder as it was.
    """
    settings = {**edition_environment(edition), HANDBOOK: "true" if handbook else "false"}
    if content is not None:
        settings[CONTENT] = str(content.absolute())
    with _environment(settings), _messages():
        config = load_config(str(config_file.absolute()), site_dir=str(out.absolute()), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Set environment variables for a while: mkdocs.yml and the child processes read them."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _messages() -> Iterator[None]:
    """Show MkDocs' warnings and errors, which it only logs."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
