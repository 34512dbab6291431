"""The workflows run pinned code with the least permissions, publish only when asked and call commands that exist."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GITHUB = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
WORKFLOWS = [*GITHUB, GITLAB]
SHARDS = ROOT / "deploy/shards.yml"
"""An example, which does not run in this repository."""
# An action is pinned by commit, an image by digest or by the tag of one exact version.
PINNED_ACTION = re.compile(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40}")
PINNED_IMAGE = re.compile(r"[\w./-]+(:\d+\.\d+\.\d+(-\w+)?|(:[\w.-]+)?@sha256:[0-9a-f]{64})")
# Versions of Python and systems that the unit tests run on.
PYTHONS = {"3.11", "3.12", "3.13", "3.14"}
SYSTEMS = {"ubuntu", "windows", "macos"}
# The jobs that may do more than read the code, with their permissions.
MORE = {
    "pages.yml": {"deploy": {"pages": "write", "id-token": "write"}},
    "links.yml": {"offer": {"contents": "write", "pull-requests": "write"}},
    "shards.yml": {"deploy": {"pages": "write", "id-token": "write"}},
}


def named(path: Path) -> str:
    """Return the name of a workflow for a test's id."""
    return path.name


def read(path: Path) -> dict[Any, Any]:
    """Read a workflow; YAML 1.1 takes the key ``on`` for true."""
    result: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return result


def values(node: Any, key: str) -> Iterator[Any]:
    """Yield the values of a key anywhere in a workflow."""
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from values(child, key)


def commands(path: Path) -> str:
    """Return all shell commands of a workflow."""
    found = [value for key in ("run", "script", "before_script") for value in values(read(path), key)]
    return "\n".join("\n".join(value) if isinstance(value, list) else value for value in found)


def test_there_are_workflows() -> None:
    """The tests below have workflows to check."""
    assert {"check.yml", "pages.yml"} <= {path.name for path in GITHUB}
    assert list(values(read(GITLAB), "script"))


@pytest.mark.parametrize("path", [*WORKFLOWS, SHARDS], ids=named)
def test_all_that_runs_is_pinned(path: Path) -> None:
    """Actions are pinned by commit, images and Python by exact version; only the matrix of Pythons has minor versions."""
    workflow = read(path)
    if path == GITLAB:
        for python in values(workflow, "PYTHON"):
            assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in python)
    for action in values(workflow, "uses"):
        assert PINNED_ACTION.fullmatch(action), action
    for image in (*values(workflow, "container"), *values(workflow, "image")):
        named = image if isinstance(image, str) else image["name"]
        assert PINNED_IMAGE.fullmatch(named.replace("$PYTHON", "3.11.14")), image
    for version in values(workflow, "python-version"):
        assert version == "${{ matrix.python }}" or re.fullmatch(r"\d+\.\d+\.\d+", version), version
    assert "latest" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*GITHUB, SHARDS], ids=named)
def test_permissions_are_least(path: Path) -> None:
    """A workflow may only read the code, except for the jobs in ``MORE``; none uses a secret or leaves a token behind."""
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    granted = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert granted == MORE.get(path.name, {})
    assert "secrets." not in path.read_text(encoding="utf-8")
    assert "pull_request_target" not in workflow[True]
    checkouts = [
        step
        for steps in values(workflow, "steps")
        for step in steps
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("path", [*WORKFLOWS, SHARDS], ids=named)
def test_every_job_ends(path: Path) -> None:
    """Each job has a time limit."""
    workflow = read(path)
    jobs = workflow["jobs"] if "jobs" in workflow else {key: job for key, job in workflow.items() if "script" in job}
    assert jobs
    for job in jobs.values():
        assert "timeout-minutes" in job or "timeout" in job


def test_units_run_on_all_pythons_and_systems() -> None:
    """Tests without other programs run on each supported Python, and on GitHub also on other systems."""
    github = read(ROOT / ".github/workflows/check.yml")["jobs"]["units"]
    matrix = github["strategy"]["matrix"]
    assert set(matrix["python"]) == PYTHONS
    assert {system.partition("-")[0] for system in matrix["system"]} == SYSTEMS
    gitlab = read(GITLAB)["units"]
    (pythons,) = (entry["PYTHON"] for entry in gitlab["parallel"]["matrix"])
    assert {version.rpartition(".")[0] for version in pythons} == PYTHONS
    lowest = min(tuple(map(int, version.split("."))) for version in PYTHONS)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={lowest[0]}.{lowest[1]}"
    for job in (github["steps"][-1]["run"], gitlab["script"][-1]):
        assert job == 'python -m pytest -m "not audit and not system"'


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_commands_exist(path: Path) -> None:
    """Commands that the workflows call are in the Makefile or in the repository."""
    text = commands(path)
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    called = set(re.findall(r"^make (\S+)", text, re.MULTILINE))
    scripts = set(re.findall(r"^bash (\S+)", text, re.MULTILINE))
    assert called | scripts
    assert called <= rules
    assert all((ROOT / script).is_file() for script in scripts)


def test_the_example_of_shards_builds_all_of_them() -> None:
    """The matrix has as many shards as the command divides the pages into, and the languages of the atlas."""
    workflow = read(SHARDS)
    job = workflow["jobs"]["part"]
    matrix = job["strategy"]["matrix"]
    site = yaml.safe_load((ROOT / "content/site.yml").read_text(encoding="utf-8"))
    assert matrix["language"] == [language["id"] for language in site["languages"]]
    assert matrix["shard"] == list(range(1, len(matrix["shard"]) + 1))
    (build,) = (step["run"] for step in job["steps"] if "rollenatlas build" in step.get("run", ""))
    assert f"--language ${{{{ matrix.language }}}} --shard ${{{{ matrix.shard }}}}/{len(matrix['shard'])} " in build
    assert "rollenatlas build --join parts/*" in {step.get("run") for step in workflow["jobs"]["join"]["steps"]}


def test_who_opens_foreign_addresses_may_not_write() -> None:
    """The job that asks other servers may only read the code; the job that may write does not run the program."""
    workflow = read(ROOT / ".github/workflows/links.yml")
    assert list(workflow[True]) == ["schedule", "workflow_dispatch"]
    jobs = workflow["jobs"]
    assert "permissions" not in jobs["open"]
    assert [step["run"] for step in jobs["open"]["steps"] if "run" in step] == ["make links"]
    assert [step["run"] for step in jobs["offer"]["steps"] if "run" in step] == ["bash .ci/offer-links"]


def test_a_pull_request_is_summed_up_for_its_reviewers() -> None:
    """The comparison is with the commit that the pull request would be merged into, which the checkout must have."""
    workflow = read(ROOT / ".github/workflows/changes.yml")
    assert workflow[True] == {"pull_request": {"paths": ["content/**"]}}
    checkout = next(step for step in workflow["jobs"]["changes"]["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"]["fetch-depth"] == 2
    assert 'bash .ci/changes HEAD^1 >> "$GITHUB_STEP_SUMMARY"' in commands(ROOT / ".github/workflows/changes.yml")


def test_publishing_waits_until_asked() -> None:
    """A push publishes only if the operator has set a variable; without a publisher's details, publishing would fail."""
    wanted = "github.event_name == 'workflow_dispatch' || vars.PUBLISH_PAGES == 'true'"
    jobs = read(ROOT / ".github/workflows/pages.yml")["jobs"]
    assert jobs["build"]["if"] == wanted
    assert jobs["deploy"]["needs"] == "build"
    assert "if" not in jobs["deploy"]
    rules = read(GITLAB)["pages"]["rules"]
    assert all("$PUBLISH_PAGES" in rule["if"] or rule["when"] == "manual" for rule in rules)
