"""The verb ``links``: open the addresses in the records and write to ``links.yml`` which of them open."""

from __future__ import annotations

import datetime
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from generator import __version__
from generator.catalog import Catalog
from generator.cli.console import FAILURE, content_option, pass_today
from generator.derive.addresses import address_uses, opened
from generator.kinds.link import Link, LinkState
from generator.load import shown_path
from generator.pipeline import load_linked
from generator.problems import shown
from generator.workbench.links.book import write_links
from generator.workbench.links.checking import Checker, Result, as_link, check_all
from generator.workbench.links.opening import Client
from generator.workbench.links.pace import Hosts

_KEPT_AFTER = 50
"""Number of results after which the file is written again, so that little is lost if the run is stopped."""


@click.command()
@content_option
@click.option(
    "--max-age", default=6, show_default=True, help="Days for which an address that opened is not opened again."
)
@click.option("--workers", default=8, show_default=True, help="Servers to ask at the same time.")
@click.option("--pause", default=1.0, show_default=True, help="Seconds between two requests to one server.")
@click.option("--timeout", default=20.0, show_default=True, help="Seconds to wait for an answer.")
@click.option(
    "--backoff", default=2.0, show_default=True, help="Seconds before the second try; four times that before the third."
)
@pass_today
def links(
    today: datetime.date, *, content: Path, max_age: int, workers: int, pause: float, timeout: float, backoff: float
) -> None:
    """Open all addresses of the records and write to links.yml which of them open; 'check' then names the dead ones."""
    catalog = load_linked(content)
    wanted, known = address_uses(catalog), opened(catalog)
    kept = {url: link for url, link in known.items() if url in wanted}
    fresh = {url for url, link in kept.items() if _is_fresh(link, today, max_age)}
    due = [url for url in wanted if url not in fresh]
    checker = Checker(Hosts(Client(_agent(catalog), timeout), pause), (backoff, 4 * backoff))

    def keep(results: dict[str, Result]) -> None:
        write_links(content, {**kept, **_entries(results, today, known)}.values())

    results = _open(due, checker, workers, keep)
    if results and all(result.state is LinkState.FAILING and not result.status for result in results.values()):
        click.echo(
            f"error: none of {len(results)} addresses could be opened; is there a network? Nothing is written", err=True
        )
        sys.exit(FAILURE)
    found = {**kept, **_entries(results, today, known)}
    path = write_links(content, found.values())
    for url, result in sorted(results.items()):
        if result.state in (LinkState.DEAD, LinkState.FAILING):
            place = wanted[url][0].place
            click.echo(f"{place}: {result.state}: {shown(url)} ({result.note or result.status})", err=True)
    counts = Counter(str(link.state) for link in found.values())
    told = ", ".join(f"{counts[state]} {state}" for state in LinkState if counts[state])
    click.echo(f"{shown_path(path)}: {len(results)} opened, {len(fresh)} opened lately; {told or 'no addresses'}")


def _is_fresh(link: Link, today: datetime.date, max_age: int) -> bool:
    good = link.state in (LinkState.OK, LinkState.MOVED)
    return good and datetime.timedelta(0) <= today - link.day < datetime.timedelta(days=max_age)


def _agent(catalog: Catalog) -> str:
    contact = catalog.site.repository.url or catalog.site.base_url
    return f"rollenatlas-links/{__version__}" + (f" (+{contact})" if contact else "")


def _entries(results: Mapping[str, Result], day: datetime.date, known: Mapping[str, Link]) -> dict[str, Link]:
    return {url: as_link(url, result, day, known.get(url)) for url, result in results.items()}


def _open(
    due: list[str], checker: Checker, workers: int, keep: Callable[[dict[str, Result]], None]
) -> dict[str, Result]:
    """Open addresses behind a progress bar and return the results by address; ``keep`` is called after every ``_KEPT_AFTER`` results."""
    results: dict[str, Result] = {}
    lock = threading.Lock()
    with click.progressbar(length=len(due), label="links", file=sys.stderr) as bar:

        def done(url: str, result: Result) -> None:
            with lock:
                results[url] = result
                bar.update(1)
                if len(results) % _KEPT_AFTER == 0 and any(one.status is not None for one in results.values()):
                    keep(dict(results))

        for _ in check_all(due, checker, workers, done):
            pass
    return results
