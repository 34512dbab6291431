"""The checkers of pages: axe for accessibility, Nu for HTML; tests decide which pages they look at."""

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
# The theme clips what is too wide, so nobody could move there; only our scrolling boxes let a reader see the rest.
CUT_OFF = """() => [...document.querySelectorAll("article table, article pre, article svg")].filter(box =>
    box.checkVisibility() && !box.closest(".ra-scroll") && box.getBoundingClientRect().right > innerWidth + 1
  ).map(box => `${box.tagName} .${box.getAttribute("class")} ends ${Math.round(box.getBoundingClientRect().right)} pixels from the left`)"""
UNFOLD = "document.querySelectorAll('article details').forEach(fold => { fold.open = true; })"
VNU = Path(os.environ.get("VNU_JAR") or ROOT / "tests/node/node_modules/vnu-jar/build/dist/vnu.jar")


REPEATED = (".ra-list tbody + tbody", ".ra-glossary > :nth-child(n + 41)")
"""What is like what stands before it: a long list takes axe ten times as long as all other pages."""


def access_faults(
    chromium: Browser, addresses: Iterable[str], *, dark: bool, width: int, left_out: Sequence[str] = ()
) -> list[str]:
    """What axe finds on each page, and each page that is wider than its window of ``width`` pixels.

    ``left_out`` are selectors of what axe need not look at.
    """
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(120_000)  # a long page on a busy machine
    faults = []
    for address in addresses:
        page.goto(address, wait_until="load")
        # What lies below the window is laid out only when it comes into view; axe has to see all of it.
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
    """Each error of the Nu HTML checker in the files, and in the HTML files of the folders; one run of Java for all."""
    command = ["java", "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "gnu", *map(str, targets)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    faults = result.stderr.splitlines()
    # A checker that fails without a word would pass as a page without an error.
    assert (result.returncode == 0) == (not faults), (result.returncode, faults)
    return faults
