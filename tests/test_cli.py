"""The command line: exit codes, the line with the counts, and the formats of problems."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import authoring
from tests.atlas import FIXTURE, Atlas
from tests.conftest import Ended

ROOT = Path(__file__).parent.parent


def test_clean_content(run: Callable[..., Ended]) -> None:
    ended = run("check", "--content", FIXTURE)
    assert (ended.code, ended.out, ended.err) == (0, "51 records, 0 errors, 0 warnings\n", "")


def test_warnings_are_shown_and_let_pass(run: Callable[..., Ended], atlas: Atlas) -> None:
    atlas.replace("occupations/baker.yml", "2025-06-01", "2024-01-01")
    ended = run("check", "--content", atlas.root)
    assert (ended.code, ended.out) == (0, "51 records, 0 errors, 1 warning\n")
    assert ended.err == (
        f"{atlas.root}/occupations/baker.yml:7:11: warning[review-overdue]: found the last review of 2024-01-01; "
        "expected one due by 2025-01-01; read the record again and set the date\n"
    )


def test_strict_lets_no_warning_pass(run: Callable[..., Ended], atlas: Atlas) -> None:
    assert run("check", "--strict", "--content", FIXTURE).code == 0
    atlas.replace("occupations/baker.yml", "2025-06-01", "2024-01-01")
    assert run("check", "--strict", "--content", atlas.root).code == 1


def test_a_bound_of_quality_that_is_exceeded(run: Callable[..., Ended], atlas: Atlas) -> None:
    atlas.replace("site.yml", "  mappings_not_determined: 1", "  mappings_not_determined: 0")
    ended = run("check", "--content", atlas.root)
    assert ended.code == 1
    assert f"{atlas.root}/site.yml:36:28: error[bound-exceeded]: found mappings not determined: 1" in ended.err


def test_errors(run: Callable[..., Ended], atlas: Atlas) -> None:
    atlas.replace("occupations/baker.yml", "levels: {night-watch: tried}", "levels: {night-watsch: tried}")
    ended = run("check", "--content", atlas.root)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines()[0].startswith(
        f'{atlas.root}/occupations/baker.yml:5:10: error[unknown-skill]: found "night-watsch"; expected one of '
    )
    later, count = ended.err.splitlines()[1:]
    assert later.startswith("more may follow: ")
    assert count == "1 error, 0 warnings"


def test_paths_are_shown_from_the_current_folder(
    run: Callable[..., Ended], atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas.write("cook.txt", "x")
    monkeypatch.chdir(atlas.root.parent)
    assert run("check", "--content", "atlas").err.startswith("atlas/cook.txt:1:1: error[unknown-file]: ")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["check", "--content", "no/such/folder"], id="no-such-folder"),
        pytest.param(["check", "--content", str(FIXTURE / "site.yml")], id="file-for-folder"),
        pytest.param(["check", "--contents", "x"], id="unknown-option"),
        pytest.param(["check", "--format", "xml"], id="unknown-format"),
        pytest.param(["check", "surplus"], id="surplus-argument"),
        pytest.param(["chekc"], id="unknown-verb"),
        pytest.param([], id="no-verb"),
    ],
)
def test_wrong_usage(arguments: list[str], run: Callable[..., Ended]) -> None:
    ended = run(*arguments)
    assert ended.code == 2
    assert ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["check", "--help"], ["--version"]])
def test_help(arguments: list[str], run: Callable[..., Ended]) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(OSError(28, "No space left on device"), id="disk-full"),
        pytest.param(PermissionError(13, "Permission denied"), id="rights"),
        pytest.param(RuntimeError("a bug"), id="bug"),
        pytest.param(KeyError("a bug"), id="key"),
        pytest.param(RecursionError("too deep"), id="recursion"),
        pytest.param(MemoryError(), id="memory"),
    ],
)
def test_everything_else_is_3(error: Exception, run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(authoring, "load_linked", fail)
    monkeypatch.delenv("ROLLENATLAS_TRACEBACK", raising=False)
    ended = run("check", "--content", FIXTURE)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1


def test_developers_may_see_the_traceback(run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(authoring, "load_linked", fail)
    monkeypatch.setenv("ROLLENATLAS_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="a bug"):
        run("check", "--content", FIXTURE)


def test_json(run: Callable[..., Ended], atlas: Atlas) -> None:
    atlas.replace("occupations/baker.yml", "{night-watch: tried}", "{night-watch: tryed}")
    ended = run("check", "--content", atlas.root, "--format", "json")
    assert (ended.code, ended.err) == (1, "")
    (problem,) = json.loads(ended.out)
    assert {key: problem[key] for key in ("line", "column", "severity", "code", "hint")} == {
        "line": 5,
        "column": 23,
        "severity": "error",
        "code": "unknown-level",
        "hint": 'did you mean "tried"?',
    }
    assert json.loads(run("check", "--content", FIXTURE, "--format", "json").out) == []


def test_github(run: Callable[..., Ended], atlas: Atlas) -> None:
    atlas.replace("occupations/baker.yml", "{night-watch: tried}", "{night-watch: tryed}")
    ended = run("check", "--content", atlas.root, "--format", "github")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith(f"::error file={atlas.root}/occupations/baker.yml,line=5,col=23,title=unknown-level::")
    assert run("check", "--content", FIXTURE, "--format", "github").out == ""


def test_sarif(run: Callable[..., Ended], atlas: Atlas) -> None:
    atlas.replace("occupations/baker.yml", "{de: Bäcker/in, en: Baker}", "{de: Bäcker/in}")
    ended = run("check", "--content", atlas.root, "--format", "sarif")
    assert (ended.code, ended.err) == (0, "")
    (result,) = json.loads(ended.out)["runs"][0]["results"]
    assert result["ruleId"] == "missing-translation"
    assert json.loads(run("check", "--content", FIXTURE, "--format", "sarif").out)["runs"][0]["results"] == []


def test_module_and_terminal_without_unicode(atlas: Atlas) -> None:
    """Problems are printed even if the console's encoding lacks characters of the message."""
    atlas.replace("occupations/baker.yml", "night-watch: tried", "night-watch: 日本")
    command = [sys.executable, "-m", "generator", "check", "--content", str(atlas.root)]
    for style in ("text", "json", "github"):
        ended = subprocess.run(
            [*command, "--format", style],
            cwd=ROOT,
            env={"PATH": "", "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert ended.returncode == 1, ended.stderr
        assert "baker.yml" in ended.stdout + ended.stderr


def test_a_bundle_takes_the_place_of_a_bundle_alone(run: Callable[..., Ended], tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("precious", encoding="utf-8")
    ended = run("bundle", "--content", FIXTURE, "--config", ROOT / "mkdocs.yml", "--out", thesis)
    assert ended.code == 2
    assert "it is no zip" in ended.err
    assert thesis.read_text(encoding="utf-8") == "precious"
