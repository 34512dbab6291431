"""The live content is spelt right."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator.cli.authoring import spell
from tests.content.conftest import CONTENT


@pytest.mark.system
def test_the_live_content_is_spelt_right() -> None:
    """By the dictionaries and its own lists of words."""
    result = CliRunner().invoke(spell, ["--content", str(CONTENT)])
    assert result.output == "0 errors, 0 warnings\n"
