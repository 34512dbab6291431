"""Print the benchmark table: ``make bench``. Figures depend on the machine; only ratios of one run mean something."""

from __future__ import annotations

from tests.bench import build_bench, preview_bench, search_bench


def main() -> None:
    """Run all benchmarks."""
    width = 66
    print(f"{'building':{width}} {'figure':>10}  target")
    for what, figure, target in build_bench.rows():
        print(f"{what:{width}} {figure:>10}  {target}", flush=True)
    for what, figure, target in preview_bench.rows():
        print(f"{what:{width}} {figure:>10}  {target}", flush=True)
    print()
    search_bench.main()


if __name__ == "__main__":
    main()
