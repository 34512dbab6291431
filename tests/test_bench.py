"""The benchmarks: records of each size, projects of each generator, results stored in parts, and the report made from them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from tests.bench import content, peers, run
from tests.bench.__main__ import main
from tests.bench.measures import builds
from tests.bench.report import report
from tests.bench.results import load, merged, save
from tests.generate_atlas import Size, generate

FIGURES = {
    "cold": [3.0, 1.0, 2.0],
    "edit": [1.0],
    "memory": 250_000_000,
    "pages": 651,
    "bytes": 9_000_000,
    "version": "1.2",
}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> content.Content:
    """Return a small generated atlas."""
    folder = tmp_path_factory.mktemp("bench") / "content"
    generate(folder, Size(roles=2, skills=12, trainings=4, occupations=2))
    return content.made(folder)


def test_results_grow_in_parts(tmp_path: Path) -> None:
    """A run replaces only its own figures."""
    path = tmp_path / "results.json"
    assert load(path) == {"sizes": {}}
    first = merged(load(path), 650, "builds", "ours", FIGURES)
    save(merged(first, 650, "builds", "hugo", {"version": ""}), path)
    save(merged(load(path), 3400, "builds", "ours", FIGURES), path)
    again = merged(load(path), 650, "builds", "ours", {**FIGURES, "version": "1.3"})
    assert again["sizes"]["650"]["builds"] == {"ours": {**FIGURES, "version": "1.3"}, "hugo": {"version": ""}}
    assert again["sizes"]["3400"]["builds"] == {"ours": FIGURES}


def test_report_says_what_was_not_measured_not_installed_and_stopped() -> None:
    results = merged({"sizes": {}}, 650, "builds", "ours", FIGURES)
    results = merged(results, 650, "builds", "hugo", {**FIGURES, "cold": [4.0]})
    results = merged(results, 650, "builds", "zensical", {"version": ""})
    stopped = {"cold": [], "edit": [], "memory": 0, "version": "9", "stopped": "stopped after 30 minutes"}
    rows = report(merged(results, 650, "builds", "material", stopped)).splitlines()
    assert "| this program | 1.2 | 651 | 3 | 1.00 / 2.00 / 3.00 | 1.00 / 1.00 / 1.00 |  | 250 MB | 9 MB |" in rows
    assert "| Zensical | not installed |  |  |  |  |  |  |  |" in rows
    assert "| Hugo, equal navigation |  | not measured |  |  |  |  |  |  |" in rows
    assert next(row for row in rows if row.startswith("| plain Material")).count("stopped after 30 minutes") == 2
    assert "Cold build of this program as a multiple of Hugo, bare layout: 0.50." in rows
    assert {row.count("|") for row in rows if row.startswith("|")} == {10}


def test_unknown_choices_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for choice in ("--sizes=7", "--peers=jekyll", "--parts=lunch"):
        with pytest.raises(SystemExit):
            main([choice])
    assert "jekyll is none of ours, material" in capsys.readouterr().err


def test_a_run_ends_at_its_limit_and_tells_failures(tmp_path: Path) -> None:
    for code, limit, said in (("while True: pass", 0.2, "stopped after"), ("raise SystemExit(3)", 60, "failed")):
        with pytest.raises(run.StoppedError, match=said):
            run.run([[sys.executable, "-c", code]], tmp_path, limit)
    found = run.run([[sys.executable, "-c", "list(range(10**6))"]], tmp_path)
    assert found.seconds > 0
    assert found.memory > 1_000_000


def test_every_generator_gets_the_same_pages(records: content.Content, tmp_path: Path) -> None:
    """Each project has the same number of pages and edits the page of the same role; Hugo's configuration has the export's navigation."""
    exported = content.export(records, tmp_path / "exported")
    pages = sum(1 for path in exported for _ in (path / "docs").rglob("*.md"))
    for name, peer in peers.PEERS.items():
        folder = tmp_path / name
        folder.mkdir()
        project = peer.project(records, exported, folder)
        text = project.edited.read_text("utf-8")
        assert "zzmark" in project.edit(text, "zzmark")
        assert records.role in project.page
        if name != "ours":
            assert sum(1 for _ in folder.rglob("*.md")) == pages
    nav = yaml.safe_load((tmp_path / "hugo" / "hugo.json").read_text("utf-8"))["params"]["nav"]
    exported_pages = {path.parent.relative_to(exported[0] / "docs") for path in exported[0].rglob("*.md")}
    assert nav["de"][0]["page"] == ""
    assert {Path(entry["page"]) for entry in nav["de"]} < exported_pages


def test_builds_are_cold_then_edited_then_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cold build finds nothing of the last build, and each edit shows in the site and to a reader; the generator here has three lines."""
    page, site = tmp_path / "page.md", tmp_path / "site"
    page.write_text("Text", "utf-8")
    program = tmp_path / "program.py"
    program.write_text(
        "import sys; from pathlib import Path; page, site = map(Path, sys.argv[1:]); site.mkdir(exist_ok=True)\n"
        "(site / 'runs').open('a').write('x'); (site / 'index.html').write_text(page.read_text())\n",
        "utf-8",
    )
    server = (sys.executable, "-m", "http.server", "{port}", "--bind", "127.0.0.1", "--directory", str(tmp_path))
    command = (sys.executable, str(program), str(page), str(site))
    project = peers.Project((command,), (site,), (), page, content.at_end, server, "/page.md")
    monkeypatch.setattr("tests.bench.measures.PAUSE", 0)
    (name, figures), *others = builds(650, {"ours": project}, 2, 60)
    assert (name, others, figures["pages"]) == ("ours", [], 1)
    assert [len(figures[part]) for part in ("cold", "edit", "served")] == [2, 2, 2]
    assert (site / "runs").read_text("utf-8") == "xx"
    assert "zzmark" in (site / "index.html").read_text("utf-8")
