"""What the pages of the live content note about themselves is true, in both editions."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.editions import Edition
from tests.content.conftest import CONTENT
from tests.oracle.facts import Built, built, faults
from tests.oracle.verify import verify_site

pytestmark = pytest.mark.audit


@pytest.fixture(scope="module", params=Edition)
def languages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """The live content built in each edition, with the pages kept in memory."""
    return list(built(tmp_path_factory.mktemp("facts") / "site", CONTENT, request.param))


def test_pages_say_the_truth_of_themselves(languages: list[Built]) -> None:
    """The noted headings, ids, links, loaded files, words for the search and inline scripts match the HTML, by page and language."""
    assert [fault for one in languages for fault in faults(one)] == []


@pytest.mark.parametrize("name", ["web_site", "offline_site"])
def test_the_built_site_has_no_fault(request: pytest.FixtureRequest, name: str) -> None:
    """No page has a fault as a browser reads it, with the theme around it."""
    site: Path = request.getfixturevalue(name)
    assert verify_site(site, sorted(path.name for path in site.iterdir() if (path / "search").is_dir())) == []
