"""Run MkDocs in this process for a whole edition, as the commands ``build`` and ``bundle`` do."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build

from generator.publish.editions import Order
from generator.publish.plugin import AtlasPlugin
from generator.publish.settings import load_settings


def build_edition(config_file: Path, out: Path, order: Order) -> Mapping[str, int]:
    """Build an edition into a folder, which is replaced in one step when everything succeeded.

    Returns the number of pages in each language. Raises ``mkdocs.exceptions.Abort`` (``ContentAbort`` for problems of the
    content) and leaves the folder as it was.
    """
    with _messages():
        config = load_settings(config_file, site_dir=str(out.absolute()), strict=True)
        ours = [plugin for plugin in config.plugins.values() if isinstance(plugin, AtlasPlugin)]
        for plugin in ours:
            plugin.order = order
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    return {language: pages for plugin in ours for language, pages in plugin.pages.items()}


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
