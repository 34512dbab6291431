"""Measure and write BENCHMARKS.md (``make bench``). Figures depend on the machine; compare only figures of one run.

    python -m tests.bench --sizes 650,3400 --peers ours,hugo --parts builds,check,search --rounds 3 --esco DIR

Each run adds its figures to ``tests/bench/results.json`` and writes BENCHMARKS.md from all of them, so that sizes and generators can be
measured one after the other. ``--parts report`` only writes BENCHMARKS.md again. ``preview`` and ``recall`` print figures of the preview
of the shipped content, and of the search among ESCO's ICT occupations and skills.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.bench import content, measures, preview_bench, search_bench
from tests.bench.content import GENERATED, ROOT
from tests.bench.peers import PEERS, Project
from tests.bench.report import report
from tests.bench.results import Results, load, machine, merged, save
from tests.bench.run import LIMIT, run

PARTS = ("builds", "check", "search", "preview", "recall", "report")
BENCHMARKS = ROOT / "BENCHMARKS.md"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the parts that the arguments name and write BENCHMARKS.md."""
    options = _options(arguments)
    results = load()
    if set(options.parts) & {"builds", "check", "search"}:
        results = {**results, "machine": machine()}
        # One folder for all sizes: removing files between runs would slow down the next run (``Project.clear``).
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            for size in options.sizes:
                results = _measured(results, size, options, Path(folder) / str(size))
    BENCHMARKS.write_text(report(results), "utf-8")
    if "preview" in options.parts:
        for row in preview_bench.rows():
            print(*row, sep="\t", flush=True)
    if "recall" in options.parts:
        search_bench.main()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--sizes", default="650,3400,34000", help="numbers of pages")
    parser.add_argument("--peers", default=",".join(PEERS), help="generators")
    parser.add_argument("--parts", default="builds,check,search,report", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds after which a run is stopped")
    parser.add_argument("--esco", type=Path, help="folder of an official CSV download; else a generated atlas")
    options = parser.parse_args(arguments)
    options.sizes = [int(size) for size in options.sizes.split(",")]
    for name, known in (("sizes", GENERATED), ("peers", PEERS), ("parts", PARTS)):
        chosen = getattr(options, name)
        setattr(options, name, chosen := chosen.split(",") if isinstance(chosen, str) else chosen)
        if unknown := [str(one) for one in chosen if one not in known]:
            parser.error(f"--{name}: {', '.join(unknown)} is none of {', '.join(map(str, known))}")
    return options


def _measured(results: Results, size: int, options: argparse.Namespace, folder: Path) -> Results:
    """Measure one size in a new folder; save each figure as soon as it is known."""

    def keep(part: str, name: str, figures: Results) -> None:
        nonlocal results
        results = merged(results, size, part, name, figures)
        save(results)
        print(size, name, figures, flush=True)

    folder.mkdir()
    records = content.make(size, folder / "content", options.esco)
    what = "ESCO" if options.esco else "A generated atlas"
    keep("ours", "content", {"what": what, "day": date.today().isoformat()})
    if "check" in options.parts:
        keep("ours", "check", measures.checks(records, options.rounds))
    chosen = options.peers if "builds" in options.parts else ["ours"]
    installed = [peer for peer in chosen if PEERS[peer].version()]
    for peer in set(chosen) - set(installed):
        keep("builds", peer, {"version": ""})
    exported = content.export(records, folder / "exported")
    projects: dict[str, Project] = {}
    for peer in installed:
        (folder / peer).mkdir()
        projects[peer] = PEERS[peer].project(records, exported, folder / peer)
    if "builds" in options.parts:
        for peer, figures in measures.builds(size, projects, options.rounds, options.limit):
            keep("builds", peer, figures)
    if "search" in options.parts and "ours" in projects:
        site = projects["ours"].sites[0]
        if not site.is_dir():
            run(projects["ours"].commands, ROOT)
        keep("ours", "search", measures.searches(site, records.queries))
    return results


if __name__ == "__main__":
    main()
