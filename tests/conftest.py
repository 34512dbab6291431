"""Fixtures for all tests: the fictional atlas, frameworks, the command line on a fixed day, sites built once per run, and a preview."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock
import hypothesis
import pytest

from generator.catalog import Catalog
from generator.cli import main as cli
from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.preview.live import LivePreview
from tests import sites
from tests.atlas import FIXTURE, TODAY, Atlas, copy_fixture
from tests.frameworks import MANY, SMALL, Pages, made, renderer_of
from tests.sites import EPOCH, ROOT

TESTS = Path(__file__).parent
# The same examples in every run, and no time limit for one, so that a busy machine can't make a test fail.
hypothesis.settings.load_profile("ci")
Share = Callable[[str, Callable[[Path], object]], Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by folder: ``system`` tests need programs beside Python, ``content`` tests read the live content."""
    for item in items:
        folders = item.path.relative_to(TESTS).parts[:-1]
        if "browser" in folders:
            item.add_marker("system")
        if "content" in folders:
            item.add_marker("content")


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """A copy of the fictional atlas that the test may break."""
    return copy_fixture(tmp_path)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The fictional atlas, loaded once for all tests, which can't change it."""
    return load_facts(FIXTURE, TODAY)[0].catalog


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep any proxy of the machine from answering in place of the local servers of a test."""
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture(scope="session")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The facts of a small framework made by others."""
    return made(tmp_path_factory.mktemp("small"), SMALL)


@pytest.fixture(scope="session")
def framework_pages(framework: Facts) -> Pages:
    """All pages of the small framework by kind and key."""
    return {(page.page.kind, page.page.key): page for page in renderer_of(framework).pages()}


@pytest.fixture(scope="session")
def large_framework(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The facts of a framework with more roles than fit on cards or in one table."""
    return made(tmp_path_factory.mktemp("many"), MANY)


class Ended:
    """The exit code and output of a command."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Return a function that runs the command line in this process, like ``main``, on the day of the fixture."""

    def call(*arguments: str | Path, day: datetime.date = TODAY) -> Ended:
        monkeypatch.setattr(sys, "argv", ["rollenatlas", *map(str, arguments)])
        code = 0
        try:
            cli.main(day)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
        output = capsys.readouterr()
        return Ended(code, output.out, output.err)

    return call


@pytest.fixture(scope="session")
def share(tmp_path_factory: pytest.TempPathFactory) -> Share:
    """Return a function that makes a folder once, under a name, for all workers of pytest-xdist."""
    alone = os.environ.get("PYTEST_XDIST_WORKER", "master") == "master"
    base = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        target = base / name
        with filelock.FileLock(f"{target}.lock"):
            if not target.exists():
                make(target)
        return target

    return made


@pytest.fixture(scope="session")
def web_site(share: Share) -> Path:
    """The web edition of the atlas in the content folder, built with plain MkDocs."""
    return share("web", lambda target: sites.build(target, ROOT / "content"))


@pytest.fixture(scope="session")
def offline_site(share: Share) -> Path:
    """The offline edition of the same atlas as readers have it: the unzipped bundle, in a folder with blanks and an umlaut."""
    return share("Übung mit Lücken", lambda target: sites.bundle(target, ROOT / "content")) / "atlas"


@pytest.fixture(scope="session")
def coast_project(share: Share) -> Path:
    """A project with the fictional atlas, which has an address, a publisher and a moved page, built with plain MkDocs."""

    def make(target: Path) -> None:
        folder = sites.project(target.with_name(f"{target.name}.partial"))
        result = sites.run("mkdocs", "build", "--strict", "--quiet", cwd=folder, SOURCE_DATE_EPOCH=EPOCH)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
        folder.rename(target)

    return share("coast", make)


@pytest.fixture(scope="session")
def coast_web(coast_project: Path) -> Path:
    """The web edition of the fictional atlas."""
    return coast_project / "site"


@pytest.fixture(scope="session")
def coast_offline(share: Share) -> Path:
    """The offline edition of the fictional atlas."""
    return share("coast-offline", lambda target: sites.bundle(target, FIXTURE, SOURCE_DATE_EPOCH=EPOCH)) / "atlas"


@pytest.fixture
def preview_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the fictional atlas, to be edited, with the same fixed time for builds and preview."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.delenv("ROLLENATLAS_CONTENT", raising=False)
    folder = sites.project(tmp_path / "project")
    monkeypatch.chdir(folder)  # paths in links to a record's source are relative to this folder
    return folder


@pytest.fixture
def preview(preview_project: Path) -> Iterator[LivePreview]:
    """A preview of that project with its first edition."""
    preview = LivePreview(preview_project / "mkdocs.yml", preview_project / "content", TODAY)
    preview.refresh()
    yield preview
    preview.close()
