"""Run MkDocs in this process for a whole edition, as the commands ``build`` and ``bundle`` do."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build

from generator.publish.editions import Order
from generator.publish.links import place_of_link
from generator.publish.plugin import AtlasPlugin
from generator.publish.settings import load_settings

_FORM = "%(levelname)s: %(message)s"


def build_edition(config_file: Path, out: Path, order: Order) -> Mapping[str, int]:
    """Build an edition into the folder ``out``, which is replaced in one step if everything succeeds.

    Returns the number of pages in each language. Raises ``mkdocs.exceptions.Abort`` (``ContentAbort`` for problems of the
    content); the folder then stays as it was.
    """
    with _messages() as handler:
        config = load_settings(config_file, site_dir=str(out.absolute()), strict=True)
        handler.setFormatter(LocatedMessages(Path(config.docs_dir)))
        ours = [plugin for plugin in config.plugins.values() if isinstance(plugin, AtlasPlugin)]
        for plugin in ours:
            plugin.order = order
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    return {language: pages for plugin in ours for language, pages in plugin.pages.items()}


class LocatedMessages(logging.Formatter):
    """Formatter of MkDocs' messages. It adds the place of a link that a message names, if one of the project's pages contains it."""

    def __init__(self, docs: Path) -> None:
        super().__init__(_FORM)
        self._docs = docs

    def format(self, record: logging.LogRecord) -> str:
        """Return a message, preceded by the place that it is about."""
        text = super().format(record)
        named = re.search(
            r"Doc file '([^']+)' contains (?:a|an absolute|an unrecognized relative) link '([^']+)'", text
        )
        place = place_of_link(self._docs / named[1], named[2]) if named else None
        return f"{place}: {text}" if place else text


@contextmanager
def _messages() -> Iterator[logging.Handler]:
    """Print MkDocs' warnings and errors, which MkDocs itself only logs."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter(_FORM))
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
