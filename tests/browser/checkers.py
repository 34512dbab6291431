"""Checks of built pages with axe (accessibility) and the Nu HTML checker; each test chooses the pages."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser

from tests.browser.conftest import ROOT

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
RUN_AXE = """left_out =>
  axe.run({exclude: (left_out || []).map(selector => [selector])}, {resultTypes: ["violations"]}).then(result =>
    result.violations.map(violation => violation.id + ": " + violation.nodes.slice(0, 3).map(node =>
      node.html.slice(0, 120) + " " + node.failureSummary).join(" | ")))"""
# The theme cuts off what is too wide, so that readers can't scroll to it; they can only inside our own scrolling boxes.
CUT_OFF = """() => [...document.querySelectorAll("article table, article pre, article svg")].filter(box =>
    box.checkVisibility() && !box.closest(".ra-scroll") && box.getBoundingClientRect().right > innerWidth + 1
  ).map(box => `${box.tagName} .${box.getAttribute("class")} ends ${Math.round(box.getBoundingClientRect().right)} pixels from the left`)"""
UNFOLD = "document.querySelectorAll('article details').forEach(fold => { fold.open = true; })"
VNU = Path(os.environ.get("VNU_JAR") or ROOT / "tests/node/node_modules/vnu-jar/build/dist/vnu.jar")


REPEATED = (".ra-list tbody + tbody", ".ra-glossary > :nth-child(n + 41)")
"""Selectors of elements like those before them. On a page with a long list, axe takes ten times as long as on all other pages together."""


def access_faults(
    chromium: Browser, addresses: Iterable[str], *, dark: bool, width: int, left_out: Sequence[str] = ()
) -> list[str]:
    """Return what axe finds on each page, and each page that is wider than its window of ``width`` pixels.

    ``left_out`` are selectors of elements that axe skips.
    """
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(120_000)  # a long page on a busy machine
    faults = []
    for address in addresses:
        page.goto(address, wait_until="load")
        # The browser lays out what is below the window only when it is scrolled into view; axe has to see all of it.
        page.add_style_tag(content="* { content-visibility: visible !important; }")
        page.evaluate(UNFOLD)
        page.evaluate(AXE)
        faults += [f"{address} {fault}" for fault in page.evaluate(RUN_AXE, list(left_out))]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{address} is {wide} pixels wide in a window of {width}")
        faults += [f"{address} {fault}" for fault in page.evaluate(CUT_OFF)]
    context.close()
    return faults


def html_faults(targets: Iterable[Path]) -> list[str]:
    """Return the errors that the Nu HTML checker finds in the files and in the HTML files of the folders, in one run of Java."""
    command = ["java", "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "gnu", *map(str, targets)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    faults = result.stderr.splitlines()
    # Otherwise a checker that fails without output would pass as a page without errors.
    assert (result.returncode == 0) == (not faults), (result.returncode, faults)
    return faults
