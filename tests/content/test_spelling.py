"""The live content has no spelling mistakes."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator.cli.authoring import spell
from tests.content.conftest import CONTENT


@pytest.mark.system
def test_the_live_content_is_spelt_right() -> None:
    """The dictionaries and the content's own lists of words know every word."""
    result = CliRunner().invoke(spell, ["--content", str(CONTENT)])
    assert result.output == "0 errors, 0 warnings\n"
