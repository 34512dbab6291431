"""Style sheets do not change their meaning when published: a browser reads the same rules from them as from their sources."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from generator.publish.assets import shortened
from generator.resources import templates_folder

# Blanks after commas and inside brackets have no meaning; in a value with a variable, the browser keeps them.
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/\\s+/g, " ").replace(/([,(]) /g, "$1").replace(/ ([,)])/g, "$1"));
}"""


def test_published_styles_say_the_same(chromium: Browser) -> None:
    page = chromium.new_page()
    for path in sorted(Path(templates_folder() / "static/assets").glob("*.css")):
        source = path.read_bytes()
        rules = page.evaluate(RULES, source.decode("utf-8"))
        assert rules, path.name
        assert page.evaluate(RULES, shortened(path.name, source).decode("utf-8")) == rules, path.name
    page.close()
