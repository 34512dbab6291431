"""The verb ``serve``: a live preview of all languages."""

from __future__ import annotations

import datetime
import logging
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli.console import config_option, content_option, pass_today
from generator.load import shown_path
from generator.preview.live import LivePreview, Situation
from generator.preview.server import PreviewServer, host_and_port
from generator.preview.watch import Watch
from generator.problems import count_line, shown

_SHOWN_FILES = 5


@click.command()
@content_option
@config_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Address to listen on.")
@pass_today
def serve(today: datetime.date, content: Path, config: Path, address: str) -> None:
    """Preview all languages; saved changes show within a second, and problems show in the browser."""
    try:
        host, port = host_and_port(address)
    except ValueError as error:
        raise click.BadParameter(
            f"found {shown(address)}; expected an address such as 127.0.0.1:8000, its port at most 65535",
            param_hint="--address",
        ) from error
    for path, is_there in ((content, content.is_dir()), (config, config.is_file())):
        if not is_there:
            raise click.UsageError(f"there is no {path}")
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())  # the preview reports problems itself
    preview = LivePreview(config, content, today)
    try:
        server = PreviewServer((host, port), preview)
    except OSError as error:
        raise click.UsageError(f"{address}: {error.strerror}; name another with --address") from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"Preview at http://{host}:{server.server_port}/ (stop it with Ctrl+C)")
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # so that temporary files are removed when the process is terminated
    try:
        _follow(preview)
    except KeyboardInterrupt:
        click.echo("")
    finally:
        server.ending = True
        server.shutdown()
        server.server_close()
        preview.close()


def _follow(preview: LivePreview) -> None:
    """Refresh the preview after each change and print its state, until the program is stopped."""
    watch = Watch(preview.watched)
    threading.Thread(target=_tell_all, args=(preview,), daemon=True).start()
    preview.refresh(has_news=watch.has_news)
    preview.prepare()
    whole = False
    try:
        while True:
            changed = watch.changed()
            if changed:
                click.echo(f"changed: {_named(changed)}")
                preview.refresh(changed, watch.has_news)
                preview.prepare()
                whole = False
            elif not whole:
                whole = preview.look_at_all(watch.has_news)
    finally:
        watch.stop()


def _named(files: Sequence[Path]) -> str:
    names = [shown_path(path) for path in files[:_SHOWN_FILES]]
    return ", ".join(names) + (f" and {len(files) - _SHOWN_FILES} more" if len(files) > _SHOWN_FILES else "")


def _tell_all(preview: LivePreview) -> None:
    """Print the state of the preview, again after each change of pages or problems; this runs for ever, in a thread of its own."""
    told = Situation(0, "")
    situation = preview.wait(told.number, 60.0)
    while True:
        if situation.whole and (situation.edition, situation.problems) != (told.edition, told.problems):
            for problem in situation.problems:
                click.echo(str(problem), err=True)
            click.echo(f"{count_line(situation.problems)}: {_state(situation)}")
            told = situation
        situation = preview.wait(situation.number, 60.0)


def _state(situation: Situation) -> str:
    if not situation.edition:
        return "no page can be shown yet"
    return "the last good pages stay" if situation.stays else "the pages are up to date"
