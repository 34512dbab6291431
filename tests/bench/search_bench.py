"""Known-item search on the ICT part of ESCO in German: how often is the wanted page among the first five hits?

Each concept of the archive becomes a plain page (title, description, other labels). The same pages are built with the
atlas's search for the web and offline, and with the theme's own search, and indexed by Pagefind if it is installed. Each
search gets 40 titles, 40 other labels and 40 titles without umlauts in a browser, drawn with a fixed seed.
"""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from generator.publish.assets import published
from generator.render.language import load_words
from tests.serving import served

ROOT = Path(__file__).parents[2]
ARCHIVE = ROOT.parent / "shared" / "data" / "esco-v1.2.0-ict.tar.xz"
SEED, SAMPLE, FIRST, GOAL = 20261124, 40, 5, 0.98
PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
HITS = "items => items.map(item => item.querySelector('a.md-search-result__link').href)"


@dataclass(frozen=True)
class Concept:
    """An occupation or skill of ESCO."""

    id: str
    title: str
    labels: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Query:
    """A text to search for, its kind, and the concepts of which one has to be found."""

    kind: str
    text: str
    wanted: frozenset[str]


Finder = Callable[[str], list[str]]
"""Function that returns the addresses of the pages that a search finds for a text, best first."""


def read_concepts(archive: Path) -> list[Concept]:
    """Return the occupations and skills in German from an archive of CSV files."""
    concepts = []
    with tarfile.open(archive) as tar:
        for kind in ("occupations", "skills"):
            member = next(item for item in tar.getmembers() if item.name.endswith(f"/{kind}_de.csv"))
            content = tar.extractfile(member)
            assert content is not None
            for number, row in enumerate(csv.DictReader(io.TextIOWrapper(content, "utf-8", newline=""))):
                labels = tuple(label.strip() for label in row["altLabels"].splitlines() if label.strip())
                concepts.append(
                    Concept(f"{kind}/{number}", row["preferredLabel"].strip(), labels, row["description"].strip())
                )
    return concepts


def draw(concepts: list[Concept]) -> list[Query]:
    """Return the drawn queries; all concepts with the same label are wanted equally."""
    chance = random.Random(SEED)
    by_label: dict[str, set[str]] = {}
    for concept in concepts:
        for label in {concept.title, *concept.labels}:
            by_label.setdefault(label, set()).add(concept.id)
    titles = chance.sample([concept.title for concept in concepts], SAMPLE)
    others = chance.sample([chance.choice(concept.labels) for concept in concepts if concept.labels], SAMPLE)
    umlauts = chance.sample(
        [concept.title for concept in concepts if concept.title != concept.title.translate(PLAIN)], SAMPLE
    )
    return [
        *(Query("title", text, frozenset(by_label[text])) for text in titles),
        *(Query("other label", text, frozenset(by_label[text])) for text in others),
        *(Query("no umlauts", text.translate(PLAIN), frozenset(by_label[text])) for text in umlauts),
    ]


def write_project(folder: Path, concepts: list[Concept], *, ours: bool, offline: bool) -> Path:
    """Write a MkDocs project of plain pages and return the path of its configuration file."""
    docs = folder / "docs"
    for concept in concepts:
        path = docs / f"{concept.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        front = yaml.safe_dump({"title": concept.title, "names": list(concept.labels)}, allow_unicode=True)
        listed = "\n".join(f"- {_literal(label)}" for label in concept.labels)
        path.write_text(
            f"---\n{front}---\n\n# {_literal(concept.title)}\n\n{_literal(concept.description)}\n\n{listed}\n", "utf-8"
        )
    (docs / "index.md").write_text(
        "# ESCO\n\nThis service uses the ESCO classification of the European Commission.\n", "utf-8"
    )
    config: dict[str, object] = {
        "site_name": "ESCO",
        "docs_dir": str(docs),
        "nav": [{"ESCO": "index.md"}],
        "not_in_nav": "*",
        "use_directory_urls": not offline,
        "theme": {"name": "material", "language": "de", "font": False},
        "plugins": {"search": {}},
    }
    if ours:
        templates = ROOT / "site_templates"
        (folder / "overrides" / "partials").mkdir(parents=True)
        shutil.copy(templates / "overrides" / "partials" / "search.html", folder / "overrides" / "partials")
        words = load_words((templates,), "de", ("de", "en"))
        (docs / "assets").mkdir()
        for name in ("atlas.js", "search.js", "search-engine.js"):
            content = published(templates / "static" / "assets" / name, words)
            (docs / "assets" / name).write_bytes(content or b"")
        config["theme"] = {"name": "material", "language": "de", "font": False, "custom_dir": str(folder / "overrides")}
        config["extra_javascript"] = ["assets/atlas.js", "assets/search.js"]
        config["hooks"] = [str(Path(__file__).with_name("search_hook.py"))]
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(config), "utf-8")
    return path


def _literal(text: str) -> str:
    """Return a text of the archive escaped for Markdown, on one line."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#+-.!|" else char for char in " ".join(text.split()))


def build(config: Path, target: Path, *, offline: bool) -> Path:
    """Build a project and return its site's folder."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SEARCH_BENCH_SCRIPT": "1" if offline else ""}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(target)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return target


def our_finder(page: Page, address: str) -> Finder:
    """Return a finder that types into the atlas's search."""
    page.goto(address)
    page.locator("input[name=query]").focus()
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('eingeben')")

    def find(text: str) -> list[str]:
        page.locator("input[name=query]").fill(text)
        return list(page.locator(".md-search-result__item").evaluate_all(HITS))

    return find


def theme_finder(page: Page, address: str) -> Finder:
    """Return a finder that types into the theme's search, whose worker answers some time after the last key."""
    page.goto(address)
    field = page.locator("input[name=query]")
    field.focus()
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('eingeben')")

    def find(text: str) -> list[str]:
        field.fill("")
        field.press("Backspace")
        page.wait_for_function("!document.querySelector('.md-search-result__item')")
        field.fill(text[:-1])
        field.press_sequentially(text[-1])
        hits: list[str] = []
        for _ in range(15):
            page.wait_for_timeout(60)
            before, hits = hits, list(page.locator(".md-search-result__item").evaluate_all(HITS))
            if hits and hits == before:
                break
        return hits

    return find


def pagefind_finder(page: Page, address: str) -> Finder:
    """Return a finder that calls Pagefind's interface for scripts."""
    page.goto(address)
    script = """async ([text, first]) => {
        const pagefind = await import("/pagefind/pagefind.js");
        const { results } = await pagefind.search(text);
        return Promise.all(results.slice(0, first).map(async (result) => (await result.data()).url));
    }"""

    def find(text: str) -> list[str]:
        return list(page.evaluate(script, [text, FIRST]))

    return find


def recall(find: Finder, queries: list[Query]) -> dict[str, int]:
    """Return by kind of query how often a wanted page is among the first five hits."""
    found = dict.fromkeys((query.kind for query in queries), 0)
    for query in queries:
        hits = [_concept(address) for address in find(query.text)[:FIRST]]
        if query.wanted.isdisjoint(hits):
            print(f"  missed ({query.kind}): {query.text}", file=sys.stderr)
        else:
            found[query.kind] += 1
    return found


def _concept(address: str) -> str:
    path = (
        address.partition("#")[0].partition("?")[0].removesuffix("/").removesuffix("/index.html").removesuffix(".html")
    )
    return "/".join(path.split("/")[-2:])


def pagefind() -> str | None:
    """Return the path of the pagefind program, which ``npm install pagefind`` installs, or None."""
    local = ROOT / "tests" / "node" / "node_modules" / ".bin" / "pagefind"
    return str(local) if local.exists() else shutil.which("pagefind")


def measure(browser: Browser, folder: Path) -> dict[str, dict[str, int]]:
    """Build the pages and return the recall of each search by its name."""
    concepts = read_concepts(ARCHIVE)
    queries = draw(concepts)
    result = {}

    def site(name: str, *, ours: bool, offline: bool) -> Path:
        project = folder / name
        return build(write_project(project, concepts, ours=ours, offline=offline), project / "site", offline=offline)

    def ask(name: str, finder: Callable[[Page, str], Finder], address: str) -> None:
        page = browser.new_page()
        print(name, file=sys.stderr)
        result[name] = recall(finder(page, address), queries)
        page.close()

    with served(site("web", ours=True, offline=False)) as address:
        ask("atlas, web", our_finder, f"{address}/")
    ask("atlas, offline", our_finder, (site("offline", ours=True, offline=True) / "index.html").as_uri())
    plain = site("theme", ours=False, offline=False)
    with served(plain) as address:
        ask("Material", theme_finder, f"{address}/")
        if program := pagefind():
            subprocess.run([program, "--site", str(plain), "--quiet"], check=True, stdout=subprocess.DEVNULL)
            ask("Pagefind", pagefind_finder, f"{address}/")
    return result


def main() -> int:
    """Print the table; return 1 if the atlas's search misses the goal."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        result = measure(browser, Path(folder))
        browser.close()
    kinds = list(next(iter(result.values())))
    print(f"Known-item search, ESCO ICT, German: wanted page among the first {FIRST}, of {SAMPLE} each")
    print(f"{'':16}" + "".join(f"{kind:>14}" for kind in kinds))
    for name, found in result.items():
        print(f"{name:16}" + "".join(f"{found[kind]:>8}{found[kind] / SAMPLE:>6.2f}" for kind in kinds))
    ours = [found[kind] / SAMPLE for name, found in result.items() if name.startswith("atlas") for kind in kinds]
    return 0 if min(ours) >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
