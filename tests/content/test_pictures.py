"""Pictures of the live content are complete, small and well linked, and its matrix is true."""

from __future__ import annotations

import pytest

from generator.catalog import Catalog
from generator.derive.facts import Facts
from tests.content.conftest import TODAY
from tests.test_pictures import check_matrix, check_pictures


@pytest.mark.parametrize("language", ["de", "en"])
def test_pictures_are_whole(live: Catalog, language: str) -> None:
    check_pictures(Facts(live, TODAY), language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_matrix_says_what_the_roles_require(live: Catalog, language: str) -> None:
    check_matrix(Facts(live, TODAY), language)
