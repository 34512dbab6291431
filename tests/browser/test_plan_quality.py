"""The learning plan's accessibility in seven states, and its speed on the shipped atlas and a large generated one."""

from __future__ import annotations

import datetime
from pathlib import Path
from statistics import median

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.derive.facts import Facts
from generator.pipeline import load_facts
from generator.render.lens import Lens
from generator.render.pages import Renderer
from generator.render.views.plan import plan_view
from generator.render.views.plan_data import DETAILS
from generator.resources import templates_folder
from generator.routes import PageKind, plan_routes
from tests.atlas import TODAY
from tests.browser.conftest import Edition, Watched
from tests.browser.planning import TARGET, code_of, data, everything_at
from tests.generate_atlas import Size, generate

# axe can't check what is folded.
OPEN_ALL = """() => document.querySelectorAll("#ra-plan details").forEach(details => { details.open = true; })"""
CHANGES = 40
CHANGE = """([selectors, changes]) => {
  for (let n = 0; n < changes; n++) {
    const inputs = document.querySelectorAll(selectors[n % selectors.length]);
    inputs[n * 11 % inputs.length].click();
    document.body.getBoundingClientRect();
  }
}"""
WORK = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")


def open_state(page: Page, url: str, state: str) -> None:
    """Bring the plan into one of its seven states."""
    page.goto("about:blank")
    page.goto(url)
    expect(page.locator("#ra-plan")).to_be_visible()
    rows = data(page)
    target = code_of(page, "roles", TARGET)
    top = everything_at(page, len(rows["levels"]))
    fragments = {
        "nothing": "",
        "start": f"?v=1&o={rows['occupations'][0][0]}",
        "done": f"?v=1&t={target}&d={top}",
        "new": f"?v=1&t={target}",
        "busy": f"?v=1&t={target}&o={rows['occupations'][0][0]}&d=.{rows['skills'][1][0]}&f=1&i=de&w=5",
        "met": f"?v=1&t={target}&l={top}",
        "foreign": "?v=99",
    }
    page.goto("about:blank")
    page.goto(f"{url}#{fragments[state]}")
    expect(page.locator("#ra-plan")).to_be_visible()
    if state in ("new", "busy"):
        expect(page.locator(".ra-planstep")).not_to_have_count(0)
    if state == "start":
        expect(page.locator(".ra-stand")).not_to_have_count(0)


@pytest.mark.parametrize(
    ("state", "scheme", "width"),
    [
        *((state, "light", 1280) for state in ("start", "new")),
        *(
            pytest.param(state, "light", 1280, marks=pytest.mark.audit)
            for state in ("nothing", "done", "busy", "met", "foreign")
        ),
        pytest.param("start", "dark", 390, marks=pytest.mark.audit),
        ("busy", "dark", 390),
    ],
)
def test_axe_finds_nothing(chromium: Browser, web: Edition, state: str, scheme: str, width: int) -> None:
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    open_state(page, web.url("de", "plan"), state)
    page.evaluate(OPEN_ALL)
    # The browser lays out distant questions only when they are scrolled into view; axe has to see all of them.
    page.add_style_tag(content=".ra-ask { content-visibility: visible !important; }")
    results = Axe().run(page).response
    assert [(found["id"], [node["html"][:120] for node in found["nodes"][:3]]) for found in results["violations"]] == []
    context.close()


@pytest.mark.parametrize("address", ["", f"roles/{TARGET}/sheet"])
def test_axe_finds_nothing_on_finder_and_sheet(watched: Watched, web: Edition, address: str) -> None:
    watched.page.goto(web.url("de", address))
    if not address:
        watched.page.locator("#ra-finder summary").click()
        watched.page.locator("#finder-like").select_option(index=1)
        watched.page.locator("#ra-finder form button").click()
    results = Axe().run(watched.page, "#ra-finder" if not address else None).response
    assert [(found["id"], [node["html"][:120] for node in found["nodes"][:3]]) for found in results["violations"]] == []


class Clock:
    """Processor time of a page's main thread in milliseconds, which other work on the machine hardly affects."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read(self) -> float:
        """Return the milliseconds spent on script, style and layout since the page was loaded."""
        metrics = {row["name"]: row["value"] for row in self.session.send("Performance.getMetrics")["metrics"]}
        return float(sum(metrics[name] for name in WORK) * 1000)


def ready_time(context: BrowserContext, url: str) -> float:
    """Return the milliseconds of work until a page is idle, the theme's part included: the median of ten loads."""
    page = context.new_page()
    clock, times = Clock(page), []
    for _ in range(10):
        page.goto("about:blank")
        page.goto(url)
        page.wait_for_timeout(300)
        times.append(clock.read())
    page.close()
    return median(times)


def change_time(page: Page, *selectors: str) -> float:
    """Return the milliseconds of one change with layout: the median of ten means of 40 changes, which click the selectors in turn."""
    clock, times = Clock(page), []
    for _ in range(10):
        before = clock.read()
        page.evaluate(CHANGE, [selectors, CHANGES])
        times.append((clock.read() - before) / CHANGES)
    return median(times)


@pytest.mark.audit  # times are measured where nothing else runs
def test_the_plan_is_ready_and_changes_at_once(context: BrowserContext, web: Edition) -> None:
    page = context.new_page()
    open_state(page, web.url("de", "plan"), "busy")
    times = {
        "ready": ready_time(context, page.url),
        "level": change_time(page, "#plan-asked input[type=radio]"),
        "filter": change_time(page, "#plan-filters input"),
        "tick and back": change_time(page, ".ra-planstep input[type=checkbox]", "#plan-notice p + .ra-button"),
    }
    page.evaluate(OPEN_ALL)
    times["tick of an open plan"] = change_time(page, ".ra-planrow input[type=checkbox]")
    print(times)
    assert times.pop("ready") < 100
    assert max(times.values()) < 16, times


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The data and details of the plan for an atlas of 96 roles and 1,009 skills; the page around them is the same for any atlas."""
    folder = tmp_path_factory.mktemp("large")
    generate(folder, Size())
    catalog = load_facts(folder, datetime.date(2025, 6, 30))[0].catalog
    renderer = Renderer(Facts(catalog, TODAY), plan_routes(Facts(catalog, TODAY)), templates_folder(), "en")
    lens = Lens(Facts(catalog, TODAY), renderer.routes, renderer.strings, renderer.routes.page(PageKind.PLAN))
    return str(plan_view(lens).data), dict(renderer.scripts())[DETAILS]


@pytest.mark.audit  # times are measured where nothing else runs
def test_a_large_atlas_changes_within_a_tenth_of_a_second(
    context: BrowserContext, web: Edition, web_site: Path, large: tuple[str, str]
) -> None:
    address, (rows, details) = web.url("en", "plan"), large
    before, start, rest = (web_site / "en/plan/index.html").read_text(encoding="utf-8").partition('id="ra-plan-data">')
    html = before + start + rows + rest[rest.index("</script>") :]
    context.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    context.route(f"{address}details.js", lambda route: route.fulfill(body=details, content_type="text/javascript"))
    page = context.new_page()
    page.goto(address)
    page.locator("#plan-target").select_option(index=50)
    page.locator("#plan-occupation").select_option(index=5)
    expect(page.locator(".ra-planstep")).not_to_have_count(0)
    assert change_time(page, "#plan-asked input[type=radio]") < 100
    assert change_time(page, "#plan-filters input") < 100
