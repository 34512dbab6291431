"""Verbs that build editions of the content: ``build``, ``bundle`` and ``handbook``."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from mkdocs.exceptions import Abort as MkDocsAbort

from generator.cli.console import PATH_TYPE, BuildAbortError, config_option, content_option, print_problems
from generator.derive.facts import Facts
from generator.derive.portions import MOST_UNDIVIDED, divided
from generator.pipeline import check_rules, load_linked
from generator.problems import ContentError, Severity, counted
from generator.publish.bundle import top_folder, write_bundle
from generator.publish.clock import build_moment, day_of
from generator.publish.editions import Edition, Order, Shard
from generator.publish.handbook import write_handbooks
from generator.publish.join import join_parts
from generator.publish.plugin import ContentAbort, FolderAbort
from generator.publish.run import build_edition
from generator.publish.swap import ForeignFolderError
from generator.render.pages import Renderer
from generator.render.strings import load_every_language, marked_strings
from generator.resources import templates_folder
from generator.routes import plan_routes
from generator.rules.bounds import quality_is_within_bounds
from generator.rules.names import long_names
from generator.rules.publisher import publisher_is_complete, texts_are_translated
from generator.starter.example import example_problems


@click.command()
@content_option
@config_option
@click.option(
    "--out", type=PATH_TYPE, default=Path("site"), show_default=True, help="Folder to replace with the built site."
)
@click.option(
    "--publish",
    is_flag=True,
    help="Build for the public: refuse a missing base_url or publisher, and make the PDFs too.",
)
@click.option("--handbook", is_flag=True, help="Make the PDFs of the handbook too.")
@click.option("--anew", is_flag=True, help="Make every page anew, even if the folder has it already.")
@click.option("--language", default="", metavar="ID", help="Build a part of the site: the pages in one language.")
@click.option("--shard", default="", metavar="I/N", help="Build a part of the site: the pages of shard I of N.")
@click.option(
    "--join", is_flag=True, help="Put together the parts in the named folders: the same bytes as a single build."
)
@click.argument("parts", metavar="[DIR]...", nargs=-1, type=PATH_TYPE)
def build(
    content: Path,
    config: Path,
    out: Path,
    parts: tuple[Path, ...],
    *,
    language: str,
    shard: str,
    publish: bool,
    handbook: bool,
    join: bool,
    anew: bool,
) -> None:
    """Build the web edition in all languages.

    With --language or --shard, build a part of it, so that machines can share the work; --join DIR... puts the parts together.
    """
    if join != bool(parts):
        raise click.UsageError("--join with the folders of all parts, or neither")
    if join and (publish or handbook or language or shard):
        raise click.UsageError("--join alone: what is built, the parts say")
    if publish:
        _refuse_unfinished(content)
    if join:
        with aborts():
            click.echo(f"{_counted(join_parts(config, content.absolute(), parts, out))} in {out}")
        return
    order = Order(
        content=content.absolute(), handbook=publish or handbook, language=language, shard=_shard(shard), keep=not anew
    )
    click.echo(f"{_build(config, out, order)} in {out}")


def _shard(text: str) -> Shard | None:
    """Return the shard that a text such as ``2/3`` names; ``None`` for an empty text. Raises ``click.BadParameter``."""
    if not text:
        return None
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise click.BadParameter("one of a number of shards, such as 2/3", param_hint="--shard")
    return Shard(int(number), int(count))


def _refuse_unfinished(content: Path) -> None:
    """Raise ``ContentError`` if the content lacks something that a public site must have."""
    catalog = load_linked(content)
    facts = Facts(catalog, day_of(build_moment(content.absolute().parent, catalog)))
    marked = marked_strings((templates_folder(), content), catalog.site.languages)
    unfinished = (
        *publisher_is_complete(catalog),
        *texts_are_translated(facts),
        *quality_is_within_bounds(facts),
        *(replace(one, severity=Severity.ERROR) for one in (*marked, *example_problems(content))),
    )
    if unfinished:
        raise ContentError(unfinished)


@click.command()
@content_option
@config_option
@click.option(
    "--out", type=PATH_TYPE, help="Zip file to write.  [default: dist/ with the atlas's short name, then -offline.zip]"
)
def bundle(content: Path, config: Path, out: Path | None) -> None:
    """Build the offline edition as one zip that runs from a folder or a USB stick."""
    facts = as_built(content, config.absolute().parent)
    out = out or Path("dist") / f"{facts.catalog.site.short_name}-offline.zip"
    if out.exists() and not zipfile.is_zipfile(out):
        raise click.UsageError(f"{out} is in the way: it is no zip; name another file with --out")
    if problems := tuple(long_names(facts, top_folder(out))):
        raise ContentError(problems)
    moment = build_moment(config.absolute().parent, facts.catalog)
    with tempfile.TemporaryDirectory(prefix="rollenatlas-") as temporary:
        folder = Path(temporary) / "edition"
        pages = _build(config, folder, Order(Edition.OFFLINE, content.absolute(), handbook=True))
        strings = load_every_language((templates_folder(), content), facts.catalog.site.languages)
        digest = write_bundle(folder, out, facts, templates_folder(), strings=strings, moment=moment)
    click.echo(f"{pages} in {out}, {out.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


@click.command()
@content_option
@click.option(
    "--out", type=PATH_TYPE, default=Path("dist/handbook"), show_default=True, help="Folder to write the PDFs into."
)
def handbook(content: Path, out: Path) -> None:
    """Make PDFs of the handbook of each language and of the profile of each role."""
    dated = as_built(content, content.absolute().parent)
    if divided(dated.catalog):
        raise click.ClickException(
            f"PDFs are made of up to {MOST_UNDIVIDED:,} records; read them on the site or in its data files"
        )
    language = dated.catalog.languages[0]
    files, problems = write_handbooks(out, Renderer(dated, plan_routes(dated), templates_folder(), language, content))
    print_problems(problems)
    click.echo(f"{counted(files, 'file')} in {out}")


def _build(config: Path, out: Path, order: Order) -> str:
    """Build an edition and return a text with the number of its pages."""
    with aborts():
        return _counted(build_edition(config, out, order))


def _counted(pages: Mapping[str, int]) -> str:
    parts = ", ".join(f"{language} {count}" for language, count in pages.items())
    return f"{counted(sum(pages.values()), 'page')} ({parts})"


@contextmanager
def aborts() -> Iterator[None]:
    """Turn exceptions of MkDocs, and of folders that can't be replaced, into those of the command line."""
    try:
        yield
    except ContentAbort as error:
        raise ContentError(error.problems) from error
    except (FolderAbort, ForeignFolderError) as error:
        raise click.UsageError(str(error)) from error
    except MkDocsAbort as error:
        told = str(error).replace("with 1 warnings", "with 1 warning")  # MkDocs always uses the plural
        raise BuildAbortError(told) from error


def as_built(content: Path, folder: Path) -> Facts:
    """Load and check the content as of the day of a build of ``folder``, not as of today. Raises ``ContentError`` for errors."""
    catalog = load_linked(content)
    facts = Facts(catalog, day_of(build_moment(folder, catalog)))
    check_rules(facts)
    return facts
