"""The text of ``BENCHMARKS.md``, made from the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from tests.bench.peers import PEERS

_HEAD = """\
# Benchmarks

`make bench` (`python -m tests.bench`) writes this file; do not edit it. All generators build the same pages in both languages: this program
from the records, the others from the output of `rollenatlas export`. Times are in seconds: minimum / median / maximum of the number of
runs in the column "runs". Compare them only with times of the same machine. Cold builds and checks start without caches or earlier
output. Memory is the sum over all processes. "Edit, built" is a second build after a change to one record or page. "Edit, served" is the
time from saving such a change until the live preview shows the page. At 34,000 pages the other generators run once. A run stops after
30 minutes.
"""
_COLUMNS = ("generator", "version", "pages", "runs", "cold", "edit, built", "edit, served", "memory", "size")


def report(results: dict[str, Any]) -> str:
    """Return the whole page."""
    return "\n".join(_lines(results)) + "\n"


def _lines(results: dict[str, Any]) -> Iterator[str]:
    yield _HEAD
    if machine := results.get("machine"):
        yield "; ".join(f"{name}: {value}" for name, value in machine.items()) + "."
        yield ""
    for size in sorted(map(int, results["sizes"])):
        found = results["sizes"][str(size)]
        yield f"## About {size:,} pages"
        yield ""
        if content := found.get("ours", {}).get("content"):
            yield f"{content['what']}, measured on {content['day']}."
            yield ""
        builds = found.get("builds", {})
        yield from _builds(builds)
        yield from _ours(found.get("ours", {}), builds.get("ours", {}).get("ready"))


def _builds(builds: dict[str, Any]) -> Iterator[str]:
    yield from _head(_COLUMNS)
    for name, peer in PEERS.items():
        yield _row(peer.title, *_figures(builds.get(name)))
    yield ""
    cold = {name: median(figures["cold"]) for name, figures in builds.items() if figures.get("cold")}
    others = [(PEERS[name].title, cold["ours"] / cold[name]) for name in cold if name != "ours" and "ours" in cold]
    if others:
        yield (
            "Cold build of this program as a multiple of "
            + "; ".join(f"{title}: {share:.2f}" for title, share in others)
            + "."
        )
        yield ""


def _figures(figures: dict[str, Any] | None) -> tuple[str, ...]:
    if figures is None:
        return ("", "not measured", *[""] * 6)
    if not figures.get("version"):
        return ("not installed", *[""] * 7)
    stopped = figures.get("stopped", "")
    return (
        figures["version"],
        f"{figures['pages']:,}" if "pages" in figures else "",
        str(len(figures["cold"])),
        _spread(figures["cold"]) or stopped,
        _spread(figures["edit"]) or stopped,
        _spread(figures.get("served", ())) or figures.get("served_stopped", ""),
        f"{figures['memory'] / 1e6:,.0f} MB" if figures["memory"] else "",
        f"{figures['bytes'] / 1e6:,.0f} MB" if "bytes" in figures else "",
    )


def _ours(ours: dict[str, Any], ready: float | None) -> Iterator[str]:
    rows = [("preview, start to first page, seconds", f"{ready:.2f}")] if ready else []
    if check := ours.get("check"):
        rows += [
            ("load and check, seconds", _spread(check["check"])),
            ("memory of the check", f"{check['check_memory'] / 1e6:,.0f} MB"),
        ]
    if search := ours.get("search"):
        rows += [
            ("search index of a language, gzip", f"{search['index'] / 1e3:,.0f} kB"),
            ("loaded before the first hit, maximum", f"{search['before_first'] / 1e3:,.0f} kB"),
            ("first hit, processor four times slower, seconds", _spread(search["first"])),
        ]
    if rows:
        yield from _head(("more about this program", "figure"))
        yield from (_row(*row) for row in rows)
        yield ""


def _spread(values: Sequence[float]) -> str:
    return " / ".join(f"{value:.2f}" for value in (min(values), median(values), max(values))) if values else ""


def _head(columns: Sequence[str]) -> Iterator[str]:
    yield _row(*columns)
    yield _row(*["---"] * len(columns))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
